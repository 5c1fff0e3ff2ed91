// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/comparison.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace livewall::stats {

using namespace std::chrono;

Minutes weeksBefore(const Zone& zone, Minutes minutes, int weeks)
{
    const days distance(7 * weeks);
    const auto shifted = [&](std::int64_t second) {
        const sys_seconds time{seconds(second)};
        const local_seconds shown = zone.toLocal(time) - distance;
        // The offset as long ago. Between then and what is found no clock changes but where it
        // skipped what is looked for.
        return (shown.time_since_epoch() - zone.stretchAt(time - distance).offset).count();
    };
    const std::int64_t from = shifted(minutes.from);
    return {from, std::max(from, shifted(minutes.to))};
}

std::vector<Minutes> splitByDay(const Zone& zone, Minutes minutes)
{
    std::vector<Minutes> parts;
    while (minutes.from < minutes.to) {
        const Zone::Stretch stretch = zone.stretchAt(sys_seconds(seconds(minutes.from)));
        const seconds shown = seconds(minutes.from) + stretch.offset;
        const seconds midnight = floor<days>(shown) + days(1) - stretch.offset;
        const seconds end =
            std::min({midnight, stretch.end.time_since_epoch(), seconds(minutes.to)});
        parts.push_back({minutes.from, end.count()});
        minutes.from = end.count();
    }
    return parts;
}

std::optional<std::int64_t> median(std::vector<std::int64_t> counts)
{
    if (counts.empty())
        return std::nullopt;
    std::ranges::sort(counts);
    const std::size_t middle = counts.size() / 2;
    return counts.size() % 2 == 1 ? counts[middle]
                                  : std::midpoint(counts[middle - 1], counts[middle]);
}

std::optional<Usual> Usual::of(const std::vector<std::int64_t>& counts)
{
    const auto expected = median(counts);
    if (!expected)
        return std::nullopt;
    return Usual(*expected, std::ranges::min(counts), std::ranges::max(counts));
}

bool Usual::isLow(std::int64_t observed) const
{
    return observed < least();
}

bool Usual::isHigh(std::int64_t observed) const
{
    return observed > most();
}

namespace {

/// The largest whole number whose square is at most nine times the count, which is thrice its root.
std::int64_t wholeThreeRoots(std::int64_t count)
{
    auto root = static_cast<std::int64_t>(3 * std::sqrt(static_cast<double>(count)));
    while (root * root > 9 * count)
        --root;
    while ((root + 1) * (root + 1) <= 9 * count)
        ++root;
    return root;
}

} // namespace

std::int64_t Usual::least() const
{
    // The least whole number that is not below the bound: that is so far off, and no part more.
    return std::max<std::int64_t>(0, least_counted_ - wholeThreeRoots(least_counted_));
}

std::int64_t Usual::most() const
{
    return most_counted_ + wholeThreeRoots(most_counted_);
}

} // namespace livewall::stats
