// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/timestamp.h"
#include "models/store/cellrows.h"
#include "models/store/store.h"

#include <sqlite3.h>

#include <algorithm>
#include <format>
#include <limits>
#include <utility>

namespace livewall::store {

namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHourWindow_s = 3600;
constexpr std::int64_t kWindows_min = 1440 + 61; // the day as it was an hour before, to now
constexpr std::int64_t kPlaces_min = 25 * 60;

[[noreturn]] void failDamaged(const std::string& what)
{
    throw DatabaseError(SQLITE_CORRUPT, what);
}

/// The degrees of two columns.
std::pair<float, float> placeOf(const Statement& row, int column)
{
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    if (row.isNull(column))
        return {none, none};
    return {static_cast<float>(row.real(column)), static_cast<float>(row.real(column + 1))};
}

event::Country countryOf(const Statement& row, int column)
{
    return event::Country::fromCode(row.bytes(column)).value_or(event::Country());
}

/// Accepted and not accepted, of two columns.
stats::Attempts attemptsOf(const Statement& row, int column)
{
    return {row.integer(column), row.integer(column) + row.integer(column + 1)};
}

/// The second from which the hour window at T needs seconds: that of its first, oldest, minute.
std::int64_t firstSecond(std::int64_t second)
{
    return (second - kHourWindow_s + 1) / kMinute_s * kMinute_s;
}

std::int64_t firstMinute(std::int64_t second)
{
    return second / kMinute_s - kWindows_min + 1;
}

} // namespace

void Store::readCells(const char* table, std::int64_t from, std::int64_t to, std::int64_t unit_s,
                      const std::function<void(const stats::Delta&)>& each)
{
    Statement read = database_.prepare(
        std::format("SELECT key, cells FROM {} WHERE key >= ? AND key < ?", table));
    read.bind(1, firstKey(from)).bind(2, firstKey(to));
    while (read.step()) {
        const std::int64_t bucket = read.integer(0) / firstKey(1);
        if (!unpackCells(read.bytes(1), bucket * unit_s, each))
            failDamaged(std::format("{} {} cannot be read", table, bucket));
    }
}

void Store::readNameParts(const std::function<void(const NameSpan&)>& each)
{
    Statement read = database_.prepare("SELECT names FROM name_parts ORDER BY part");
    while (read.step()) {
        if (!unpackNames(read.bytes(0), each))
            failDamaged("name_parts cannot be read");
    }
}

void Store::readIdentities(const std::string& feed,
                           const std::function<void(const Remembered&)>& each)
{
    Statement read = database_.prepare("SELECT hour, identities FROM identities WHERE feed = "
                                       "(SELECT id FROM feeds WHERE name = ?) ORDER BY part");
    read.bindText(1, feed);
    while (read.step()) {
        if (!unpackIdentities(read.bytes(1), read.integer(0), each))
            failDamaged("identities cannot be read");
    }
}

std::vector<HeldPurchase> Store::held(const std::vector<std::string>& feeds)
{
    std::vector<HeldPurchase> all;
    Statement read = database_.prepare(
        "SELECT number, name, time_ms, eid, amount, identity_high, identity_low, accepted, "
        "currency, country, merchant, city, latitude, longitude FROM held JOIN feeds ON "
        "feeds.id = held.feed ORDER BY number");
    while (read.step()) {
        const auto feed = std::ranges::find(feeds, read.bytes(1));
        if (feed == feeds.end())
            continue;
        const std::int64_t time_ms = read.integer(2);
        const std::int64_t amount = read.integer(4);
        const bool accepted = read.integer(7) != 0;
        if (time_ms < event::kFirstTime_ms || time_ms >= event::kEndTime_ms ||
            (accepted && amount < 0))
            failDamaged("held purchases cannot be read");
        const auto [latitude, longitude] = placeOf(read, 12);
        all.push_back(
            {.number = read.integer(0),
             .feed = static_cast<std::size_t>(feed - feeds.begin()),
             .purchase = {.time_ms = time_ms,
                          .eid = read.integer(3),
                          .amount = amount,
                          .identity = {static_cast<std::uint64_t>(read.integer(5)),
                                       static_cast<std::uint64_t>(read.integer(6))},
                          .latitude = latitude,
                          .longitude = longitude,
                          .currency =
                              event::Currency::fromCode(read.bytes(8)).value_or(event::Currency()),
                          .country =
                              event::Country::fromCode(read.bytes(9)).value_or(event::Country()),
                          .accepted = accepted},
             .merchant = std::string(read.bytes(10)),
             .city = std::string(read.bytes(11))});
    }
    return all;
}

