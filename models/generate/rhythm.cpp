// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/rhythm.h"

#include "models/generate/random.h"

#include <chrono>
#include <cstddef>

namespace livewall::generate {

namespace {

// Percent of the peak at each full hour: quiet nights, lunch, and the evening on the sofa.
constexpr int kHours[24] = {22, 13, 8,  6,  6,  9,  18, 33, 50,  64, 74, 81,
                            86, 82, 78, 77, 79, 82, 84, 90, 100, 97, 74, 43};
// Monday to Sunday.
constexpr int kWeekdays[7] = {94, 92, 93, 97, 90, 82, 100};

constexpr std::int64_t kDayMinutes = 24 * 60;
constexpr std::int64_t kDaySeconds = 24 * 3600;

/// 1 in steps of a thousandth, give or take `spread` thousandths.
std::int64_t varied(std::uint64_t seed, std::int64_t key, std::uint32_t spread)
{
    Random random(seed, static_cast<std::uint64_t>(key));
    return 1000 - spread + random.below(2 * spread + 1);
}

/// What lies at `minute` between the values of full hours.
template <typename Values>
Fixed between(std::int64_t minute, Values at)
{
    const std::int64_t hour = minute / 60;
    const std::int64_t past = minute % 60;
    return (at(hour) * (60 - past) + at(hour + 1) * past) / 60;
}

/// 01:00 UTC on the month's last Sunday, when the European Union's clocks change.
std::int64_t clockChange(std::chrono::year year, std::chrono::month month)
{
    using namespace std::chrono;
    const sys_days day(year / month / Sunday[last]);
    return day.time_since_epoch().count() * kDaySeconds + 3600;
}

} // namespace

std::int64_t stockholmOffset(std::int64_t second)
{
    using namespace std::chrono;
    const year_month_day date{sys_days(days(second / kDaySeconds))};
    const bool summer =
        second >= clockChange(date.year(), March) && second < clockChange(date.year(), October);
    return summer ? 7200 : 3600;
}

Fixed Rhythm::rate(std::int64_t minute) const
{
    const std::int64_t local = minute + stockholmOffset(minute * 60) / 60;
    const Fixed usual = between(local, [](std::int64_t hour) {
        const auto of_day = static_cast<std::size_t>(hour % 24);
        const auto of_week =
            static_cast<std::size_t>((hour / 24 + 3) % 7); // 1970 began on Thursday
        return kOne * kHours[of_day] * kWeekdays[of_week] / 10'000;
    });
    const Fixed of_day = varied(seed_, local / kDayMinutes, 70);
    const Fixed of_hour = between(
        minute, [this](std::int64_t hour) { return varied(seed_, hour + (1LL << 40), 60); });
    return usual * of_day / 1000 * of_hour / 1000;
}

} // namespace livewall::generate
