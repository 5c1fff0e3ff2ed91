// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/cellrows.h"
#include "models/store/store.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace livewall::store {

namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kHour_ms = 3'600'000;

/// A bucket in more parts is merged into one: reading it stays cheap, and each cell is rewritten a
/// few times, not with every checkpoint.
constexpr std::int64_t kMaxParts = 16;
/// So many checkpoints' names are entered in the table at once: it is all over the disk.
constexpr std::int64_t kMaxNameParts = 100;

/// A class of the ledger and where it is kept in memory.
struct LedgerClass
{
    std::string_view name;
    std::uint64_t stats::Ledger::*count;
};
constexpr std::array<LedgerClass, 9> kLedgerClasses = {{
    {"received", &stats::Ledger::received},
    {"accepted", &stats::Ledger::accepted},
    {"not_accepted", &stats::Ledger::not_accepted},
    {"duplicate", &stats::Ledger::duplicate},
    {"future", &stats::Ledger::future},
    {"control", &stats::Ledger::control},
    {"unknown_type", &stats::Ledger::unknown_type},
    {"late", &stats::Ledger::late},
    {"unchecked", &stats::Ledger::unchecked},
}};

/// What is kept of a table.
struct Rule
{
    const char* table;
    const char* key;
    std::int64_t since;     ///< the first bucket that is kept; 0: nobody asks
    std::int64_t first_key; ///< its key
};

std::array<Rule, 5> rulesAt(std::int64_t newest_ms)
{
    const std::int64_t newest_s = newest_ms / 1000;
    const auto cells = [](const char* table, std::int64_t since) {
        return Rule{table, "key", since, firstKey(since)};
    };
    const std::int64_t long_ago_s = newest_s - Retention::kHours_s;
    const std::int64_t minute = long_ago_s / kMinute_s;
    return {cells(kSecondCells, newest_s - Retention::kSeconds_s),
            cells(kMinuteCells, (newest_s - Retention::kMinutes_s) / kMinute_s),
            cells(kHourCells, long_ago_s / kHour_s),
            Rule{kCountryMinutes, "minute", minute, minute},
            Rule{"deploys", "time_ms", 0, long_ago_s * 1000}};
}

} // namespace

/// A table of cells with its statements: a checkpoint of history appends to very many buckets.
class Store::CellTable
{
public:
    CellTable(Database& database, const char* name)
        : name_(name)
        , newest_(database.prepare(
              std::format("SELECT max(key) FROM {} WHERE key >= ? AND key < ?", name)))
        , insert_(database.prepare(std::format("INSERT INTO {} VALUES (?, ?)", name)))
        , erase_(database.prepare(std::format("DELETE FROM {} WHERE key >= ? AND key < ?", name)))
    {
    }

    const char* name() const { return name_; }

    /// Behind the bucket's last part.
    std::int64_t nextKey(std::int64_t bucket)
    {
        newest_.bind(1, firstKey(bucket)).bind(2, firstKey(bucket + 1));
        newest_.step();
        const std::int64_t key = newest_.isNull(0) ? firstKey(bucket) : newest_.integer(0) + 1;
        newest_.reset();
        return key;
    }

    void insert(std::int64_t key, std::string_view cells)
    {
        insert_.bind(1, key).bindBlob(2, cells);
        insert_.run();
    }

    void erase(std::int64_t bucket)
    {
        erase_.bind(1, firstKey(bucket)).bind(2, firstKey(bucket + 1));
        erase_.run();
    }

private:
    const char* name_;
    Statement newest_;
    Statement insert_;
    Statement erase_;
};

void Store::write(const Checkpoint& checkpoint, std::int64_t number)
{
    Transaction transaction(database_, Transaction::Kind::Write);
    // It may be there though its writer was told that it failed.
    if (keptSince(kCheckpoint) >= number)
        return;
    keepSince(kCheckpoint, number);
    writeFeeds(checkpoint);
    letGoOfOld();
    writeCells(checkpoint);
    writeMinutes(checkpoint);
    writeNames(checkpoint);
    writeIdentities(checkpoint);
    writeHeld(checkpoint);
    writeMarks(checkpoint);
    writeImports(checkpoint);
    transaction.commit();
}

