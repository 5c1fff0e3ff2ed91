// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/board.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <utility>

namespace livewall::stats {

namespace {

constexpr std::int64_t kHour_s = 3600;

} // namespace

Board::Board(BoardOptions options) : options_(std::move(options)), windows_(options_.exclude) {}

void Board::add(std::span<const UnitDelta> purchases)
{
    // Nearly always all of them; and T is no earlier than what has come.
    if (std::ranges::none_of(purchases,
                             [this](const UnitDelta& one) { return one.second > now_; })) {
        count(purchases);
        return;
    }
    for (const UnitDelta& one : purchases) {
        if (one.second > now_)
            waiting_[one.second].purchases.push_back(one);
        else
            count(std::span(&one, 1));
    }
}

void Board::add(const Delta& delta)
{
    if (delta.second > now_)
        waiting_[delta.second].deltas.push_back(delta);
    else
        count(delta);
}

void Board::addNames(std::span<const NameSeen> names)
{
    const auto isAhead = [end_ms = (now_ + 1) * 1000](const NameSeen& one) {
        return one.time_ms >= end_ms;
    };
    if (std::ranges::none_of(names, isAhead)) {
        names_.add(names);
        return;
    }
    for (const NameSeen& seen : names) {
        if (isAhead(seen))
            waiting_[seen.time_ms / 1000].names.push_back(
                {seen.eid, seen.time_ms, std::string(seen.name)});
        else
            names_.add(seen);
    }
}

void Board::addSighting(const event::Purchase& accepted, std::string_view merchant,
                        std::string_view city)
{
    if (const std::int64_t second = accepted.second(); second > now_)
        waiting_[second].sightings.push_back(sighting(accepted, merchant, city));
    else if (options_.map.isPlain()) [[likely]]
        places_.add(accepted, city);
    else
        places_.add(sighting(accepted, merchant, city));
}

Sighting Board::sighting(const event::Purchase& accepted, std::string_view merchant,
                         std::string_view city) const
{
    return sightingOf(accepted, merchant.empty() ? names_.find(accepted.eid) : merchant, city,
                      options_.map);
}

void Board::addHistory(const Delta& delta)
{
    add(delta);
    if (delta.accepted > 0)
        places_.addCountry(delta.second * 1000, delta.country, delta.accepted);
}

void Board::count(std::span<const UnitDelta> purchases)
{
    // Those that come together are of about one time.
    const bool are_expected = !purchases.empty() && purchases.front().second >= counted_from_;
    countInWindows(purchases.subspan(are_expected ? 0 : backlog_.append(purchases)));
    makeRoom();
    // Those of a minute come together.
    while (!purchases.empty()) {
        const std::uint32_t first = purchases.front().second / 60 * 60;
        Attempts counted;
        std::size_t size = 0;
        for (; size < purchases.size() && purchases[size].second - first < 60; ++size)
            counted += purchases[size].attempts();
        countries_.add(first, purchases.first(size));
        countMinute(first, counted);
        purchases = purchases.subspan(size);
    }
}

void Board::count(const Delta& delta)
{
    if (const std::optional<UnitDelta> one = toUnitDelta(delta)) {
        count(std::span(&*one, 1));
        return;
    }
    windows_.add(delta);
    const Attempts counted{delta.accepted, delta.accepted + delta.not_accepted};
    countries_.add(delta.second, delta.country, counted);
    countMinute(delta.second / 60 * 60, counted);
}

/// In a backlog that is full.
void Board::makeRoom()
{
    if (!backlog_.isFull()) [[likely]]
        return;
    forgetLeft();
    if (backlog_.isFull())
        countBacklog();
}

/// What waits to be seen goes into the windows.
void Board::countBacklog()
{
    backlog_.drain([this](std::span<const UnitDelta> purchases) { countInWindows(purchases); });
}

void Board::countInWindows(std::span<const UnitDelta> purchases)
{
    while (!purchases.empty()) {
        std::array<Delta, 128> deltas;
        const auto some = purchases.first(std::min(deltas.size(), purchases.size()));
        std::ranges::transform(some, deltas.begin(),
                               [](const UnitDelta& one) { return toDelta(one); });
        windows_.add(std::span(std::as_const(deltas)).first(some.size()));
        purchases = purchases.subspan(some.size());
    }
}

/// What has left the windows without having been in them goes to the stores' hours; those that have
/// left whole, and of which nothing waits any more, are closed.
void Board::forgetLeft()
{
    forgot_at_ = now_;
    const std::int64_t first_second = windows_.firstSecond();
    std::array<StoreSale, 256> sales;
    std::size_t size = 0;
    backlog_.forgetBefore(first_second, [&](std::int64_t second, std::int64_t eid) {
        sales[size++] = {second / kHour_s, eid};
        if (size == sales.size())
            windows_.addLeft(std::span(std::as_const(sales)).first(std::exchange(size, 0)));
    });
    windows_.addLeft(std::span(std::as_const(sales)).first(size));
    if (first_second / kHour_s <= closed_to_)
        return;
    const std::int64_t to =
        std::min(first_second, backlog_.oldest().value_or(first_second)) / kHour_s;
    if (to > closed_to_)
        windows_.closeLeft(std::exchange(closed_to_, to), to);
}

void Board::expectFigures(std::int64_t second)
{
    counted_from_ = Windows::firstSecondAt(second);
}

void Board::settle()
{
    forgetLeft();
    countBacklog();
    windows_.settle();
}

void Board::countMinute(std::int64_t second, const Attempts& counted)
{
    minutes_.add(second, counted.accepted);
    attempts_.add(second, counted.attempts);
    if (!weeks_.empty() && second < weeks_[0].startSecond())
        past_weeks_.reset();
}

void Board::moveTo(std::int64_t second)
{
    now_ = second;
    windows_.advance(second);
    // Some thousands together are counted faster than a few at a time.
    if (second - forgot_at_ >= kHour_s)
        forgetLeft();
    minutes_.advance(second);
    attempts_.advance(second);
    countries_.advance(second);
    if (weeks_.empty() || second < weeks_[0].startSecond() || second >= weeks_[0].endSecond()) {
        const auto monday = WeekCalendar::mondayOf(options_.zone, second);
        weeks_.clear();
        past_weeks_.reset();
        for (int ago = 0; ago < kSeries; ++ago)
            weeks_.emplace_back(options_.zone, monday - std::chrono::days(7 * ago));
    }
    while (!waiting_.empty() && waiting_.begin()->first <= second) {
        const auto due = waiting_.extract(waiting_.begin());
        count(due.mapped().purchases);
        for (const Delta& delta : due.mapped().deltas)
            count(delta);
        for (const MerchantName& name : due.mapped().names)
            names_.add({name.eid, name.time_ms, name.name});
        for (const Sighting& sighting : due.mapped().sightings)
            places_.add(sighting);
    }
}

Figures Board::figures(std::int64_t at_ms)
{
    assert(at_ms / 1000 == now_);
    settle();
    Figures figures{.at_ms = at_ms,
                    .hour = windows_.hour(names_),
                    .hour_excluding = windows_.hourExcluding(names_),
                    .day = windows_.day(names_),
                    .last_minute = windows_.lastMinute(),
                    .week = week(),
                    .slot = slot()};
    std::vector<Windows::StoreMinutes> usual;
    for (const SlotStore& store : figures.slot.stores)
        usual.push_back({.eid = store.eid});
    windows_.addTrends(figures.hour, figures.hour_excluding, figures.day, usual);
    for (std::size_t i = 0; i < usual.size(); ++i) {
        const auto so_far =
            std::span(usual[i].accepted).last(static_cast<std::size_t>(figures.slot.minutes));
        figures.slot.stores[i].so_far = std::reduce(so_far.begin(), so_far.end());
    }
    return figures;
}

Attempts Board::attempts(std::int64_t from, std::int64_t to,
                         std::optional<event::Country> country) const
{
    if (country)
        return countries_.sum(*country, from, to);
    return {minutes_.sum(from, to), attempts_.sum(from, to)};
}

void Board::accepted(std::int64_t from, std::span<std::int64_t> minutes,
                     std::optional<event::Country> country) const
{
    if (country)
        countries_.accepted(*country, from, minutes);
    else
        minutes_.accepted(from, minutes);
}

/// Without what the stores have sold so far.
SlotFigures Board::slot() const
{
    SlotFigures slot;
    if (weeks_.empty())
        return slot;
    const int now = weeks_[0].slotOf(now_);
    for (std::size_t ago = 0; ago < kSeries; ++ago)
        slot.hours[ago] = weeks_[ago].hourOf(now);
    if (!slot.hours[0])
        return slot;
    slot.minutes = (now_ - slot.hours[0]->from) / 60;

    std::array<StoreHours::Hour, kSeries - 1> before;
    std::map<std::int64_t, std::array<bool, kSeries - 1>> was_top; // by EID
    for (std::size_t ago = 1; ago < kSeries; ++ago) {
        if (!slot.hours[ago])
            continue;
        before[ago - 1] = windows_.storeHours().at(slot.hours[ago]->from / 3600);
        for (const StoreCount& store : before[ago - 1].largest(kTopRows))
            was_top[store.eid][ago - 1] = true;
    }
    for (const auto& [eid, weeks] : was_top) {
        if (std::ranges::count(weeks, true) < 2)
            continue;
        SlotStore store{.eid = eid, .merchant = std::string(names_.find(eid))};
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (slot.hours[i + 1])
                store.before[i] = {.accepted = before[i].accepted(eid),
                                   .at_most = before[i].acceptedAtMost(eid),
                                   .was_top = weeks[i]};
        }
        slot.stores.push_back(std::move(store));
    }
    return slot;
}

