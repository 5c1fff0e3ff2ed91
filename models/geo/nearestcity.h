// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/geo/gazetteer.h"

#include <optional>

namespace livewall::geo {

struct NearCity
{
    CityPlace city;
    event::Country country;
    double distance_km = 0; ///< along a great circle
};

/// The place nearest to a point (isOwnPlace), over a pole or the 180th meridian too; nothing where
/// none lies within that distance. The first call prepares a k-d tree of all places, some tens of
/// milliseconds; after that a few microseconds. From any thread.
std::optional<NearCity> nearestCity(const Point& point, double within_km);

} // namespace livewall::geo
