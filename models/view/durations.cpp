// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/durations.h"

#include <algorithm>
#include <bit>

namespace livewall::view {

void Durations::add(std::int64_t time_us, std::uint64_t count)
{
    if (count == 0)
        return;
    time_us = std::max<std::int64_t>(time_us, 0);
    const std::size_t bucket = bucketOf(std::min(time_us, kMost_us));
    if (bucket >= counts_.size())
        counts_.resize(bucket + 1);
    counts_[bucket] += count;
    count_ += count;
    longest_us_ = std::max(longest_us_, time_us);
}

void Durations::add(const Durations& others)
{
    counts_.resize(std::max(counts_.size(), others.counts_.size()));
    for (std::size_t bucket = 0; bucket < others.counts_.size(); ++bucket)
        counts_[bucket] += others.counts_[bucket];
    count_ += others.count_;
    longest_us_ = std::max(longest_us_, others.longest_us_);
}

std::int64_t Durations::percentile_us(int percent) const
{
    const auto share = static_cast<std::uint64_t>(percent);
    // Rounded up; in two parts, which a hundred times their number has no room for.
    const std::uint64_t rank = count_ / 100 * share + (count_ % 100 * share + 99) / 100;
    if (count_ == 0)
        return 0;
    std::uint64_t passed = 0;
    for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
        passed += counts_[bucket];
        if (passed >= rank)
            return std::min(mostIn_us(bucket), longest_us_);
    }
    return longest_us_;
}

/// Below kFine a bucket a value; then half as many for each doubling.
std::size_t Durations::bucketOf(std::int64_t time_us)
{
    if (time_us < kFine)
        return static_cast<std::size_t>(time_us);
    const int doublings = std::bit_width(static_cast<std::uint64_t>(time_us)) - kFineBits;
    return static_cast<std::size_t>(doublings * (kFine / 2) + (time_us >> doublings));
}

std::int64_t Durations::mostIn_us(std::size_t bucket)
{
    const auto place = static_cast<std::int64_t>(bucket);
    if (place < kFine)
        return place;
    const std::int64_t doublings = place / (kFine / 2) - 1;
    const std::int64_t first = place - doublings * (kFine / 2);
    return ((first + 1) << doublings) - 1;
}

} // namespace livewall::view