/// Nobody relies any more on what is kept no longer: it is not written, and prune() may take it.
void Store::letGoOfOld()
{
    const auto newest = newest_ms();
    if (!newest)
        return;
    for (const Rule& rule : rulesAt(*newest)) {
        if (rule.since > 0 && rule.since > keptSince(rule.table))
            keepSince(rule.table, rule.since);
    }
}

void Store::writeCells(const Checkpoint& checkpoint)
{
    const std::int64_t seconds_since = keptSince(kSecondCells);
    const std::int64_t minutes_since = keptSince(kMinuteCells);
    const std::int64_t hours_since = keptSince(kHourCells);

    std::map<std::int64_t, std::vector<stats::Delta>> seconds;
    std::map<std::int64_t, std::vector<stats::Delta>> minutes;
    std::map<std::int64_t, std::vector<stats::Delta>> hours;
    for (const stats::Delta& delta : checkpoint.deltas) {
        const std::int64_t minute = delta.second / kMinute_s;
        const std::int64_t hour = delta.second / kHour_s;
        if (delta.second >= seconds_since)
            seconds[delta.second].push_back(delta);
        if (minute >= minutes_since)
            minutes[minute].push_back(delta);
        if (hour >= hours_since) {
            // By store alone, over all countries and currencies.
            stats::Delta total{.second = delta.second, .eid = delta.eid};
            total.accepted = delta.accepted;
            total.not_accepted = delta.not_accepted;
            hours[hour].push_back(total);
        }
    }
    CellTable second_cells(database_, kSecondCells);
    for (auto& [bucket, cells] : seconds)
        appendCells(second_cells, bucket, cells);
    CellTable minute_cells(database_, kMinuteCells);
    for (auto& [bucket, cells] : minutes)
        appendCells(minute_cells, bucket, cells);
    CellTable hour_cells(database_, kHourCells);
    for (auto& [bucket, cells] : hours)
        appendCells(hour_cells, bucket, cells);
}

void Store::appendCells(CellTable& table, std::int64_t bucket, std::vector<stats::Delta>& cells)
{
    const std::int64_t first = firstKey(bucket);
    const std::int64_t key = table.nextKey(bucket);
    mergeCells(cells);
    table.insert(key, packCells(cells));
    if (key - first >= kMaxParts)
        mergeParts(table, bucket);
    // With a bucket's first part the one before is as good as complete: in one part it is read
    // fast.
    if (key == first && table.nextKey(bucket - 1) > firstKey(bucket - 1) + 1)
        mergeParts(table, bucket - 1);
}

void Store::mergeParts(CellTable& table, std::int64_t bucket)
{
    std::vector<stats::Delta> cells;
    readCells(table.name(), bucket, bucket + 1, 1,
              [&cells](const stats::Delta& cell) { cells.push_back(cell); });
    table.erase(bucket);
    mergeCells(cells);
    table.insert(firstKey(bucket), packCells(cells));
}

void Store::writeMinutes(const Checkpoint& checkpoint)
{
    struct Count
    {
        std::int64_t accepted = 0;
        std::int64_t not_accepted = 0;
    };
    std::map<std::int64_t, Count> all;
    std::map<std::pair<std::int64_t, event::Country>, Count> by_country;
    for (const stats::Delta& delta : checkpoint.deltas) {
        const std::int64_t minute = delta.second / kMinute_s;
        for (Count* count : {&all[minute], &by_country[{minute, delta.country}]}) {
            count->accepted += delta.accepted;
            count->not_accepted += delta.not_accepted;
        }
    }
    Statement add_all =
        database_.prepare("INSERT INTO minutes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
                          "accepted = accepted + excluded.accepted, not_accepted = not_accepted + "
                          "excluded.not_accepted");
    for (const auto& [minute, count] : all) {
        add_all.bind(1, minute).bind(2, count.accepted).bind(3, count.not_accepted);
        add_all.run();
    }
    const std::int64_t since = keptSince(kCountryMinutes);
    Statement add = database_.prepare(
        "INSERT INTO country_minutes VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "accepted = accepted + excluded.accepted, not_accepted = not_accepted + "
        "excluded.not_accepted");
    for (const auto& [key, count] : by_country) {
        if (key.first < since)
            continue;
        add.bind(1, key.first).bindText(2, key.second.code());
        add.bind(3, count.accepted).bind(4, count.not_accepted);
        add.run();
    }
}

