// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/dedupe.h"

#include <utility>

namespace livewall::stats {

Dedupe::Dedupe(std::int64_t horizon_ms, std::size_t capacity)
    : horizon_ms_(horizon_ms), capacity_(capacity)
{
}

/// Lets go of the hours that lie before the horizon, which begins at `since_ms` if the capacity has
/// not cut it short; gives where it begins.
std::int64_t Dedupe::forgetBefore(std::int64_t since_ms)
{
    if (cut_ms_ && *cut_ms_ <= since_ms)
        cut_ms_.reset();
    if (cut_ms_)
        since_ms = *cut_ms_;
    if (since_ms >= next_hour_ms_)
        forgetHoursBefore(since_ms / kHour_ms);
    return since_ms;
}

/// Of one that is not there, where the capacity is reached.
Dedupe::Verdict Dedupe::checkFull(const event::Identity& identity, std::int64_t time_ms,
                                  std::int64_t newest_ms)
{
    makeRoom(newest_ms);
    if (time_ms < *cut_ms_)
        return Verdict::Unchecked;
    remember(table_.find(identity, *cut_ms_), identity, time_ms, *cut_ms_);
    return Verdict::Fresh;
}

/// Goes on to the hour of `time_ms`.
void Dedupe::enterHour(std::int64_t time_ms)
{
    enterHour();
    last_hour_ms_ = time_ms / kHour_ms * kHour_ms;
}

/// Enters what was counted of the last one's hour among the others.
void Dedupe::enterHour()
{
    if (in_last_hour_ > 0)
        hours_[last_hour_ms_ / kHour_ms] += std::exchange(in_last_hour_, 0);
}

void Dedupe::forgetHoursBefore(std::int64_t hour)
{
    enterHour();
    next_hour_ms_ = (hour + 1) * kHour_ms;
    while (!hours_.empty() && hours_.begin()->first < hour) {
        size_ -= hours_.begin()->second;
        hours_.erase(hours_.begin());
    }
}

/// At the capacity: the oldest hour goes.
void Dedupe::makeRoom(std::int64_t newest_ms)
{
    enterHour();
    const std::int64_t next_hour = hours_.begin()->first + 1;
    if (next_hour * kHour_ms <= newest_ms) {
        cut_ms_ = next_hour * kHour_ms;
        forgetHoursBefore(next_hour);
        return;
    }
    // All of them are of the newest hour: that one goes up to its newest event. Where they are all
    // of one instant, nothing older is left to forget.
    cut_ms_ = newest_ms;
    std::size_t left = table_.sweep(newest_ms);
    if (left >= capacity_) {
        table_.clear();
        left = 0;
    }
    hours_ = {{newest_ms / kHour_ms, left}};
    size_ = left;
}

} // namespace livewall::stats
