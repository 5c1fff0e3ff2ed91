// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace livewall::stats {

/// [from, to), in ms since 1970.
struct Interval
{
    std::int64_t from_ms = 0;
    std::int64_t to_ms = 0;

    std::int64_t length_ms() const { return to_ms - from_ms; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// The times at which something was listened to: intervals, oldest first, none empty and no two of
/// them touching. Adding is a union: the order does not matter, nor does adding again.
class Coverage
{
public:
    /// Nothing where `to` is not after `from`.
    void add(std::int64_t from_ms, std::int64_t to_ms);

    /// All of [from, to); of nothing, all.
    bool covers(std::int64_t from_ms, std::int64_t to_ms) const;

    /// How much of [from, to) is covered.
    std::int64_t covered_ms(std::int64_t from_ms, std::int64_t to_ms) const;

    /// What is missing of [from, to), oldest first.
    std::vector<Interval> holes(std::int64_t from_ms, std::int64_t to_ms) const;

    /// Drops the intervals that ended by then; one that goes on is kept whole.
    void forgetBefore(std::int64_t time_ms);

    /// Drops what lies after it; an interval that goes on ends there.
    void forgetAfter(std::int64_t time_ms);

    const std::vector<Interval>& intervals() const { return intervals_; }
    bool isEmpty() const { return intervals_.empty(); }

    friend bool operator==(const Coverage&, const Coverage&) = default;

private:
    std::vector<Interval> intervals_;
};

} // namespace livewall::stats
