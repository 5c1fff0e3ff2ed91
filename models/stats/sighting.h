// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::stats {

/// What the map may know of a purchase besides its place.
struct MapOptions
{
    bool has_details = false; ///< its store and its amount
    std::optional<int>
        decimals; ///< of degrees, which coordinates are rounded to; else as they come

    /// Everything goes to the map as it comes, and nothing more.
    bool isPlain() const { return !has_details && !decimals; }
};

/// What was bought. Plain data.
struct Bought
{
    std::int64_t eid = 0;
    std::string merchant;    ///< "" where no name is known
    std::int64_t amount = 0; ///< in the currency's minor unit
    event::Currency currency;

    friend bool operator==(const Bought&, const Bought&) = default;
};

/// One accepted purchase as the map shows it.
struct Sighting
{
    std::int64_t time_ms = 0;
    float latitude = std::numeric_limits<float>::quiet_NaN(); ///< degrees WGS 84; NaN: not given
    float longitude = std::numeric_limits<float>::quiet_NaN();
    event::Country country;
    std::string city;                  ///< "" where not given
    std::optional<Bought> bought = {}; ///< only with MapOptions::has_details

    bool hasLocation() const { return !std::isnan(latitude); }
    friend bool operator==(const Sighting& a, const Sighting& b)
    {
        const bool same_place = a.hasLocation()
                                    ? a.latitude == b.latitude && a.longitude == b.longitude
                                    : !b.hasLocation();
        return same_place && a.time_ms == b.time_ms && a.country == b.country && a.city == b.city &&
               a.bought == b.bought;
    }
};

/// An accepted purchase as the map may know it; `merchant`: its store's name, "" where none is
/// known.
Sighting sightingOf(const event::Purchase& accepted, std::string_view merchant,
                    std::string_view city, const MapOptions& options);

/// Takes from its coordinates what the map is not to know.
void roundPlace(Sighting& sighting, const MapOptions& options);

} // namespace livewall::stats
