// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/maintenance.h"

#include "models/store/cellrows.h"
#include "models/store/store.h"

#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <format>
#include <iterator>
#include <limits>
#include <numeric>

namespace livewall::store {

namespace {

namespace fs = std::filesystem;

constexpr int kBackupPages = 256; // a step: 1 MiB

void checkIntegrity(Database& database, Checkup& checkup)
{
    Statement check = database.prepare("PRAGMA integrity_check(10)");
    while (check.step()) {
        if (check.bytes(0) != "ok")
            checkup.faults.emplace_back(check.bytes(0));
    }
}

/// What is packed must be readable.
void checkPacked(Store& store, Checkup& checkup)
{
    try {
        store.readAllPacked();
    } catch (const DatabaseError& error) {
        checkup.faults.emplace_back(error.what());
    }
}

void checkSums(Database& database, Checkup& checkup)
{
    const auto sum = [&](auto of) {
        return std::accumulate(checkup.feeds.begin(), checkup.feeds.end(), std::int64_t{0},
                               [of](std::int64_t total, const FeedState& feed) {
                                   return total + static_cast<std::int64_t>(of(feed.intake.ledger));
                               });
    };
    const auto expect = [&](const char* what, std::int64_t found, std::int64_t expected) {
        if (found != expected)
            checkup.faults.push_back(
                std::format("{}: {}, but {} in the minutes of all stores", what, expected, found));
    };
    checkup.is_beside_ledgers =
        database.integer(
            std::format("SELECT count(*) FROM kept WHERE what = '{}'", kBesideLedgers)) > 0;
    if (!checkup.is_beside_ledgers) {
        expect("accepted in the ledgers", database.integer("SELECT sum(accepted) FROM minutes"),
               sum([](const stats::Ledger& ledger) { return ledger.accepted; }));
        expect("not accepted in the ledgers",
               database.integer("SELECT sum(not_accepted) FROM minutes"),
               sum([](const stats::Ledger& ledger) { return ledger.not_accepted; }));
    }
    const std::string kept = std::format(
        "minute >= (SELECT coalesce(max(since), 0) FROM kept WHERE what = '{}')", kCountryMinutes);
    expect("accepted by country",
           database.integer("SELECT sum(accepted) FROM minutes WHERE " + kept),
           database.integer("SELECT sum(accepted) FROM country_minutes WHERE " + kept));
}

/// Intervals that touch were one.
void checkCoverage(Store& store, Checkup& checkup)
{
    Statement count = store.database().prepare(
        "SELECT count(*) FROM coverage JOIN feeds ON feeds.id = feed WHERE name = ?");
    for (const FeedState& feed : checkup.feeds) {
        checkup.coverage.push_back(
            store.coverage(feed.name, std::numeric_limits<std::int64_t>::max()));
        count.bindText(1, feed.name);
        count.step();
        if (count.integer(0) != std::ssize(checkup.coverage.back().intervals()))
            checkup.faults.push_back(
                std::format("coverage of {}: its intervals overlap", feed.name));
        count.reset();
    }
}

} // namespace

Checkup checkUp(const std::string& path)
{
    Checkup checkup;
    Store::Opened opened = Store::openToRead(path);
    if (!opened.store) {
        checkup.error = opened.message();
        return checkup;
    }
    try {
        Database& database = opened.store->database();
        checkup.version = database.integer("PRAGMA user_version");
        checkup.checkpoints = opened.store->checkpointNumber();
        checkup.bytes =
            database.integer("PRAGMA page_count") * database.integer("PRAGMA page_size");
        checkIntegrity(database, checkup);
        Statement names =
            database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        while (names.step()) {
            const std::string name(names.bytes(0));
            checkup.tables.push_back(
                {name, database.integer(std::format("SELECT count(*) FROM \"{}\"", name))});
        }
        checkup.feeds = opened.store->feeds();
        checkPacked(*opened.store, checkup);
        checkSums(database, checkup);
        checkCoverage(*opened.store, checkup);
    } catch (const DatabaseError& error) {
        checkup.faults.emplace_back(error.what());
    }
    return checkup;
}

bool backUp(const std::string& path, const std::string& to,
            const std::function<void(double share)>& progress, std::string& error)
{
    if (fs::exists(to)) {
        error = to + ": is there already; a backup overwrites nothing";
        return false;
    }
    Store::Opened opened = Store::openToRead(path);
    if (!opened.store) {
        error = opened.message();
        return false;
    }
    const std::string unfinished = to + ".unfinished";
    try {
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        Database copy(unfinished, Database::Access::Create);
        sqlite3_backup* backup =
            sqlite3_backup_init(copy.handle(), "main", opened.store->database().handle(), "main");
        int code = backup ? SQLITE_OK : sqlite3_errcode(copy.handle());
        while (backup && code == SQLITE_OK) {
            code = sqlite3_backup_step(backup, kBackupPages);
            const int pages = sqlite3_backup_pagecount(backup);
            if (pages > 0)
                progress(1.0 - static_cast<double>(sqlite3_backup_remaining(backup)) / pages);
        }
        sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE)
            throw DatabaseError(code & 0xff, sqlite3_errstr(code));
    } catch (const DatabaseError& failure) {
        error = std::format("{}: cannot be written: {}", to, failure.what());
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        return false;
    }
    std::error_code failed;
    fs::rename(unfinished, to, failed);
    if (failed)
        error = std::format("{}: cannot be written: {}", to, failed.message());
    return !failed;
}

} // namespace livewall::store
