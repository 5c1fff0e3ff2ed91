// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/store.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>
#include <utility>

namespace livewall::store {

namespace {

/// A class of the ledger and where it is kept in memory.
struct LedgerClass
{
    std::string_view name;
    std::uint64_t stats::Ledger::*count;
};
constexpr std::array<LedgerClass, 10> kLedgerClasses = {{
    {"received", &stats::Ledger::received},
    {"accepted", &stats::Ledger::accepted},
    {"not_accepted", &stats::Ledger::not_accepted},
    {"duplicate", &stats::Ledger::duplicate},
    {"future", &stats::Ledger::future},
    {"control", &stats::Ledger::control},
    {"unknown_type", &stats::Ledger::unknown_type},
    {"late", &stats::Ledger::late},
    {"unchecked", &stats::Ledger::unchecked},
    {"resent", &stats::Ledger::resent},
}};

} // namespace

void Store::writeFeeds(const Checkpoint& checkpoint)
{
    Statement write = database_.prepare(
        "INSERT INTO feeds (name, cursor, oldest_ms, newest_ms, second_newest_ms, "
        "remembered_since_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
        "cursor = excluded.cursor, oldest_ms = excluded.oldest_ms, "
        "newest_ms = excluded.newest_ms, second_newest_ms = excluded.second_newest_ms, "
        "remembered_since_ms = excluded.remembered_since_ms RETURNING id");
    Statement enter = database_.prepare("INSERT INTO ledger VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
                                        "SET count = excluded.count WHERE count <> excluded.count");
    for (const FeedState& feed : checkpoint.feeds) {
        const stats::Intake::State& intake = feed.intake;
        write.bindText(1, feed.name).bindBlob(2, feed.cursor).bind(3, intake.oldest_ms);
        write.bind(4, intake.newest_ms).bind(5, intake.second_newest_ms);
        write.bind(6, intake.remembered_since_ms);
        write.step();
        const std::int64_t id = feed_ids_[feed.name] = write.integer(0);
        write.run();

        const auto put = [&](std::string_view name, std::uint64_t count) {
            enter.bind(1, id).bindText(2, name).bind(3, static_cast<std::int64_t>(count));
            enter.run();
        };
        for (const LedgerClass& one : kLedgerClasses)
            put(one.name, intake.ledger.*one.count);
        for (std::size_t reason = 0; reason < event::kRejections; ++reason)
            put(std::format("rejected.{}", event::kRejectionNames[reason]),
                intake.ledger.rejected_by_reason[reason]);
    }
}

std::vector<FeedState> Store::feeds()
{
    std::vector<FeedState> feeds;
    Statement read = database_.prepare("SELECT id, name, cursor, oldest_ms, newest_ms, "
                                       "second_newest_ms, remembered_since_ms FROM feeds ORDER BY "
                                       "id");
    Statement count = database_.prepare("SELECT count FROM ledger WHERE feed = ? AND class = ?");
    while (read.step()) {
        FeedState feed{.name = std::string(read.bytes(1)), .cursor = std::string(read.bytes(2))};
        stats::Intake::State& intake = feed.intake;
        intake.oldest_ms = read.optionalInteger(3);
        intake.newest_ms = read.optionalInteger(4);
        intake.second_newest_ms = read.optionalInteger(5);
        intake.remembered_since_ms = read.optionalInteger(6);
        const auto get = [&](std::string_view name) {
            count.bind(1, read.integer(0)).bindText(2, name);
            const std::int64_t found = count.step() ? count.integer(0) : 0;
            count.reset();
            return static_cast<std::uint64_t>(found);
        };
        for (const LedgerClass& one : kLedgerClasses)
            intake.ledger.*one.count = get(one.name);
        for (std::size_t reason = 0; reason < event::kRejections; ++reason)
            intake.ledger.rejected_by_reason[reason] =
                get(std::format("rejected.{}", event::kRejectionNames[reason]));
        feeds.push_back(std::move(feed));
    }
    return feeds;
}

void Store::cutCoverage(const Checkpoint& checkpoint)
{
    Statement erase = database_.prepare("DELETE FROM coverage WHERE feed = ? AND from_ms >= ?");
    Statement cut =
        database_.prepare("UPDATE coverage SET to_ms = ?2 WHERE feed = ?1 AND to_ms > ?2");
    for (std::size_t feed = 0; feed < checkpoint.covered_until.size(); ++feed) {
        const std::optional<std::int64_t> until_ms = checkpoint.covered_until[feed];
        if (!until_ms)
            continue;
        for (Statement* change : {&erase, &cut}) {
            change->bind(1, feed_ids_.at(checkpoint.feeds[feed].name)).bind(2, *until_ms);
            change->run();
        }
    }
}

void Store::writeCoverage(const Checkpoint& checkpoint)
{
    cutCoverage(checkpoint);
    Statement read = database_.prepare("SELECT from_ms, to_ms FROM coverage WHERE feed = ? AND "
                                       "from_ms <= ? ORDER BY from_ms DESC");
    Statement erase =
        database_.prepare("DELETE FROM coverage WHERE feed = ? AND from_ms >= ? AND from_ms <= ?");
    Statement insert = database_.prepare("INSERT INTO coverage VALUES (?, ?, ?)");
    for (std::size_t feed = 0; feed < checkpoint.coverage.size(); ++feed) {
        const std::int64_t id = feed_ids_.at(checkpoint.feeds[feed].name);
        for (stats::Interval interval : checkpoint.coverage[feed]) {
            // With what it touches it is one.
            read.bind(1, id).bind(2, interval.to_ms);
            while (read.step() && read.integer(1) >= interval.from_ms) {
                interval.from_ms = std::min(interval.from_ms, read.integer(0));
                interval.to_ms = std::max(interval.to_ms, read.integer(1));
            }
            read.reset();
            erase.bind(1, id).bind(2, interval.from_ms).bind(3, interval.to_ms);
            erase.run();
            insert.bind(1, id).bind(2, interval.from_ms).bind(3, interval.to_ms);
            insert.run();
        }
    }
}

stats::Coverage Store::coverage(const std::string& feed, std::int64_t last_ms)
{
    stats::Coverage found;
    Statement read = database_.prepare(
        "SELECT from_ms, to_ms FROM coverage JOIN feeds ON feeds.id = feed WHERE name = ?1 AND "
        "to_ms > (SELECT max(to_ms) FROM coverage JOIN feeds ON feeds.id = feed WHERE name = ?1) "
        "- ?2 ORDER BY from_ms");
    read.bindText(1, feed).bind(2, last_ms);
    while (read.step())
        found.add(read.integer(0), read.integer(1));
    return found;
}

} // namespace livewall::store
