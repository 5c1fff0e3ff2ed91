// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/stats/attempts.h"
#include "models/stats/delta.h"
#include "models/stats/minutecounts.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace livewall::stats {

/// Purchases by country and UTC minute, for the newest 36 days (as MinuteHistory). All 677 codes in
/// every hour take 30 MB, and only millions of purchases make that more; more than 2^32 - 1 of one
/// minute count as that. Not thread-safe.
class CountryMinutes
{
public:
    static constexpr std::int64_t kHours = 36 * 24;

    CountryMinutes();

    /// Counts purchases of one second or minute. What is older than the newest kHours is let go;
    /// nothing may be newer than where advance() went.
    void add(std::int64_t second, event::Country country, const Attempts& added);
    /// The same for purchases that are all of the minute of `second`.
    void add(std::int64_t second, std::span<const UnitDelta> purchases);

    /// Moves the newest hour to that of `second`; never back.
    void advance(std::int64_t second);

    /// Of the minutes of [from, to), both in seconds and on whole minutes.
    Attempts sum(event::Country country, std::int64_t from, std::int64_t to) const;
    /// Accepted ones of the minute that begins at `from` (seconds) and of those after it.
    void accepted(event::Country country, std::int64_t from, std::span<std::int64_t> minutes) const;

    /// All that have sold or tried anything, by code; purchases of no country are one of them.
    std::vector<event::Country> countries() const;

private:
    /// By the countries' numbers; empty, or missing at the end, where one has sold nothing.
    using Hour = std::vector<MinuteCounts>;
    static constexpr std::int64_t kOpen = 2; ///< hours; purchases come a little late
    static constexpr std::size_t kLetters = 26;
    static constexpr std::uint16_t kNoNumber = UINT16_MAX;

    static std::size_t place(std::int64_t hour) { return static_cast<std::size_t>(hour % kHours); }
    static std::size_t indexOf(event::Country country);
    bool isKept(std::int64_t hour) const { return hour > newest_ - kHours; }
    /// Most is still counted in it.
    bool isOpen(std::int64_t hour) const { return hour > newest_ - kOpen; }
    MinuteCounts& minutesOf(std::int64_t hour, Hour& kept, event::Country country);
    MinuteCounts& minutesNotOpen(std::int64_t hour, Hour& kept, event::Country country);
    template <typename Counted>
    void visitHours(event::Country country, std::int64_t from, std::int64_t end,
                    Counted&& counted) const;

    std::int64_t newest_ = 0; ///< hour since 1970
    std::vector<Hour> hours_; ///< a ring by hour since 1970
    /// By code, none first: which one it is of those that have ever sold anything.
    std::array<std::uint16_t, 1 + kLetters * kLetters> numbers_;
    std::vector<std::uint32_t> kept_hours_; ///< of each of these: hours in which it has any
};

} // namespace livewall::stats
