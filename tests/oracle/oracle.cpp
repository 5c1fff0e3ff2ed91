// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/oracle.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace livewall::oracle {

namespace {

using namespace std::chrono;

constexpr std::int64_t kLate_ms = 60'000;

std::int64_t secondOf(std::int64_t time_ms)
{
    return floor<seconds>(milliseconds(time_ms)).count();
}

std::int64_t minuteOf(std::int64_t second)
{
    return floor<minutes>(seconds(second)).count();
}

std::int64_t newestTime(const std::vector<Arrival>& arrivals)
{
    if (arrivals.empty())
        throw std::invalid_argument("no arrival and no T");
    std::int64_t newest = arrivals.front().time_ms;
    for (const Arrival& arrival : arrivals)
        newest = std::max(newest, arrival.time_ms);
    return newest;
}

/// The arrivals that are counted once the copies are dropped, whatever T; and the ledger.
std::vector<Arrival> dropCopies(const std::vector<Arrival>& arrivals, std::int64_t at_second,
                                std::int64_t horizon_ms, stats::Ledger& ledger)
{
    std::vector<Arrival> counted;
    std::vector<Arrival> first_copies;
    std::optional<std::int64_t> newest;
    for (const Arrival& arrival : arrivals) {
        ++ledger.received;
        if (secondOf(arrival.time_ms) <= at_second && (!newest || arrival.time_ms > *newest))
            newest = arrival.time_ms;
        const auto older_ms = [&](const Arrival& other) {
            return newest ? *newest - other.time_ms : 0;
        };

        const bool checked = older_ms(arrival) <= horizon_ms;
        if (checked) {
            const bool known =
                std::any_of(first_copies.begin(), first_copies.end(), [&](const Arrival& first) {
                    return first.id == arrival.id && first.source == arrival.source &&
                           first.accepted == arrival.accepted && older_ms(first) <= horizon_ms;
                });
            if (known) {
                ++ledger.duplicate;
                continue;
            }
            first_copies.push_back(arrival);
        } else {
            ++ledger.unchecked;
        }
        if (older_ms(arrival) > kLate_ms)
            ++ledger.late;
        ++(arrival.accepted ? ledger.accepted : ledger.not_accepted);
        counted.push_back(arrival);
    }
    return counted;
}

/// Of one store over all of `counted`, which ends with T.
std::string merchantName(const std::vector<Arrival>& counted, std::int64_t eid)
{
    std::string name;
    std::int64_t time_ms = 0;
    for (const Arrival& arrival : counted) {
        if (arrival.eid != eid || !arrival.accepted || arrival.merchant.value_or("").empty())
            continue;
        if (name.empty() || arrival.time_ms > time_ms ||
            (arrival.time_ms == time_ms && *arrival.merchant > name)) {
            name = *arrival.merchant;
            time_ms = arrival.time_ms;
        }
    }
    return name;
}

/// sum / count, half to even; neither is negative.
std::int64_t averageOf(event::Int128 sum, std::int64_t count)
{
    const event::Int128 whole = sum / count;
    const event::Int128 twice_the_rest = (sum - whole * count) * 2;
    const bool up = twice_the_rest > count || (twice_the_rest == count && whole % 2 == 1);
    return static_cast<std::int64_t>(up ? whole + 1 : whole);
}

stats::TopRow row(const std::vector<Arrival>& window, std::int64_t eid)
{
    struct Sold
    {
        std::int64_t count = 0;
        event::Int128 sum = 0;
        event::Currency currency;
    };
    std::map<std::string, Sold> sold_by_code;
    stats::TopRow row;
    row.eid = eid;
    for (const Arrival& arrival : window) {
        if (arrival.eid != eid || !arrival.accepted)
            continue;
        ++row.count;
        Sold& sold = sold_by_code[std::string(arrival.currency.code())];
        ++sold.count;
        sold.sum += arrival.amount;
        sold.currency = arrival.currency;
    }
    Sold most;
    for (const auto& [code, sold] : sold_by_code) { // ascending: the first of a tie stays
        if (sold.count > most.count)
            most = sold;
    }
    row.currency = most.currency;
    row.average = averageOf(most.sum, most.count);
    row.mixed = sold_by_code.size() > 1;
    return row;
}

/// The table of the events of `window`, with the names that all of `counted` gives.
stats::TopTable table(const std::vector<Arrival>& window, const std::vector<Arrival>& counted)
{
    stats::TopTable table;
    std::set<std::int64_t> stores;
    for (const Arrival& arrival : window) {
        ++table.attempts;
        if (arrival.accepted) {
            ++table.total;
            stores.insert(arrival.eid);
        }
    }
    for (const std::int64_t eid : stores)
        table.rows.push_back(row(window, eid));
    // The rows stand by EID ascending, and a stable sort leaves ties so.
    std::stable_sort(
        table.rows.begin(), table.rows.end(),
        [](const stats::TopRow& a, const stats::TopRow& b) { return a.count > b.count; });
    if (table.rows.size() > 10)
        table.rows.resize(10);
    for (stats::TopRow& row : table.rows)
        row.merchant = merchantName(counted, row.eid);
    return table;
}

/// Fills in what each row of `shown` is seen against: its rank in the table of the events of
/// `before`, and the 60 minutes before T's own among those of `counted`.
void addTrends(stats::TopTable& shown, const std::vector<Arrival>& before,
               const std::vector<Arrival>& counted, std::int64_t at_second)
{
    std::map<std::int64_t, std::int64_t> counts; // by eid
    for (const Arrival& arrival : before) {
        if (arrival.accepted)
            ++counts[arrival.eid];
    }
    for (stats::TopRow& row : shown.rows) {
        stats::RowTrend& trend = row.trend;
        if (counts.contains(row.eid)) {
            trend.rank_before = 1;
            for (const auto& [eid, count] : counts) {
                const std::int64_t own = counts[row.eid];
                if (count > own || (count == own && eid < row.eid))
                    ++*trend.rank_before;
            }
        }
        for (std::int64_t ago = 60; ago >= 1; --ago) {
            trend.minutes.at(60 - ago) =
                std::count_if(counted.begin(), counted.end(), [&](const Arrival& arrival) {
                    return arrival.accepted && arrival.eid == row.eid &&
                           minuteOf(secondOf(arrival.time_ms)) == minuteOf(at_second) - ago;
                });
        }
    }
}

template <typename Wanted>
std::vector<Arrival> only(const std::vector<Arrival>& all, Wanted wanted)
{
    std::vector<Arrival> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some), wanted);
    return some;
}

