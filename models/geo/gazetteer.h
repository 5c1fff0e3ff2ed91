// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/geo/place.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace livewall::geo {

/// A country of ISO 3166-1 (and XK) as the map shows it.
struct CountryPlace
{
    std::string_view name; ///< English, as one says it: "United Kingdom", "Czechia"
    Point label;           ///< inside the main landmass, near its middle
    Extent extent;         ///< of the main landmass alone: France without its overseas parts
};

/// A city, town or larger village.
struct CityPlace
{
    std::string_view name; ///< as it is written there: "São Paulo"
    Point point;
};

/// The place for a code; nothing for a code that is no country's.
std::optional<CountryPlace> findCountry(event::Country country);

/// The city of that name in that country. Case, diacritics, apostrophes and the kind of dash do
/// not matter ("sao paulo", "SÃO PAULO", "Saint Denis" find São Paulo and Saint-Denis); letters do
/// ("Muenchen" is found only because it is listed as another name of Munich). Where one country
/// has several places of the name, the one where most people live is meant: Springfield in the
/// United States is the one in Missouri. Nothing if none is known; there is no guessing.
std::optional<CityPlace> findCity(event::Country country, std::string_view name);

/// All city names that are known, by country and folded name: for tests and tools.
std::size_t cityCount();
CityPlace cityAt(std::size_t index);

/// Cities of 15,000 inhabitants and more as a map labels them: each once, 0 is the largest.
std::size_t labelCount();
CityPlace labelAt(std::size_t rank);

/// Neither another name of a place nor a part of a city.
bool isOwnPlace(std::size_t index);

/// The country that a place is listed under.
event::Country cityCountry(std::size_t index);

/// The places of one country: indexes [first, end).
struct CityRange
{
    std::size_t first = 0;
    std::size_t end = 0;
};
CityRange cityRange(event::Country country);

} // namespace livewall::geo
