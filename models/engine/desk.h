// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/comparable.h"
#include "models/engine/verdict.h"
#include "models/event/country.h"
#include "models/stats/countryminutes.h"
#include "models/stats/deploys.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace livewall::engine {

/// What the operations desk asks: is this dip real, since when, and where. All of it of whole
/// minutes before T's own, which have mostly been heard out, and compared with the same minutes of
/// the weeks before that may be compared (Comparable): on a holiday with none, nor the last 60
/// where not all of them were listened to.
struct Desk
{
    static constexpr std::size_t kMinutes = 180;
    /// As many countries as there are number keys have a course of their own.
    static constexpr std::size_t kCountries = 9;

    /// All purchases, or those of one country.
    struct Scope
    {
        std::optional<event::Country> country; ///< nothing: all
        Verdict verdict;
        std::array<std::int64_t, kMinutes> minutes{}; ///< accepted in each, oldest first
        /// The least and the most of those weeks in each; nothing: there is none to compare with.
        struct Band
        {
            std::array<std::int64_t, kMinutes> least{};
            std::array<std::int64_t, kMinutes> most{};
            friend bool operator==(const Band&, const Band&) = default;
        };
        std::optional<Band> band;
        stats::Attempts hour;              ///< in the last 60
        std::optional<std::int64_t> usual; ///< attempts in them: the median of the weeks
        stats::Attempts before;            ///< of all those weeks, for what share went well
        friend bool operator==(const Scope&, const Scope&) = default;
    };

    /// A country in the last 60 minutes.
    struct CountryHour
    {
        event::Country country; ///< none: of purchases without one
        std::int64_t accepted = 0;
        std::optional<std::int64_t> expected; ///< the median of the weeks
        bool is_low = false;                  ///< fewer than chance explains (stats::Usual)

        std::int64_t missing() const { return expected ? *expected - accepted : 0; }
        friend bool operator==(const CountryHour&, const CountryHour&) = default;
    };

    std::int64_t end = 0;                   ///< T's own minute begins there, in seconds
    std::bitset<kMinutes> unheard;          ///< of the minutes, the oldest first
    std::vector<stats::DeployMark> deploys; ///< in the minutes, by time
    std::vector<Scope> scopes;          ///< all purchases, then the first kCountries of countries
    std::vector<CountryHour> countries; ///< those that are low and miss most first, then by size

    friend bool operator==(const Desk&, const Desk&) = default;
};

/// `doubt`: why nobody can tell; it stands in every verdict.
Desk desk(const stats::Board& board, const Comparable& comparable,
          const std::optional<Verdict>& doubt);

} // namespace livewall::engine
