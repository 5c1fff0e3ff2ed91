// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace livewall::view {

/// How long many things took, in microseconds: counted in buckets a thirty-second wide of what they
/// hold, in a few kilobytes however many there are. Percentiles are of the nearest rank and at most
/// that much too long, never too short; the longest is exact.
class Durations
{
public:
    /// `count` things took so long. Less than nothing is nothing.
    void add(std::int64_t time_us, std::uint64_t count = 1);
    void add(const Durations& others);

    std::uint64_t count() const { return count_; }

    /// What `percent` of them, 1 to 100, do not exceed; 0 of none.
    std::int64_t percentile_us(int percent) const;
    std::int64_t longest_us() const { return longest_us_; }

private:
    static constexpr int kFineBits = 6; ///< values of so many bits have a bucket each
    static constexpr std::int64_t kFine = std::int64_t{1} << kFineBits;
    static constexpr std::int64_t kMost_us = (std::int64_t{1} << 40) - 1; ///< twelve days

    static std::size_t bucketOf(std::int64_t time_us);
    static std::int64_t mostIn_us(std::size_t bucket);

    std::vector<std::uint64_t> counts_; ///< as far as there are any
    std::uint64_t count_ = 0;
    std::int64_t longest_us_ = 0;
};

} // namespace livewall::view
