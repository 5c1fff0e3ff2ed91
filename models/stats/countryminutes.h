// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace livewall::stats {

/// Purchases that went well, and all that were tried.
struct Attempts
{
    std::int64_t accepted = 0;
    std::int64_t attempts = 0;

    Attempts& operator+=(const Attempts& other)
    {
        accepted += other.accepted;
        attempts += other.attempts;
        return *this;
    }
    friend bool operator==(const Attempts&, const Attempts&) = default;
};

/// Purchases by country and UTC minute, for the newest 36 days (as MinuteHistory). An hour in which
/// a country has sold nothing takes next to no memory; more than 2^32 - 1 purchases of one minute
/// count as that. Not thread-safe.
class CountryMinutes
{
public:
    static constexpr std::int64_t kHours = 36 * 24;

    /// Counts purchases of one second or minute. What is older than the newest kHours is let go;
    /// nothing may be newer than where advance() went.
    void add(std::int64_t second, event::Country country, const Attempts& added);

    /// Moves the newest hour to that of `second`; never back.
    void advance(std::int64_t second);

    /// Of the minutes of [from, to), both in seconds and on whole minutes.
    Attempts sum(event::Country country, std::int64_t from, std::int64_t to) const;

    /// All that have sold or tried anything, by code; purchases of no country are one of them.
    std::vector<event::Country> countries() const;

private:
    struct Minutes
    {
        std::array<std::uint32_t, 60> accepted{};
        std::array<std::uint32_t, 60> attempts{};
    };
    /// A ring by hour since 1970; empty where the country has sold nothing.
    using Hours = std::vector<std::unique_ptr<Minutes>>;
    static constexpr std::size_t kLetters = 26;

    static std::size_t place(std::int64_t hour) { return static_cast<std::size_t>(hour % kHours); }
    static std::size_t indexOf(event::Country country);

    std::int64_t newest_ = 0;                              ///< hour since 1970
    std::array<Hours, 1 + kLetters * kLetters> countries_; ///< by code, none first
};

} // namespace livewall::stats