std::int64_t Store::lastHeldNumber()
{
    return database_.integer("SELECT max(number) FROM held");
}

std::vector<ImportedFile> Store::imports()
{
    std::vector<ImportedFile> all;
    Statement read = database_.prepare(
        "SELECT content_high, content_low, feeds.name, imports.name, time_ms, bytes, complete, "
        "accepted, not_accepted, duplicate, passed_over FROM imports JOIN feeds ON feeds.id = "
        "imports.feed ORDER BY time_ms, imports.name");
    const auto count = [&read](int column) {
        return static_cast<std::uint64_t>(read.integer(column));
    };
    while (read.step()) {
        all.push_back({.content_high = count(0),
                       .content_low = count(1),
                       .feed = std::string(read.bytes(2)),
                       .name = std::string(read.bytes(3)),
                       .time_ms = read.integer(4),
                       .bytes = count(5),
                       .is_complete = read.integer(6) != 0,
                       .accepted = count(7),
                       .not_accepted = count(8),
                       .duplicate = count(9),
                       .passed_over = count(10)});
    }
    return all;
}

std::optional<std::int64_t> Store::newest_ms()
{
    Statement read = database_.prepare("SELECT max(newest_ms) FROM feeds");
    read.step();
    return read.optionalInteger(0);
}

Store::Showable Store::showable(std::int64_t second)
{
    if (firstSecond(second) >= keptSince(kSecondCells))
        return {Precision::Second, second};
    const std::int64_t minute_end = second / kMinute_s * kMinute_s + kMinute_s - 1;
    if (firstMinute(second) >= keptSince(kMinuteCells))
        return {Precision::Minute, minute_end};
    return {Precision::None, second};
}

std::int64_t Store::oldestShowable()
{
    return (keptSince(kMinuteCells) + kWindows_min) * kMinute_s - 1;
}

std::optional<std::int64_t> Store::oldestMinute()
{
    Statement read = database_.prepare("SELECT min(minute) FROM minutes");
    read.step();
    return read.optionalInteger(0);
}

bool Store::keepsPlaces(std::int64_t second)
{
    return second / kMinute_s - kPlaces_min >= keptSince(kCountryMinutes);
}

void Store::fill(stats::Board& board)
{
    const std::int64_t second = board.second();
    const std::int64_t minute = second / kMinute_s;
    const Precision precision = showable(second).precision;
    const bool to_the_second = precision == Precision::Second;

    // Minutes, and after them seconds of whole minutes; nothing of what comes after T. In order of
    // time, which is cheapest to count.
    const std::int64_t first_second = to_the_second ? firstSecond(second) : second + 1;
    // Beyond the seconds kept T is the last second of its minute, and the hour is 60 minutes.
    const std::int64_t end_minute = to_the_second ? first_second / kMinute_s : minute + 1;
    // A part of a window is none.
    if (precision != Precision::None)
        readCells(kMinuteCells, firstMinute(second), end_minute, kMinute_s,
                  [&](const stats::Delta& cell) { board.restoreCell(cell); });
    stats::Attempts this_minute; // T's, up to T
    readCells(kSecondCells, first_second, second + 1, 1, [&](const stats::Delta& cell) {
        board.restoreCell(cell);
        if (cell.second / kMinute_s == minute)
            this_minute += {cell.accepted, cell.accepted + cell.not_accepted};
    });

    Statement minutes = database_.prepare(
        "SELECT minute, accepted, not_accepted FROM minutes WHERE minute >= ? AND minute < ?");
    minutes.bind(1, minute - stats::MinuteHistory::kMinutes + 1);
    minutes.bind(2, to_the_second ? minute : minute + 1);
    while (minutes.step())
        board.restoreMinute(minutes.integer(0), attemptsOf(minutes, 1));
    if (to_the_second)
        board.restoreMinute(minute, this_minute);

    fillNames(board);
    Statement deploys = database_.prepare(
        "SELECT identity_high, identity_low, time_ms, service, version FROM deploys");
    while (deploys.step())
        board.addDeploy({.identity = {static_cast<std::uint64_t>(deploys.integer(0)),
                                      static_cast<std::uint64_t>(deploys.integer(1))},
                         .time_ms = deploys.integer(2),
                         .service = std::string(deploys.bytes(3)),
                         .version = std::string(deploys.bytes(4))});
    Statement places = database_.prepare(
        "SELECT minute, country, accepted FROM country_minutes WHERE minute > ? AND minute <= ? "
        "AND accepted > 0");
    places.bind(1, minute - kPlaces_min).bind(2, minute);
    while (places.step())
        board.restorePlace(places.integer(0), countryOf(places, 1), places.integer(2));
    Statement sightings = database_.prepare(
        "SELECT time_ms, latitude, longitude, country, city FROM sightings WHERE time_ms < ? "
        "ORDER BY number");
    sightings.bind(1, (second + 1) * 1000);
    while (sightings.step()) {
        const auto [latitude, longitude] = placeOf(sightings, 1);
        board.restoreRecent({.time_ms = sightings.integer(0),
                             .latitude = latitude,
                             .longitude = longitude,
                             .country = countryOf(sightings, 3),
                             .city = std::string(sightings.bytes(4))});
    }
}

