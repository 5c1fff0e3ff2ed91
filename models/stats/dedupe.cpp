// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/dedupe.h"

#include <algorithm>

namespace livewall::stats {

namespace {
constexpr std::int64_t kHour_ms = 3'600'000;
}

Dedupe::Dedupe(std::int64_t horizon_ms, std::size_t capacity)
    : horizon_ms_(horizon_ms), capacity_(capacity)
{
}

Dedupe::Verdict Dedupe::check(const event::Identity& identity, std::int64_t time_ms,
                              std::int64_t newest_ms)
{
    std::int64_t since_ms = newest_ms - horizon_ms_;
    if (cut_ms_ && *cut_ms_ <= since_ms)
        cut_ms_.reset();
    if (cut_ms_)
        since_ms = *cut_ms_;
    if (time_ms < since_ms)
        return Verdict::Unchecked;

    // Sweeping once an hour of event time costs a look at each identity an hour; between sweeps the
    // remembered times keep the horizon exact.
    if (since_ms / kHour_ms > swept_hour_) {
        forgetBefore(since_ms);
        swept_hour_ = since_ms / kHour_ms;
    }
    if (times_.size() >= capacity_ && !times_.contains(identity)) {
        makeRoom(newest_ms);
        if (time_ms < *cut_ms_)
            return Verdict::Unchecked;
    }

    const auto [found, is_new] = times_.try_emplace(identity, time_ms);
    if (is_new)
        return Verdict::Fresh;
    if (found->second >= since_ms)
        return Verdict::Duplicate;
    found->second = time_ms;
    return Verdict::Fresh;
}

void Dedupe::forgetBefore(std::int64_t time_ms)
{
    boost::unordered::erase_if(times_, [=](const auto& entry) { return entry.second < time_ms; });
}

void Dedupe::makeRoom(std::int64_t newest_ms)
{
    const auto oldest =
        std::ranges::min_element(times_, {}, [](const auto& entry) { return entry.second; });
    const std::int64_t next_hour_ms = (oldest->second / kHour_ms + 1) * kHour_ms;
    // Where all of them are of the newest hour, that one goes up to its newest event.
    cut_ms_ = std::min(next_hour_ms, newest_ms);
    forgetBefore(*cut_ms_);
    // All at one instant: nothing older is left to forget.
    if (times_.size() >= capacity_)
        times_.clear();
}

} // namespace livewall::stats
