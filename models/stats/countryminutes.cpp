// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/countryminutes.h"

#include <algorithm>
#include <cassert>

namespace livewall::stats {

namespace {

constexpr std::int64_t kHour_s = 3600;

std::size_t minuteOf(std::int64_t minute)
{
    return static_cast<std::size_t>(minute % 60);
}

} // namespace

CountryMinutes::CountryMinutes() : hours_(kHours)
{
    numbers_.fill(kNoNumber);
}

std::size_t CountryMinutes::indexOf(event::Country country)
{
    if (country.isNone())
        return 0;
    const auto first = static_cast<std::size_t>(country.value() >> 8) - 'a';
    const auto second = static_cast<std::size_t>(country.value() & 0xff) - 'a';
    return 1 + first * kLetters + second;
}

void CountryMinutes::add(std::int64_t second, event::Country country, const Attempts& added)
{
    const std::int64_t hour = second / kHour_s;
    assert(hour <= newest_);
    if (!isKept(hour))
        return;
    minutesOf(hour, hours_[place(hour)], country).add(minuteOf(second / 60), added);
}

void CountryMinutes::add(std::int64_t second, std::span<const UnitDelta> purchases)
{
    const std::int64_t hour = second / kHour_s;
    assert(hour <= newest_);
    if (!isKept(hour))
        return;
    Hour& kept = hours_[place(hour)];
    const std::size_t minute = minuteOf(second / 60);
    for (const UnitDelta& one : purchases)
        minutesOf(hour, kept, one.country).add(minute, one.attempts());
}

/// Those of an hour that is kept.
inline MinuteCounts& CountryMinutes::minutesOf(std::int64_t hour, Hour& kept,
                                               event::Country country)
{
    // No hour has so many as kNoNumber.
    const std::uint16_t number = numbers_[indexOf(country)];
    if (number < kept.size() && kept[number].isWidest()) [[likely]]
        return kept[number];
    return minutesNotOpen(hour, kept, country);
}

/// The same, where they are not there yet, are not open yet, or are over.
MinuteCounts& CountryMinutes::minutesNotOpen(std::int64_t hour, Hour& kept, event::Country country)
{
    std::uint16_t& number = numbers_[indexOf(country)];
    if (number == kNoNumber) {
        number = static_cast<std::uint16_t>(kept_hours_.size());
        kept_hours_.push_back(0);
    }
    if (number >= kept.size())
        kept.resize(kept_hours_.size());
    MinuteCounts& minutes = kept[number];
    kept_hours_[number] += minutes.isEmpty() ? 1 : 0;
    if (isOpen(hour))
        minutes.widen();
    return minutes;
}

void CountryMinutes::advance(std::int64_t second)
{
    const std::int64_t hour = second / kHour_s;
    if (hour <= newest_)
        return;
    const std::int64_t open = std::max(newest_ - kOpen + 1, std::int64_t{0});
    for (std::int64_t over = open; over <= std::min(newest_, hour - kOpen); ++over)
        std::ranges::for_each(hours_[place(over)], &MinuteCounts::pack);
    const std::int64_t first = std::max(newest_ + 1, hour - kHours + 1);
    newest_ = hour;
    for (std::int64_t fresh = first; fresh <= hour; ++fresh) {
        Hour& left = hours_[place(fresh)];
        for (std::size_t number = 0; number < left.size(); ++number)
            kept_hours_[number] -= left[number].isEmpty() ? 0 : 1;
        left = Hour();
    }
}

Attempts CountryMinutes::sum(event::Country country, std::int64_t from, std::int64_t to) const
{
    Attempts total;
    visitHours(
        country, from / 60, to / 60,
        [&](const MinuteCounts& minutes, std::int64_t hour, std::int64_t first, std::int64_t end) {
            total += minutes.sum(static_cast<std::size_t>(first - hour * 60),
                                 static_cast<std::size_t>(end - hour * 60));
        });
    return total;
}

void CountryMinutes::accepted(event::Country country, std::int64_t from,
                              std::span<std::int64_t> minutes) const
{
    std::ranges::fill(minutes, 0);
    const std::int64_t begin = from / 60;
    visitHours(
        country, begin, begin + std::ssize(minutes),
        [&](const MinuteCounts& counts, std::int64_t hour, std::int64_t first, std::int64_t end) {
            counts.addAcceptedTo(minutes.subspan(static_cast<std::size_t>(first - begin),
                                                 static_cast<std::size_t>(end - first)),
                                 static_cast<std::size_t>(first - hour * 60));
        });
}

/// Calls counted(its minutes, hour, first, end) for each hour that has any of those of [from, end)
/// that are kept; all in minutes since 1970.
template <typename Counted>
void CountryMinutes::visitHours(event::Country country, std::int64_t from, std::int64_t end,
                                Counted&& counted) const
{
    const std::uint16_t number = numbers_[indexOf(country)];
    if (number == kNoNumber)
        return;
    from = std::max({from, (newest_ - kHours + 1) * 60, std::int64_t{0}});
    end = std::min(end, (newest_ + 1) * 60);
    while (from < end) {
        const std::int64_t hour = from / 60;
        const std::int64_t hour_end = std::min(end, (hour + 1) * 60);
        if (const Hour& kept = hours_[place(hour)]; number < kept.size())
            counted(kept[number], hour, from, hour_end);
        from = hour_end;
    }
}

std::vector<event::Country> CountryMinutes::countries() const
{
    std::vector<event::Country> all;
    const auto hasSold = [this](std::uint16_t number) {
        return number != kNoNumber && kept_hours_[number] > 0;
    };
    if (hasSold(numbers_[0]))
        all.emplace_back();
    for (std::size_t index = 1; index < numbers_.size(); ++index) {
        if (!hasSold(numbers_[index]))
            continue;
        const std::array code{static_cast<char>('a' + (index - 1) / kLetters),
                              static_cast<char>('a' + (index - 1) % kLetters)};
        all.push_back(event::Country::fromLetters(code.data()));
    }
    return all;
}

} // namespace livewall::stats