local_days mondayOf(local_seconds time)
{
    local_days day = floor<days>(time);
    while (weekday(day) != Monday)
        day -= days(1);
    return day;
}

/// (weekday, hour) of a local time in the week of `monday`.
int slotOf(local_seconds time, local_days monday)
{
    return static_cast<int>(floor<hours>(time - monday).count());
}

} // namespace

Oracle::Oracle(const std::string& zone) : clock_(zone) {}

const Oracle::Week& Oracle::week(local_days monday)
{
    const auto [entry, is_new] = weeks_.try_emplace(monday);
    if (is_new) {
        const sys_days monday_utc(monday.time_since_epoch());
        const sys_time<minutes> end = monday_utc + days(9);
        for (sys_time<minutes> minute = monday_utc - days(2); minute < end; minute += minutes(1)) {
            const local_seconds local = clock_.at(minute);
            if (local >= monday && local < monday + days(7))
                entry->second.push_back({minute.time_since_epoch().count(), slotOf(local, monday)});
        }
    }
    return entry->second;
}

stats::WeekFigures Oracle::weekFigures(const std::vector<Arrival>& counted, std::int64_t at_second)
{
    const local_seconds now = clock_.at(sys_seconds(seconds(at_second)));
    const local_days this_monday = mondayOf(now);

    stats::WeekFigures figures;
    figures.current_slot = slotOf(now, this_monday);
    figures.start_second = week(this_monday).front().utc_minute * 60;

    std::int64_t elapsed_s = 0;
    for (const Minute& minute : week(this_monday)) {
        if (minute.slot == figures.current_slot && minute.utc_minute < minuteOf(at_second))
            elapsed_s += 60;
    }
    elapsed_s += at_second - minuteOf(at_second) * 60 + 1;
    figures.elapsed_hours = static_cast<double>(elapsed_s) / 3600;

    for (int weeks_ago = 0; weeks_ago < stats::kSeries; ++weeks_ago) {
        const local_days monday = this_monday - days(7 * weeks_ago);
        std::array<int, stats::kSlots> length_minutes{};
        for (const Minute& minute : week(monday))
            ++length_minutes.at(minute.slot);
        std::array<std::int64_t, stats::kSlots> counts{};
        for (const Arrival& arrival : counted) {
            const local_seconds local = clock_.at(sys_seconds(seconds(secondOf(arrival.time_ms))));
            if (arrival.accepted && local >= monday && local < monday + days(7))
                ++counts.at(slotOf(local, monday));
        }

        stats::WeekSeries& series = figures.series.at(weeks_ago);
        for (int slot = 0; slot < stats::kSlots; ++slot) {
            series.hours.at(slot) = length_minutes.at(slot) / 60.0;
            const bool skipped = length_minutes.at(slot) == 0;
            const bool later = weeks_ago == 0 && slot > figures.current_slot;
            if (!skipped && !later)
                series.counts.at(slot) = counts.at(slot);
        }
    }
    return figures;
}

