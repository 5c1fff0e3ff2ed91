// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/board.h"

#include <cassert>
#include <utility>

namespace livewall::stats {

Board::Board(BoardOptions options) : options_(std::move(options)), windows_(options_.exclude) {}

void Board::add(const Delta& delta)
{
    if (delta.second > now_)
        waiting_[delta.second].deltas.push_back(delta);
    else
        count(delta);
}

void Board::addName(std::int64_t eid, std::int64_t time_ms, std::string_view name)
{
    if (const std::int64_t second = time_ms / 1000; second > now_)
        waiting_[second].names.push_back({eid, time_ms, std::string(name)});
    else
        names_.add(eid, time_ms, name);
}

void Board::addSighting(const event::Purchase& accepted, std::string_view city)
{
    if (const std::int64_t second = accepted.second(); second > now_)
        waiting_[second].sightings.push_back(sightingOf(accepted, city));
    else
        places_.add(accepted, city);
}

void Board::addHistory(const Delta& delta)
{
    add(delta);
    if (delta.accepted > 0)
        places_.addCountry(delta.second * 1000, delta.country, delta.accepted);
}

void Board::count(const Delta& delta)
{
    windows_.add(delta);
    minutes_.add(delta.second, delta.accepted);
}

void Board::moveTo(std::int64_t second)
{
    now_ = second;
    windows_.advance(second);
    minutes_.advance(second);
    if (weeks_.empty() || second < weeks_[0].startSecond() || second >= weeks_[0].endSecond()) {
        const auto monday = WeekCalendar::mondayOf(options_.zone, second);
        weeks_.clear();
        for (int ago = 0; ago < kSeries; ++ago)
            weeks_.emplace_back(options_.zone, monday - std::chrono::days(7 * ago));
    }
    while (!waiting_.empty() && waiting_.begin()->first <= second) {
        const auto due = waiting_.extract(waiting_.begin());
        for (const Delta& delta : due.mapped().deltas)
            count(delta);
        for (const MerchantName& name : due.mapped().names)
            names_.add(name.eid, name.time_ms, name.name);
        for (const Sighting& sighting : due.mapped().sightings)
            places_.add(sighting);
    }
}

Figures Board::figures(std::int64_t at_ms)
{
    assert(at_ms / 1000 == now_);
    return {.at_ms = at_ms,
            .hour = windows_.hour(names_),
            .hour_excluding = windows_.hourExcluding(names_),
            .day = windows_.day(names_),
            .last_minute = windows_.lastMinute(),
            .week = week()};
}

WeekFigures Board::week() const
{
    WeekFigures week;
    if (weeks_.empty())
        return week;
    week.start_second = weeks_[0].startSecond();
    week.current_slot = weeks_[0].slotOf(now_);
    week.elapsed_hours =
        static_cast<double>(weeks_[0].secondsBefore(week.current_slot, now_ + 1)) / 3600.0;
    for (std::size_t ago = 0; ago < kSeries; ++ago) {
        WeekSeries& series = week.series[ago];
        series.hours = weeks_[ago].hours();
        const int last_slot = ago == 0 ? week.current_slot : kSlots - 1;
        for (int slot = 0; slot <= last_slot; ++slot) {
            if (series.hours[static_cast<std::size_t>(slot)] > 0)
                series.counts[static_cast<std::size_t>(slot)] = 0;
        }
        for (const WeekCalendar::Piece& piece : weeks_[ago].pieces()) {
            if (auto& count = series.counts[static_cast<std::size_t>(piece.slot)])
                *count += minutes_.sum(piece.from, piece.to);
        }
    }
    return week;
}

} // namespace livewall::stats