void Store::writeNames(const Checkpoint& checkpoint)
{
    if (checkpoint.names.empty())
        return;
    Statement insert = database_.prepare("INSERT INTO name_parts (names) VALUES (?)");
    insert.bindBlob(1, packNames(checkpoint.names));
    insert.run();
    if (database_.integer("SELECT count(*) FROM name_parts") >= kMaxNameParts)
        enterNames();
}

void Store::enterNames()
{
    Statement enter =
        database_.prepare("INSERT INTO names VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
                          "first_ms = min(first_ms, excluded.first_ms), newest_ms = max(newest_ms, "
                          "excluded.newest_ms)");
    readNameParts([&enter](const NameSpan& name) {
        enter.bind(1, name.eid).bindText(2, name.name);
        enter.bind(3, name.first_ms).bind(4, name.newest_ms);
        enter.run();
    });
    database_.run("DELETE FROM name_parts");
}

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

void Store::writeIdentities(const Checkpoint& checkpoint)
{
    Statement insert =
        database_.prepare("INSERT INTO identities (feed, hour, identities) VALUES (?, ?, ?)");
    for (std::size_t feed = 0; feed < checkpoint.identities.size(); ++feed) {
        // By hour, and in it in the order in which they were remembered.
        const std::int64_t since_ms =
            checkpoint.feeds[feed].intake.newest_ms.value_or(0) - Retention::kIdentities_ms;
        std::map<std::int64_t, std::vector<Remembered>> hours;
        for (const Remembered& one : checkpoint.identities[feed]) {
            if (one.time_ms < since_ms)
                continue;
            hours[one.time_ms / kHour_ms].push_back(one);
        }
        for (const auto& [hour, identities] : hours) {
            insert.bind(1, feed_ids_.at(checkpoint.feeds[feed].name)).bind(2, hour);
            insert.bindBlob(3, packIdentities(identities, hour));
            insert.run();
        }
    }
}

void Store::writeHeld(const Checkpoint& checkpoint)
{
    Statement release = database_.prepare("DELETE FROM held WHERE number = ?");
    for (const std::int64_t number : checkpoint.released) {
        release.bind(1, number);
        release.run();
    }
    Statement hold =
        database_.prepare("INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const HeldPurchase& held : checkpoint.held) {
        const event::Purchase& purchase = held.purchase;
        hold.bind(1, held.number).bind(2, feed_ids_.at(checkpoint.feeds[held.feed].name));
        hold.bind(3, purchase.time_ms).bind(4, purchase.eid).bind(5, purchase.amount);
        hold.bind(6, static_cast<std::int64_t>(purchase.identity.high));
        hold.bind(7, static_cast<std::int64_t>(purchase.identity.low));
        hold.bind(8, std::int64_t{purchase.accepted}).bindText(9, purchase.currency.code());
        hold.bindText(10, purchase.country.code()).bindText(11, held.merchant);
        hold.bindText(12, held.city);
        bindPlace(hold, 13, purchase.latitude, purchase.longitude);
        hold.run();
    }
}

