// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/geo/gazetteer.h"

#include <QString>

#include <span>

namespace livewall::widgets {

/// A city that other languages have a name of their own for.
struct RenamedCity
{
    const char* country; ///< "fi": there is an Athens in Georgia, too
    const char* name;    ///< the gazetteer's
};

std::span<const RenamedCity> renamedCities();

/// In the screen's language: "Köpenhamn". Where it has no name of its own the gazetteer's.
QString cityName(const geo::CityPlace& city);

/// Likewise: resources/translations/countries_*.ts.
QString countryName(const geo::CountryPlace& country);

} // namespace livewall::widgets
