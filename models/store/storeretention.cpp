// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/cellrows.h"
#include "models/store/store.h"

#include <array>
#include <format>

namespace livewall::store {

namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHour_s = 3600;

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

bool Store::prune(int rows)
{
    const auto newest = newest_ms();
    if (!newest)
        return false;
    int left = rows;
    Transaction transaction(database_);
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

} // namespace livewall::store
