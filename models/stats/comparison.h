// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/zone.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace livewall::stats {

/// [from, to) in seconds since 1970, on whole minutes.
struct Minutes
{
    std::int64_t from = 0;
    std::int64_t to = 0;
    friend bool operator==(const Minutes&, const Minutes&) = default;
};

/// When clocks in the zone showed the same some weeks before. What they showed twice or never
/// there is at most the clock change's hour off.
Minutes weeksBefore(const Zone& zone, Minutes minutes, int weeks);

/// In order, each within one local day, and on one side of a clock change.
std::vector<Minutes> splitByDay(const Zone& zone, Minutes minutes);

/// The middle one; of an even number, the mean of the middle two, rounded down. Nothing of none.
std::optional<std::int64_t> median(std::vector<std::int64_t> counts);

/// What is usual of some minutes, by as many of the weeks before (DESIGN 3, Verdict): the median
/// of what they counted, and from the least less three times its root to the most and three times
/// its root, the spread that a count has by chance (Poisson).
class Usual
{
public:
    /// Nothing of no weeks.
    static std::optional<Usual> of(const std::vector<std::int64_t>& counts);

    std::int64_t expected() const { return expected_; }
    bool isLow(std::int64_t observed) const;
    bool isHigh(std::int64_t observed) const;

    /// The least and the most that are neither low nor high.
    std::int64_t least() const;
    std::int64_t most() const;

private:
    Usual(std::int64_t expected, std::int64_t least, std::int64_t most)
        : expected_(expected), least_counted_(least), most_counted_(most)
    {
    }

    std::int64_t expected_;
    std::int64_t least_counted_;
    std::int64_t most_counted_;
};

} // namespace livewall::stats