stats::SlotFigures Oracle::slotFigures(const std::vector<Arrival>& counted, std::int64_t at_second)
{
    const local_seconds now = clock_.at(sys_seconds(seconds(at_second)));
    const int slot = slotOf(now, mondayOf(now));
    stats::SlotFigures figures;
    for (int weeks_ago = 0; weeks_ago < stats::kSeries; ++weeks_ago) {
        std::vector<std::int64_t> of_slot;
        for (const Minute& minute : week(mondayOf(now) - days(7 * weeks_ago))) {
            if (minute.slot == slot)
                of_slot.push_back(minute.utc_minute);
        }
        // One UTC hour, minute by minute.
        if (of_slot.size() == 60 && of_slot.front() % 60 == 0 &&
            of_slot.back() == of_slot.front() + 59)
            figures.hours.at(weeks_ago) = {of_slot.front() * 60, of_slot.back() * 60 + 60};
    }
    if (!figures.hours[0])
        return figures;
    figures.minutes = minuteOf(at_second) - figures.hours[0]->from / 60;

    const auto sold = [&](std::int64_t from, std::int64_t to) {
        std::map<std::int64_t, std::int64_t> by_store;
        for (const Arrival& arrival : counted) {
            const std::int64_t second = secondOf(arrival.time_ms);
            if (arrival.accepted && second >= from && second < to)
                ++by_store[arrival.eid];
        }
        return by_store;
    };
    std::map<std::int64_t, stats::SlotStore> stores;
    for (int weeks_ago = 1; weeks_ago < stats::kSeries; ++weeks_ago) {
        const auto hour = figures.hours.at(weeks_ago);
        if (!hour)
            continue;
        auto by_store = sold(hour->from, hour->to);
        for (const auto& [eid, count] : by_store) {
            int rank = 1;
            for (const auto& [other, others] : by_store)
                rank += others > count || (others == count && other < eid) ? 1 : 0;
            if (rank <= 10)
                stores[eid].before.at(weeks_ago - 1).was_top = true;
        }
    }
    auto so_far = sold(figures.hours[0]->from, minuteOf(at_second) * 60);
    for (auto& [eid, store] : stores) {
        if (std::count_if(store.before.begin(), store.before.end(),
                          [](const auto& week) { return week.was_top; }) < 2)
            continue;
        store.eid = eid;
        store.merchant = merchantName(counted, eid);
        store.so_far = so_far[eid];
        for (int weeks_ago = 1; weeks_ago < stats::kSeries; ++weeks_ago) {
            if (const auto hour = figures.hours.at(weeks_ago)) {
                auto& before = store.before.at(weeks_ago - 1);
                before.accepted = sold(hour->from, hour->to)[eid];
                before.at_most = *before.accepted;
            }
        }
        figures.stores.push_back(store);
    }
    return figures;
}

Report Oracle::report(const std::vector<Arrival>& arrivals, const Options& options)
{
    Report report;
    stats::Figures& figures = report.figures;
    figures.at_ms = options.at_ms ? *options.at_ms : newestTime(arrivals);
    const std::int64_t at = secondOf(figures.at_ms);

    const std::vector<Arrival> counted =
        only(dropCopies(arrivals, at, options.dedupe_horizon_ms, report.ledger),
             [&](const Arrival& arrival) { return secondOf(arrival.time_ms) <= at; });

    const auto hour = only(
        counted, [&](const Arrival& arrival) { return secondOf(arrival.time_ms) > at - 3600; });
    const auto isElsewhere = [&](const Arrival& arrival) {
        return std::find(options.exclude.begin(), options.exclude.end(), arrival.country) ==
               options.exclude.end();
    };
    const auto hour_excluding = only(hour, isElsewhere);
    const auto day = only(counted, [&](const Arrival& arrival) {
        return minuteOf(secondOf(arrival.time_ms)) > minuteOf(at) - 1440;
    });
    figures.hour = table(hour, counted);
    figures.hour_excluding = table(hour_excluding, counted);
    figures.day = table(day, counted);
    const auto minutesBefore = [&](std::int64_t minutes) {
        return only(counted, [&](const Arrival& arrival) {
            const std::int64_t ago = minuteOf(at) - minuteOf(secondOf(arrival.time_ms));
            return ago >= 61 && ago < 61 + minutes;
        });
    };
    const auto elsewhere = only(counted, isElsewhere);
    addTrends(figures.hour, minutesBefore(60), counted, at);
    addTrends(figures.hour_excluding, only(minutesBefore(60), isElsewhere), elsewhere, at);
    addTrends(figures.day, minutesBefore(1440), counted, at);
    figures.last_minute = std::count_if(hour.begin(), hour.end(), [&](const Arrival& arrival) {
        return arrival.accepted && secondOf(arrival.time_ms) > at - 60;
    });
    figures.week = weekFigures(counted, at);
    figures.slot = slotFigures(counted, at);
    return report;
}

} // namespace livewall::oracle
