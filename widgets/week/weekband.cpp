// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekband.h"

#include <algorithm>
#include <optional>

namespace livewall::widgets {
namespace {

constexpr int kHours = 24;

/// The height of the drawn line at x; nothing in a gap or beyond its ends.
std::optional<double> heightAt(const std::vector<view::WeekLine>& lines, double x)
{
    for (const view::WeekLine& line : lines) {
        const auto right =
            std::ranges::lower_bound(line.points, x, {}, &std::pair<double, double>::first);
        if (right == line.points.end())
            continue;
        if (right->first == x)
            return right->second;
        if (right == line.points.begin())
            return std::nullopt;
        const auto left = std::prev(right);
        const double share = (x - left->first) / (right->first - left->first);
        return std::lerp(left->second, right->second, share);
    }
    return std::nullopt;
}

std::optional<BandPoint> spanAt(const view::WeekView& week, double x)
{
    BandPoint span{.x = x};
    int weeks = 0;
    for (std::size_t ago = 1; ago < week.series.size(); ++ago) {
        const std::optional<double> height = heightAt(week.series[ago], x);
        if (!height)
            continue;
        span.least = weeks == 0 ? *height : std::min(span.least, *height);
        span.most = weeks == 0 ? *height : std::max(span.most, *height);
        ++weeks;
    }
    return weeks < 2 ? std::nullopt : std::optional(span);
}

} // namespace

std::vector<std::vector<BandPoint>> todaysBand(const view::WeekView& week)
{
    if (week.is_holiday)
        return {};
    const double midnight = week.today * kHours;
    // The plotted points and the two midnights. Between them the lines are straight, so they stay
    // inside: the least of straight lines never sags, the most never bulges.
    std::vector<double> xs{midnight};
    for (int hour = 0; hour < kHours; ++hour)
        xs.push_back(midnight + hour + 0.5);
    xs.push_back(midnight + kHours);

    std::vector<std::vector<BandPoint>> band;
    bool is_broken = true;
    for (const double x : xs) {
        const std::optional<BandPoint> span = spanAt(week, x);
        if (span && is_broken)
            band.emplace_back();
        if (span)
            band.back().push_back(*span);
        is_broken = !span;
    }
    return band;
}

} // namespace livewall::widgets