void Store::fillPast(stats::Board& board, std::int64_t second)
{
    const std::int64_t minute = second / kMinute_s;
    const bool to_the_second = showable(second).precision == Precision::Second;

    Statement countries = database_.prepare(
        "SELECT minute, country, accepted, not_accepted FROM country_minutes WHERE minute >= ? AND "
        "minute < ?");
    countries.bind(1, (minute / 60 - stats::CountryMinutes::kHours + 1) * 60);
    countries.bind(2, to_the_second ? minute : minute + 1);
    while (countries.step())
        board.restoreCountry(countries.integer(0), countryOf(countries, 1),
                             attemptsOf(countries, 2));
    if (to_the_second) {
        readCells(kSecondCells, minute * kMinute_s, second + 1, 1, [&](const stats::Delta& cell) {
            board.restoreCountry(minute, cell.country,
                                 {cell.accepted, cell.accepted + cell.not_accepted});
        });
    }

    const std::int64_t first_minute = firstMinute(second);
    const std::int64_t shared_hour = first_minute / 60;
    readCells(kHourCells, shared_hour - stats::StoreHours::kHours, shared_hour, 3600,
              [&](const stats::Delta& cell) {
                  if (cell.accepted > 0)
                      board.restoreHour(cell.second / 3600, cell.eid, cell.accepted);
              });
    // Of the hour in which the windows begin, the minutes before that.
    readCells(kMinuteCells, shared_hour * 60, first_minute, kMinute_s,
              [&](const stats::Delta& cell) {
                  if (cell.accepted > 0)
                      board.restoreHour(shared_hour, cell.eid, cell.accepted);
              });
}

void Store::fillAhead(stats::Board& board)
{
    const std::int64_t second = board.second();
    const std::int64_t newest_ms = this->newest_ms().value_or(0);
    readCells(kSecondCells, second + 1, newest_ms / 1000 + 1, 1, [&](const stats::Delta& cell) {
        // Places, which are to the minute, have those of T's own already.
        if (cell.second / kMinute_s == second / kMinute_s)
            board.add(cell);
        else
            board.addHistory(cell);
    });
    const std::int64_t end_ms = second * 1000 + 999;
    Statement names =
        database_.prepare("SELECT eid, name, newest_ms FROM names WHERE newest_ms > ?");
    names.bind(1, end_ms);
    while (names.step())
        board.addName(names.integer(0), names.integer(2), names.bytes(1));
    readNameParts([&](const NameSpan& name) {
        if (name.newest_ms > end_ms)
            board.addName(name.eid, name.newest_ms, name.name);
    });
}

void Store::readAllPacked()
{
    constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max() / firstKey(1);
    const auto nothing = [](const auto&) {};
    for (const char* table : {kSecondCells, kMinuteCells, kHourCells})
        readCells(table, 0, kForEver, 1, nothing);
    readNameParts(nothing);
    for (const FeedState& feed : feeds())
        readIdentities(feed.name, nothing);
}

void Store::fillNames(stats::Board& board)
{
    // Of a name that was given before T and after it, no more is known than that it was given
    // before: it counts as given at T.
    const std::int64_t end_ms = board.second() * 1000 + 999;
    Statement names =
        database_.prepare("SELECT eid, name, newest_ms FROM names WHERE first_ms <= ?");
    names.bind(1, end_ms);
    while (names.step())
        board.addName(names.integer(0), std::min(names.integer(2), end_ms), names.bytes(1));
    readNameParts([&](const NameSpan& name) {
        if (name.first_ms <= end_ms)
            board.addName(name.eid, std::min(name.newest_ms, end_ms), name.name);
    });
}

} // namespace livewall::store
