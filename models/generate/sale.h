// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/geo/place.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace livewall::generate {

struct Merchant
{
    std::int64_t eid = 0;
    std::string name;
    std::size_t home = 0;          ///< index of a country of the market
    std::int64_t usual_amount = 0; ///< the median, in minor units of a currency worth one euro
};

/// One purchase that was made up, with what its line says.
struct Sale
{
    /// How exactly the place is told.
    enum class Place : std::uint8_t { Coordinates, City, CountryOnly };

    std::uint64_t id = 0;
    std::int64_t time_ms = 0;
    std::int64_t amount = 0; ///< minor units
    const Merchant* merchant = nullptr;
    std::string_view city;
    geo::Point point;
    event::Country country;
    event::Currency currency;
    Place place = Place::CountryOnly;
    bool accepted = false;
};

} // namespace livewall::generate
