// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/models/store/storetext.h"

#include "models/store/packing.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

namespace livewall::test {

namespace {

using namespace livewall::store;

void addRows(std::string& text, Database& database, const std::string& table,
             const std::string& columns)
{
    const std::string sql = std::format("SELECT {0} FROM {1} ORDER BY {0}", columns, table);
    Statement read = database.prepare(sql);
    const auto count = 1 + std::ranges::count(columns, ',');
    while (read.step()) {
        text += table;
        for (int column = 0; column < count; ++column)
            text += read.isNull(column) ? std::string(" null")
                                        : std::format(" '{}'", read.bytes(column));
        text += '\n';
    }
}

void addCells(std::string& text, Database& database, const std::string& table)
{
    using Key = std::tuple<std::int64_t, std::int64_t, std::string, std::string>;
    std::map<Key, stats::Delta> cells;
    Statement read = database.prepare(std::format("SELECT key, cells FROM {}", table));
    while (read.step()) {
        const std::int64_t bucket = read.integer(0) / 65'536;
        const bool is_good = unpackCells(read.bytes(1), 0, [&](const stats::Delta& cell) {
            stats::Delta& sum =
                cells[{bucket, cell.eid, cell.country.code(), std::string(cell.currency.code())}];
            sum.accepted += cell.accepted;
            sum.not_accepted += cell.not_accepted;
            sum.sum += cell.sum;
        });
        if (!is_good)
            text += std::format("{} {} cannot be read\n", table, bucket);
    }
    for (const auto& [key, cell] : cells) {
        const auto& [bucket, eid, country, currency] = key;
        text +=
            std::format("{} {} eid {} {} {}: {} {} sum {}\n", table, bucket, eid, country, currency,
                        cell.accepted, cell.not_accepted, static_cast<std::int64_t>(cell.sum));
    }
}

void addNames(std::string& text, Database& database)
{
    std::map<std::pair<std::int64_t, std::string>, std::pair<std::int64_t, std::int64_t>> spans;
    const auto add = [&spans](std::int64_t eid, std::string_view name, std::int64_t first_ms,
                              std::int64_t newest_ms) {
        auto& span = spans.try_emplace({eid, std::string(name)}, first_ms, newest_ms).first->second;
        span.first = std::min(span.first, first_ms);
        span.second = std::max(span.second, newest_ms);
    };
    Statement table = database.prepare("SELECT eid, name, first_ms, newest_ms FROM names");
    while (table.step())
        add(table.integer(0), table.bytes(1), table.integer(2), table.integer(3));
    Statement parts = database.prepare("SELECT names FROM name_parts");
    while (parts.step()) {
        if (!unpackNames(parts.bytes(0), [&](const NameSpan& span) {
                add(span.eid, span.name, span.first_ms, span.newest_ms);
            }))
            text += "name_parts cannot be read\n";
    }
    for (const auto& [name, span] : spans)
        text += std::format("name of {}: {} from {} to {}\n", name.first, name.second, span.first,
                            span.second);
}

} // namespace

std::string textOf(Store& store)
{
    Database& database = store.database();
    std::string text;
    for (const char* table : {"second_cells", "minute_cells", "hour_cells"})
        addCells(text, database, table);
    addNames(text, database);
    addRows(text, database, "minutes", "minute, accepted, not_accepted");
    addRows(text, database, "country_minutes", "minute, country, accepted, not_accepted");
    addRows(text, database, "feeds",
            "name, cursor, oldest_ms, newest_ms, second_newest_ms, remembered_since_ms");
    addRows(text, database, "ledger JOIN feeds ON feeds.id = feed", "name, class, count");
    for (const FeedState& feed : store.feeds()) {
        store.readIdentities(feed.name, [&](const Remembered& one) {
            text += std::format("{} remembers {:x}{:016x} of {}\n", feed.name, one.identity.high,
                                one.identity.low, one.time_ms);
        });
    }
    addRows(text, database, "held JOIN feeds ON feeds.id = feed",
            "number, name, time_ms, eid, amount, identity_high, identity_low, accepted, currency, "
            "country, merchant, city, latitude, longitude");
    addRows(text, database, "deploys", "identity_high, identity_low, time_ms, service, version");
    addRows(text, database, "imports JOIN feeds ON feeds.id = feed",
            "content_high, content_low, feeds.name, imports.name, time_ms, bytes, complete, "
            "accepted, not_accepted, duplicate, passed_over");
    addRows(text, database, "coverage JOIN feeds ON feeds.id = feed", "name, from_ms, to_ms");
    addRows(text, database, "sightings", "time_ms, latitude, longitude, country, city");
    addRows(text, database, "kept", "what, since");
    return text;
}

std::string textOfFile(const std::string& path)
{
    const Store::Opened opened = Store::openToRead(path);
    if (!opened.store)
        return "refused: " + opened.message();
    try {
        return textOf(*opened.store);
    } catch (const DatabaseError& error) {
        return std::string("failed: ") + error.what();
    }
}

std::string difference(const std::string& expected, const std::string& got)
{
    const auto lines = [](const std::string& text) {
        std::multiset<std::string> all;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);)
            all.insert(line);
        return all;
    };
    const std::multiset<std::string> a = lines(expected);
    const std::multiset<std::string> b = lines(got);
    std::string text;
    int left = 12;
    for (const auto& [mark, from, to] :
         {std::tuple("missing: ", &a, &b), std::tuple("too much: ", &b, &a)}) {
        std::vector<std::string> only;
        std::ranges::set_difference(*from, *to, std::back_inserter(only));
        for (const std::string& line : only) {
            if (left-- > 0)
                text += mark + line + "\n";
        }
    }
    if (text.empty() && expected != got)
        text = "the same lines in another order\n";
    return text;
}

void pruneAll(Store& store)
{
    while (store.prune(1000)) {
    }
}

} // namespace livewall::test