void Store::writeMarks(const Checkpoint& checkpoint)
{
    Statement mark =
        database_.prepare("INSERT INTO deploys VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    for (const DeployMark& deploy : checkpoint.deploys) {
        mark.bind(1, static_cast<std::int64_t>(deploy.identity.high));
        mark.bind(2, static_cast<std::int64_t>(deploy.identity.low));
        mark.bind(3, deploy.time_ms).bindText(4, deploy.service).bindText(5, deploy.version);
        mark.run();
    }
    if (checkpoint.deltas.empty())
        return;
    database_.run("DELETE FROM sightings");
    Statement sight = database_.prepare("INSERT INTO sightings VALUES (NULL, ?, ?, ?, ?, ?)");
    for (const stats::Sighting& sighting : checkpoint.recent) {
        sight.bind(1, sighting.time_ms);
        bindPlace(sight, 2, sighting.latitude, sighting.longitude);
        sight.bindText(4, sighting.country.code()).bindText(5, sighting.city);
        sight.run();
    }
}

void Store::writeImports(const Checkpoint& checkpoint)
{
    for (const ImportedFile& file : checkpoint.imports) {
        Statement write =
            database_.prepare("INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
                              "?, ?)");
        write.bind(1, static_cast<std::int64_t>(file.content_high));
        write.bind(2, static_cast<std::int64_t>(file.content_low));
        write.bind(3, feed_ids_.at(file.feed)).bindText(4, file.name).bind(5, file.time_ms);
        write.bind(6, static_cast<std::int64_t>(file.bytes));
        write.bind(7, std::int64_t{file.is_complete});
        write.bind(8, static_cast<std::int64_t>(file.accepted));
        write.bind(9, static_cast<std::int64_t>(file.not_accepted));
        write.bind(10, static_cast<std::int64_t>(file.duplicate));
        write.bind(11, static_cast<std::int64_t>(file.passed_over));
        write.run();
    }
}

std::int64_t Store::checkpointNumber()
{
    return keptSince(kCheckpoint);
}

bool Store::prune(int rows)
{
    const auto newest = newest_ms();
    if (!newest)
        return false;
    int left = rows;
    Transaction transaction(database_, Transaction::Kind::Write);
    for (const Rule& rule : rulesAt(*newest)) {
        Statement oldest = database_.prepare(
            std::format("SELECT {0} FROM {1} WHERE {0} < ? ORDER BY {0} LIMIT 1 OFFSET ?", rule.key,
                        rule.table));
        oldest.bind(1, rule.first_key).bind(2, std::int64_t{left});
        std::int64_t end = oldest.step() ? oldest.integer(0) : rule.first_key;
        // One key of more rows than that goes whole.
        oldest.reset();
        oldest.bind(2, std::int64_t{0});
        if (oldest.step() && oldest.integer(0) == end)
            ++end;
        Statement erase =
            database_.prepare(std::format("DELETE FROM {} WHERE {} < ?", rule.table, rule.key));
        erase.bind(1, end);
        erase.run();
        left -= static_cast<int>(database_.changes());
        if (left <= 0)
            break;
    }
    if (left > 0) {
        // Whole hours, each a few large rows.
        Statement erase = database_.prepare(
            "DELETE FROM identities WHERE part IN (SELECT part FROM identities JOIN feeds ON "
            "feeds.id = identities.feed WHERE (hour + 1) * 3600000 < feeds.newest_ms - ? LIMIT ?)");
        erase.bind(1, Retention::kIdentities_ms).bind(2, std::int64_t{left});
        erase.run();
        left -= static_cast<int>(database_.changes());
    }
    transaction.commit();
    return left <= 0;
}

std::int64_t Store::keptSince(const char* what)
{
    Statement read = database_.prepare("SELECT since FROM kept WHERE what = ?");
    read.bindText(1, what);
    return read.step() ? read.integer(0) : 0;
}

void Store::keepSince(const char* what, std::int64_t since)
{
    Statement write = database_.prepare(
        "INSERT INTO kept VALUES (?, ?) ON CONFLICT DO UPDATE SET since = excluded.since");
    write.bindText(1, what).bind(2, since);
    write.run();
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

} // namespace livewall::store
