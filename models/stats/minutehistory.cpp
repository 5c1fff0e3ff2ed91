// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/minutehistory.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

namespace livewall::stats {

namespace {
std::size_t place(std::int64_t minute)
{
    return static_cast<std::size_t>(minute % MinuteHistory::kMinutes);
}
} // namespace

MinuteHistory::MinuteHistory() : accepted_(kMinutes) {}

void MinuteHistory::add(std::int64_t second, std::int64_t accepted)
{
    const std::int64_t minute = second / 60;
    assert(minute <= newest_);
    if (minute > newest_ - kMinutes)
        accepted_[place(minute)] += accepted;
}

void MinuteHistory::advance(std::int64_t second)
{
    const std::int64_t minute = second / 60;
    if (minute - newest_ >= kMinutes) {
        std::ranges::fill(accepted_, 0);
    } else {
        for (std::int64_t fresh = newest_ + 1; fresh <= minute; ++fresh)
            accepted_[place(fresh)] = 0;
    }
    newest_ = std::max(newest_, minute);
}

std::int64_t MinuteHistory::sum(std::int64_t from, std::int64_t to) const
{
    // A clock that has lost the time of day begins in 1970: nothing lies before that.
    const std::int64_t first = std::max({from / 60, newest_ - kMinutes + 1, std::int64_t{0}});
    const std::int64_t end = std::min(to / 60, newest_ + 1);
    if (first >= end)
        return 0;
    // The ring's end lies between them, or not.
    const auto at = accepted_.begin();
    const auto from_place = static_cast<std::ptrdiff_t>(place(first));
    const auto to_place = static_cast<std::ptrdiff_t>(place(end - 1)) + 1;
    if (from_place < to_place)
        return std::reduce(at + from_place, at + to_place);
    return std::reduce(at + from_place, accepted_.end()) + std::reduce(at, at + to_place);
}

void MinuteHistory::accepted(std::int64_t from, std::span<std::int64_t> minutes) const
{
    for (std::int64_t& accepted : minutes) {
        accepted = sum(from, from + 60);
        from += 60;
    }
}

} // namespace livewall::stats
