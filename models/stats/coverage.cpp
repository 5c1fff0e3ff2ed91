// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/coverage.h"

#include <algorithm>

namespace livewall::stats {

void Coverage::add(std::int64_t from_ms, std::int64_t to_ms)
{
    if (from_ms >= to_ms)
        return;
    const auto first = std::ranges::lower_bound(intervals_, from_ms, {}, &Interval::to_ms);
    const auto last = std::ranges::upper_bound(intervals_, to_ms, {}, &Interval::from_ms);
    if (first == last) { // it touches none
        intervals_.insert(first, {from_ms, to_ms});
        return;
    }
    first->from_ms = std::min(first->from_ms, from_ms);
    first->to_ms = std::max((last - 1)->to_ms, to_ms);
    intervals_.erase(first + 1, last);
}

bool Coverage::covers(std::int64_t from_ms, std::int64_t to_ms) const
{
    if (from_ms >= to_ms)
        return true;
    const auto found = std::ranges::upper_bound(intervals_, from_ms, {}, &Interval::to_ms);
    return found != intervals_.end() && found->from_ms <= from_ms && to_ms <= found->to_ms;
}

std::int64_t Coverage::covered_ms(std::int64_t from_ms, std::int64_t to_ms) const
{
    std::int64_t total = 0;
    auto next = std::ranges::upper_bound(intervals_, from_ms, {}, &Interval::to_ms);
    for (; next != intervals_.end() && next->from_ms < to_ms; ++next)
        total += std::min(next->to_ms, to_ms) - std::max(next->from_ms, from_ms);
    return total;
}

std::vector<Interval> Coverage::holes(std::int64_t from_ms, std::int64_t to_ms) const
{
    std::vector<Interval> found;
    auto next = std::ranges::upper_bound(intervals_, from_ms, {}, &Interval::to_ms);
    for (; from_ms < to_ms && next != intervals_.end(); ++next) {
        if (from_ms < next->from_ms)
            found.push_back({from_ms, std::min(next->from_ms, to_ms)});
        from_ms = next->to_ms;
    }
    if (from_ms < to_ms)
        found.push_back({from_ms, to_ms});
    return found;
}

void Coverage::forgetBefore(std::int64_t time_ms)
{
    const auto kept = std::ranges::upper_bound(intervals_, time_ms, {}, &Interval::to_ms);
    intervals_.erase(intervals_.begin(), kept);
}

void Coverage::forgetAfter(std::int64_t time_ms)
{
    const auto dropped = std::ranges::lower_bound(intervals_, time_ms, {}, &Interval::from_ms);
    intervals_.erase(dropped, intervals_.end());
    if (!intervals_.empty())
        intervals_.back().to_ms = std::min(intervals_.back().to_ms, time_ms);
}

} // namespace livewall::stats
