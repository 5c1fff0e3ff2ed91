// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/countryminutes.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace livewall::stats {

namespace {

constexpr std::int64_t kHour_s = 3600;

std::size_t minuteOf(std::int64_t minute)
{
    return static_cast<std::size_t>(minute % 60);
}

void addTo(std::uint32_t& count, std::int64_t added)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
    count = static_cast<std::uint32_t>(std::min(count + added, kMost));
}

} // namespace

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
    if (hour <= newest_ - kHours)
        return;
    Hours& hours = countries_[indexOf(country)];
    if (hours.empty())
        hours.resize(kHours);
    auto& minutes = hours[place(hour)];
    if (!minutes)
        minutes = std::make_unique<Minutes>();
    const std::size_t minute = minuteOf(second / 60);
    addTo(minutes->accepted[minute], added.accepted);
    addTo(minutes->attempts[minute], added.attempts);
}

void CountryMinutes::advance(std::int64_t second)
{
    const std::int64_t hour = second / kHour_s;
    if (hour <= newest_)
        return;
    const std::int64_t first = std::max(newest_ + 1, hour - kHours + 1);
    newest_ = hour;
    for (Hours& hours : countries_) {
        if (hours.empty())
            continue;
        for (std::int64_t fresh = first; fresh <= hour; ++fresh)
            hours[place(fresh)].reset();
        if (std::ranges::none_of(hours, [](const auto& minutes) { return minutes != nullptr; }))
            hours = Hours();
    }
}

Attempts CountryMinutes::sum(event::Country country, std::int64_t from, std::int64_t to) const
{
    Attempts total;
    const Hours& hours = countries_[indexOf(country)];
    if (hours.empty())
        return total;
    const std::int64_t first = std::max({from / 60, (newest_ - kHours + 1) * 60, std::int64_t{0}});
    const std::int64_t end = std::min(to / 60, (newest_ + 1) * 60);
    for (std::int64_t from_minute = first; from_minute < end;) {
        const std::int64_t hour = from_minute / 60;
        const std::int64_t to_minute = std::min(end, (hour + 1) * 60);
        if (const auto& minutes = hours[place(hour)]) {
            for (std::int64_t i = from_minute - hour * 60; i < to_minute - hour * 60; ++i) {
                total.accepted += minutes->accepted[static_cast<std::size_t>(i)];
                total.attempts += minutes->attempts[static_cast<std::size_t>(i)];
            }
        }
        from_minute = to_minute;
    }
    return total;
}

std::vector<event::Country> CountryMinutes::countries() const
{
    std::vector<event::Country> all;
    if (!countries_[0].empty())
        all.emplace_back();
    for (std::size_t index = 1; index < countries_.size(); ++index) {
        if (countries_[index].empty())
            continue;
        const std::array code{static_cast<char>('a' + (index - 1) / kLetters),
                              static_cast<char>('a' + (index - 1) % kLetters)};
        all.push_back(event::Country::fromLetters(code.data()));
    }
    return all;
}

} // namespace livewall::stats
