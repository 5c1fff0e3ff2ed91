// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/board.h"
#include "models/store/checkpoint.h"
#include "models/store/database.h"
#include "models/store/trouble.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace livewall::store {

/// How long what is kept, behind the newest purchase. A day window at a T that is still to the
/// minute needs one day more of minutes than T may be old, and what came an hour before that day;
/// the same of seconds and their hour, which begins with a whole minute.
struct Retention
{
    static constexpr std::int64_t kSeconds_s = 3 * 3600 + 60;             ///< so T within 2 h
    static constexpr std::int64_t kMinutes_s = (8 + 1) * 86400 + 61 * 60; ///< so T within 8 days
    static constexpr std::int64_t kHours_s = 35 * 86400;
    static constexpr std::int64_t kIdentities_ms = stats::Dedupe::kDefaultHorizon_ms;
};

class StoreLock;

/// Everything that a wall knows, in one SQLite file: WAL, one writer, any number of readers in
/// other processes. Its functions throw DatabaseError. Used by one thread at a time.
class Store
{
public:
    enum class Opening {
        Done,
        InUse,   ///< another process has it
        Newer,   ///< a later version of the program wrote it: left alone
        NoStore, ///< there is none, or it is something else
        Failed,  ///< the file system or SQLite refuses
    };
    struct Opened
    {
        Opening opening = Opening::Done;
        Trouble trouble;              ///< why, unless Done
        std::string damage;           ///< one line, where a damaged one was moved aside
        std::string moved_to;         ///< then: its file's path now
        std::unique_ptr<Store> store; ///< where Done

        /// One line, unless Done.
        std::string message() const { return trouble.text(); }
    };

    /// To write: creates what is not there (but no folder), migrates (a copy of the older file is
    /// kept beside it, two at most), moves a damaged database aside, with its date. What was never
    /// a store is left as it is.
    static Opened openToWrite(const std::string& path);

    /// After reading has shown damage, with the store let go: moves it aside and opens a new one.
    static Opened openAfterDamage(const std::string& path, const std::string& what);

    /// To read, also while another process writes: one consistent state until destroyed. `stop`:
    /// see Database.
    static Opened openToRead(const std::string& path, const std::stop_token& stop = {});

    ~Store();

    /// The number of the last checkpoint that was written.
    std::int64_t checkpointNumber();

    /// In one transaction. A checkpoint whose number was written before changes nothing: after a
    /// failure it may be written again.
    void write(const Checkpoint& checkpoint, std::int64_t number);

    /// Lets go of some of what is kept no longer: at most about `rows` rows. False: nothing left.
    bool prune(int rows);

    // What is kept, for a start or a report.

    std::vector<FeedState> feeds();
    std::vector<HeldPurchase> held(const std::vector<std::string>& feeds);

    /// When the feed was listened to: of the last `last_ms` of that.
    stats::Coverage coverage(const std::string& feed, std::int64_t last_ms);

    /// The greatest number of all that wait, of any feed; 0 where nothing does.
    std::int64_t lastHeldNumber();

    /// Every file of history that was counted, or begun to be.
    std::vector<ImportedFile> imports();

    /// In the order in which they were remembered.
    void readIdentities(const std::string& feed,
                        const std::function<void(const Remembered&)>& each);

    /// The newest time of all feeds.
    std::optional<std::int64_t> newest_ms();

    /// How exactly T can be shown.
    enum class Precision { Second, Minute, None };
    struct Showable
    {
        Precision precision = Precision::None;
        std::int64_t second = 0; ///< T's second, or with Minute the last of its minute
    };
    Showable showable(std::int64_t second);

    /// The oldest T that can still be shown.
    std::int64_t oldestShowable();

    /// The first minute in which anything was counted: of the week's chart. Nothing where nothing
    /// was.
    std::optional<std::int64_t> oldestMinute();

    /// All of the countries of the day that ends with T is kept.
    bool keepsPlaces(std::int64_t second);

    /// Puts everything up to T into a board that was advanced to T and holds nothing; without what
    /// fillPast() does. Where T is not showable and before what is kept: but for stores, of which
    /// nothing is put in.
    void fill(stats::Board& board);

    /// After fill(), with the `second` that T was then, and before anything else is counted: what
    /// now is compared with, by country, and by store what the windows do not have. Takes longer.
    void fillPast(stats::Board& board, std::int64_t second);

    /// Hands in what lies after T, a few minutes, to wait in the board until T gets there.
    void fillAhead(stats::Board& board);

    /// Reads every packed row; throws at the first that cannot be.
    void readAllPacked();

    Database& database() { return database_; }

private:
    Store(const std::string& path, Database::Access access, std::stop_token stop = {});

    static std::unique_ptr<StoreLock> takeLock(const std::string& path, Opened& opened);
    static Opened openLocked(const std::string& path, std::unique_ptr<StoreLock>& lock);
    static Opened replaceLocked(const std::string& path, const std::string& what,
                                std::unique_ptr<StoreLock>& lock);

    void letGoOfOld();
    void writeCells(const Checkpoint& checkpoint);
    void writeMinutes(const Checkpoint& checkpoint);
    void writeNames(const Checkpoint& checkpoint);
    void writeFeeds(const Checkpoint& checkpoint);
    void cutCoverage(const Checkpoint& checkpoint);
    void writeCoverage(const Checkpoint& checkpoint);
    void writeIdentities(const Checkpoint& checkpoint);
    void writeHeld(const Checkpoint& checkpoint);
    void writeMarks(const Checkpoint& checkpoint);
    void writeImports(const Checkpoint& checkpoint);
    class CellTable;
    void appendCells(CellTable& table, std::int64_t bucket, std::vector<stats::Delta>& cells);
    void mergeParts(CellTable& table, std::int64_t bucket);
    void enterNames();
    void readNameParts(const std::function<void(const NameSpan&)>& each);
    void fillNames(stats::Board& board);
    std::int64_t keptSince(const char* what);
    void keepSince(const char* what, std::int64_t since);
    void readCells(const char* table, std::int64_t from, std::int64_t to, std::int64_t unit_s,
                   const std::function<void(const stats::Delta&)>& each);

    std::unique_ptr<StoreLock> lock_;
    Database database_;
    std::map<std::string, std::int64_t> feed_ids_;
};

} // namespace livewall::store
