// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>

#include "models/geo/place.h"

namespace livewall::widgets {

/// The world's square of Web Mercator: (0, 0) is 180 degrees west at kMercatorLimit north, (1, 1)
/// 180 degrees east at kMercatorLimit south. Tiles, views and marks are placed on it; x beyond
/// [0, 1] is once more round the world.
inline constexpr double kMercatorLimit = 85.05112877980659; ///< degrees: where the square ends

/// Latitudes beyond the limit lie on the edge.
QPointF toWorld(const geo::Point& point);

/// The inverse; the longitude comes out from -180 to 180.
geo::Point toGeo(QPointF world);

} // namespace livewall::widgets
