// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/cellrows.h"
#include "models/store/store.h"

#include <algorithm>
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
    Transaction transaction(database_);
    // It may be there though its writer was told that it failed.
    if (keptSince(kCheckpoint) >= number)
        return;
    keepSince(kCheckpoint, number);
    if (checkpoint.is_beside_ledgers)
        keepSince(kBesideLedgers, 1);
    writeFeeds(checkpoint);
    writeCoverage(checkpoint);
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
    Statement hold = database_.prepare(
        "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
    for (const stats::DeployMark& deploy : checkpoint.deploys) {
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

} // namespace livewall::store
