// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/store.h"

#include "models/store/schema.h"
#include "models/store/storelock.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>
#include <utility>

#include <sqlite3.h>

namespace livewall::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopiesKept = 2;

/// "20110310T150115Z": in the names of files.
std::string stamp()
{
    return std::format("{:%Y%m%dT%H%M%SZ}",
                       std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

/// A name of this beginning that is not taken.
std::string freeName(const std::string& beginning)
{
    std::string name = beginning;
    std::error_code error;
    for (int number = 2; fs::exists(name, error); ++number)
        name = std::format("{}-{}", beginning, number);
    return name;
}

std::string moveAside(const std::string& path)
{
    const std::string aside = freeName(path + ".damaged-" + stamp());
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code error;
        fs::rename(path + suffix, aside + suffix, error);
    }
    return aside;
}

/// Copies the database whole, its log included, and lets go of all but the last kCopiesKept. What
/// bears the name of a copy is one: a part of one, of a start that was cut off, displaces none.
void copyBeforeMigration(Database& database, const std::string& path, std::int64_t version)
{
    const std::string beginning = path + ".before-";
    const std::string unfinished = path + ".unfinished-copy";
    std::error_code error; // a copy too many does no harm
    fs::remove(unfinished, error);
    Statement copy = database.prepare("VACUUM INTO ?");
    copy.bindText(1, unfinished);
    copy.run();
    const std::string made = freeName(std::format("{}{}-v{}", beginning, stamp(), version));
    fs::rename(unfinished, made, error);
    if (error)
        throw DatabaseError(SQLITE_CANTOPEN, "the copy before the migration: " + error.message());

    // The one just made stays, whatever the clock says: it may be of 1970.
    std::vector<std::pair<fs::file_time_type, fs::path>> others;
    const fs::path folder = fs::absolute(path).parent_path();
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string found = entry.path().string();
        if (found.starts_with(fs::absolute(beginning).string()) && found != fs::absolute(made))
            others.emplace_back(entry.last_write_time(error), entry.path());
    }
    std::ranges::sort(others, std::greater());
    for (std::size_t i = kCopiesKept - 1; i < others.size(); ++i)
        fs::remove(others[i].second, error);
}

/// Whether closing a database brings its log into it, as it does unless told otherwise.
void setLogged(Database& database, bool stays_logged)
{
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, stays_logged ? 1 : 0,
                      nullptr);
}

bool isEmpty(Database& database)
{
    return database.integer("SELECT count(*) FROM sqlite_schema") == 0;
}

} // namespace

Store::Store(const std::string& path, Database::Access access, std::stop_token stop)
    : database_(path, access, std::move(stop))
{
}

Store::~Store() = default;

Store::Opened Store::openToWrite(const std::string& path)
{
    Opened opened;
    std::error_code error;
    const bool was_store = fs::exists(path + "-lock", error);
    std::unique_ptr<StoreLock> lock = takeLock(path, opened);
    if (!lock)
        return opened;
    try {
        return openLocked(path, lock);
    } catch (const DatabaseError& failure) {
        if (failure.code() == SQLITE_NOTADB && !was_store) {
            // Somebody's notes, named by mistake.
            fs::remove(path + "-lock", error);
            opened.opening = Opening::NoStore;
            opened.trouble = {Trouble::What::OtherFile, path};
            return opened;
        }
        if (failure.isDamage())
            return replaceLocked(path, failure.what(), lock);
        opened.opening = Opening::Failed;
        opened.trouble = {Trouble::What::CannotOpen, path, failure.what()};
    }
    return opened;
}

Store::Opened Store::openAfterDamage(const std::string& path, const std::string& what)
{
    Opened opened;
    std::unique_ptr<StoreLock> lock = takeLock(path, opened);
    return lock ? replaceLocked(path, what, lock) : std::move(opened);
}

std::unique_ptr<StoreLock> Store::takeLock(const std::string& path, Opened& opened)
{
    auto lock = StoreLock::take(path, opened.trouble);
    if (!lock)
        opened.opening =
            opened.trouble.what == Trouble::What::InUse ? Opening::InUse : Opening::Failed;
    return lock;
}

