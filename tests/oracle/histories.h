// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/oracle.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::oracle {

/// Choices drawn from one seed (SplitMix64): the same seed, the same choices, everywhere.
class Draws
{
public:
    explicit Draws(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();

    /// 0 <= result < `bound`.
    std::int64_t below(std::int64_t bound);

    /// from <= result <= to.
    std::int64_t within(std::int64_t from, std::int64_t to) { return from + below(to - from + 1); }

    bool chance(int percent) { return below(100) < percent; }

    template <typename Values>
    const typename Values::value_type& oneOf(const Values& values)
    {
        return values[static_cast<std::size_t>(below(static_cast<std::int64_t>(values.size())))];
    }

private:
    std::uint64_t state_;
};

/// A zone, and the instants at which something can go wrong in it.
struct ZoneCase
{
    std::string_view name;
    std::vector<std::chrono::sys_seconds> instants;
};

/// The zones whose clocks histories are drawn around.
const std::vector<ZoneCase>& zoneCases();

/// Which later copies of an event a history has.
enum class Copies {
    Equal, ///< in every field
    Any,   ///< the same identity, anything else may differ
};

struct History
{
    std::vector<Arrival> arrivals; ///< in the order of their arrival
    Options options;
};

/// A history of one arrival a word: few stores, currencies and countries; times around the
/// zone's instants and around the edges of the windows and weeks of some T, or in one hour of
/// several weeks; copies, late ones, pending then accepted, in an order between sorted and
/// shuffled; and any kind of T.
/// What one arrival is depends on its word and on the arrivals it copies: leaving out a word makes
/// a smaller history of the same kind, so that a failure shrinks.
History makeHistory(const ZoneCase& zone, Copies copies, std::uint64_t setting,
                    const std::vector<std::uint64_t>& words);

/// For the message of a failure.
std::string describe(const History& history);

} // namespace livewall::oracle
