// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/dedupe.h"

#include <utility>

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
    if (const std::int64_t hour = since_ms / kHour_ms; hour > oldest_hour_)
        forgetHoursBefore(hour);

    IdentityTable::Found found = table_.find(identity);
    if (found.is_there && table_.time_ms(found.place) >= since_ms)
        return Verdict::Duplicate;
    if (!found.is_there && size_ >= capacity_) {
        makeRoom(newest_ms);
        since_ms = *cut_ms_;
        if (time_ms < since_ms)
            return Verdict::Unchecked;
        found = table_.find(identity);
    }
    if (found.is_there) {
        // Its hour may be one that is remembered in part.
        enterHour();
        if (const auto hour = hours_.find(table_.time_ms(found.place) / kHour_ms);
            hour != hours_.end()) {
            --size_;
            if (--hour->second == 0)
                hours_.erase(hour);
        }
    }
    table_.put(found.place, identity, time_ms, since_ms);
    noteFresh(time_ms);
    return Verdict::Fresh;
}

void Dedupe::noteFresh(std::int64_t time_ms)
{
    if (time_ms < last_hour_ms_ || time_ms >= last_hour_ms_ + kHour_ms) {
        enterHour();
        last_hour_ms_ = time_ms / kHour_ms * kHour_ms;
    }
    ++in_last_hour_;
    ++size_;
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
    oldest_hour_ = hour;
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