std::vector<DeployMark> Board::deploys() const
{
    return weeks_.empty() ? std::vector<DeployMark>() : deploysSince(weeks_[0].startSecond());
}

std::vector<DeployMark> Board::deploysSince(std::int64_t second) const
{
    return deploys_.between(second * 1000, (now_ + 1) * 1000);
}

WeekSeries Board::weekSeries(std::size_t ago, int last_slot) const
{
    WeekSeries series;
    series.hours = weeks_[ago].hours();
    for (int slot = 0; slot <= last_slot; ++slot) {
        if (series.hours[static_cast<std::size_t>(slot)] > 0)
            series.counts[static_cast<std::size_t>(slot)] = 0;
    }
    for (const WeekCalendar::Piece& piece : weeks_[ago].pieces()) {
        if (auto& count = series.counts[static_cast<std::size_t>(piece.slot)])
            *count += minutes_.sum(piece.from, piece.to);
    }
    return series;
}

WeekFigures Board::week()
{
    WeekFigures week;
    if (weeks_.empty())
        return week;
    week.start_second = weeks_[0].startSecond();
    week.current_slot = weeks_[0].slotOf(now_);
    week.elapsed_hours =
        static_cast<double>(weeks_[0].secondsBefore(week.current_slot, now_ + 1)) / 3600.0;
    week.series[0] = weekSeries(0, week.current_slot);
    if (!past_weeks_) {
        past_weeks_.emplace();
        for (std::size_t ago = 1; ago < kSeries; ++ago)
            (*past_weeks_)[ago - 1] = weekSeries(ago, kSlots - 1);
    }
    std::ranges::copy(*past_weeks_, week.series.begin() + 1);
    return week;
}

} // namespace livewall::stats