/// The store takes the lock over where it can be opened; else it stays the caller's.
Store::Opened Store::openLocked(const std::string& path, std::unique_ptr<StoreLock>& lock)
{
    Opened opened;
    auto store = std::unique_ptr<Store>(new Store(path, Database::Access::Create));
    Database& database = store->database_;
    setLogged(database, true); // what is not ours stays as it is
    const std::int64_t version = database.integer("PRAGMA user_version");
    const bool is_ours = database.integer("PRAGMA application_id") == kApplicationId;
    if (!is_ours && !isEmpty(database)) {
        opened.opening = Opening::NoStore;
        opened.trouble = {Trouble::What::Foreign, path};
        return opened;
    }
    if (version > kSchemaVersion) {
        opened.opening = Opening::Newer;
        opened.trouble = {Trouble::What::Newer, path, std::to_string(version)};
        return opened;
    }
    setLogged(database, false);
    // A lasting journal: a wall's disk gets few and small syncs, and readers never wait.
    database.run("PRAGMA journal_mode = WAL");
    database.run("PRAGMA synchronous = FULL");
    database.run("PRAGMA journal_size_limit = 16777216");
    if (version > 0 && version < kSchemaVersion)
        copyBeforeMigration(database, path, version);
    migrate(database);
    store->lock_ = std::move(lock);
    opened.store = std::move(store);
    return opened;
}

/// Moves a damaged store aside, and begins a new one in its place.
Store::Opened Store::replaceLocked(const std::string& path, const std::string& what,
                                   std::unique_ptr<StoreLock>& lock)
{
    const std::string aside = moveAside(path);
    Opened opened;
    std::error_code error;
    if (fs::exists(path, error)) {
        opened.opening = Opening::Failed;
        opened.trouble = {Trouble::What::StaysDamaged, path, what};
        return opened;
    }
    try {
        opened = openLocked(path, lock);
    } catch (const DatabaseError& failure) {
        opened.opening = Opening::Failed;
        opened.trouble = {Trouble::What::CannotOpen, path, failure.what()};
    }
    opened.moved_to = aside;
    opened.damage = std::format("{}: was damaged ({}); it is now {}, and counting starts anew",
                                path, what, aside);
    return opened;
}

Store::Opened Store::openToRead(const std::string& path, const std::stop_token& stop)
{
    Opened opened;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        opened.opening = Opening::NoStore;
        opened.trouble = {Trouble::What::NoStore, path};
        return opened;
    }
    try {
        std::unique_ptr<Store> store;
        try {
            // What another process left in the log is brought in by whoever opens it next.
            store.reset(new Store(path, Database::Access::Write, stop));
            store->database_.integer("PRAGMA user_version");
        } catch (const DatabaseError& refusal) {
            if (refusal.code() != SQLITE_READONLY && refusal.code() != SQLITE_CANTOPEN)
                throw;
            store.reset(new Store(path, Database::Access::Read, stop));
        }
        Database& database = store->database_;
        setLogged(database, true);
        database.run("PRAGMA query_only = ON");
        if (database.integer("PRAGMA application_id") != kApplicationId) {
            opened.opening = Opening::NoStore;
            opened.trouble = {Trouble::What::NotOurs, path};
            return opened;
        }
        const std::int64_t version = database.integer("PRAGMA user_version");
        if (version != kSchemaVersion) {
            const bool is_newer = version > kSchemaVersion;
            opened.opening = is_newer ? Opening::Newer : Opening::NoStore;
            opened.trouble = {is_newer ? Trouble::What::Newer : Trouble::What::Older, path,
                              std::to_string(version)};
            return opened;
        }
        setLogged(database, false);
        // One state for all that is read from here on.
        store->database_.run("BEGIN");
        opened.store = std::move(store);
    } catch (const DatabaseError& failure) {
        opened.opening = Opening::Failed;
        if (failure.code() == SQLITE_NOTADB)
            opened.trouble = {Trouble::What::NoDatabase, path};
        else if (failure.isDamage())
            opened.trouble = {Trouble::What::Damaged, path, failure.what()};
        else
            opened.trouble = {Trouble::What::CannotRead, path, failure.what()};
    }
    return opened;
}

} // namespace livewall::store
