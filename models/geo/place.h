// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace livewall::geo {

/// Degrees WGS 84; longitude from -180 to 180.
struct Point
{
    double latitude = 0;
    double longitude = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Degrees WGS 84. Never wraps: `east` lies beyond 180 where the box crosses the 180th meridian
/// (Russia: 27.3 to 190.4).
struct Extent
{
    double south = 0;
    double west = 0;
    double north = 0;
    double east = 0;
};

} // namespace livewall::geo
