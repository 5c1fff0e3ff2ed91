// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/difference.h"

#include "models/event/rejection.h"

#include <algorithm>
#include <format>
#include <optional>
#include <string_view>

namespace livewall::oracle {

namespace {

template <typename Value>
std::string text(const Value& value)
{
    return std::format("{}", value);
}

std::string text(const std::optional<std::int64_t>& value)
{
    return value ? std::format("{}", *value) : "null";
}

std::string text(const stats::RowTrend& trend)
{
    std::string line = std::format("before {}, minutes", text(trend.rank_before));
    for (const std::int64_t count : trend.minutes)
        line += std::format(" {}", count);
    return line;
}

std::string text(const stats::TopRow& row)
{
    return std::format("eid {} \"{}\" #{} {} {}{}, {}", row.eid, row.merchant, row.count,
                       row.average, row.currency.code(), row.mixed ? " mixed" : "",
                       text(row.trend));
}

std::string text(const stats::SlotStore& store)
{
    std::string line =
        std::format("eid {} \"{}\" so far {}, before", store.eid, store.merchant, store.so_far);
    for (const stats::SlotStore::Before& week : store.before)
        line += std::format(" {} ({} at most){}", text(week.accepted), week.at_most,
                            week.was_top ? " on top" : "");
    return line;
}

template <typename Value>
void compare(std::string& lines, std::string_view name, const Value& expected, const Value& got)
{
    if (expected != got)
        lines += std::format("{}: expected {}, got {}\n", name, text(expected), text(got));
}

void compare(std::string& lines, std::string_view name, const stats::TopTable& expected,
             const stats::TopTable& got)
{
    compare(lines, std::format("{}.total", name), expected.total, got.total);
    compare(lines, std::format("{}.attempts", name), expected.attempts, got.attempts);
    compare(lines, std::format("{}.rows.size", name), expected.rows.size(), got.rows.size());
    for (std::size_t i = 0; i < std::min(expected.rows.size(), got.rows.size()); ++i)
        compare(lines, std::format("{}.rows[{}]", name, i), expected.rows[i], got.rows[i]);
}

} // namespace

std::string difference(const stats::Figures& expected, const stats::Figures& got)
{
    std::string lines;
    compare(lines, "at_ms", expected.at_ms, got.at_ms);
    compare(lines, "hour", expected.hour, got.hour);
    compare(lines, "hour_excluding", expected.hour_excluding, got.hour_excluding);
    compare(lines, "day", expected.day, got.day);
    compare(lines, "last_minute", expected.last_minute, got.last_minute);
    compare(lines, "week.start_second", expected.week.start_second, got.week.start_second);
    compare(lines, "week.current_slot", expected.week.current_slot, got.week.current_slot);
    compare(lines, "week.elapsed_hours", expected.week.elapsed_hours, got.week.elapsed_hours);
    for (std::size_t week = 0; week < expected.week.series.size(); ++week) {
        const stats::WeekSeries& a = expected.week.series[week];
        const stats::WeekSeries& b = got.week.series[week];
        for (std::size_t slot = 0; slot < a.counts.size(); ++slot) {
            compare(lines, std::format("week.{}.counts[{}]", week, slot), a.counts[slot],
                    b.counts[slot]);
            compare(lines, std::format("week.{}.hours[{}]", week, slot), a.hours[slot],
                    b.hours[slot]);
        }
    }
    compare(lines, "slot.minutes", expected.slot.minutes, got.slot.minutes);
    compare(lines, "slot.stores.size", expected.slot.stores.size(), got.slot.stores.size());
    for (std::size_t i = 0; i < std::min(expected.slot.stores.size(), got.slot.stores.size()); ++i)
        compare(lines, std::format("slot.stores[{}]", i), expected.slot.stores[i],
                got.slot.stores[i]);
    if (lines.empty() && expected != got)
        lines = "a figure that tests/oracle/difference.cpp does not know\n";
    return lines;
}

std::string difference(const stats::Ledger& expected, const stats::Ledger& got)
{
    std::string lines;
    compare(lines, "received", expected.received, got.received);
    compare(lines, "accepted", expected.accepted, got.accepted);
    compare(lines, "not_accepted", expected.not_accepted, got.not_accepted);
    compare(lines, "duplicate", expected.duplicate, got.duplicate);
    compare(lines, "future", expected.future, got.future);
    compare(lines, "control", expected.control, got.control);
    compare(lines, "unknown_type", expected.unknown_type, got.unknown_type);
    compare(lines, "late", expected.late, got.late);
    compare(lines, "unchecked", expected.unchecked, got.unchecked);
    for (std::size_t i = 0; i < event::kRejections; ++i)
        compare(lines, event::kRejectionNames[i], expected.rejected_by_reason[i],
                got.rejected_by_reason[i]);
    if (lines.empty() && expected != got)
        lines = "a count that tests/oracle/difference.cpp does not know\n";
    return lines;
}

} // namespace livewall::oracle
