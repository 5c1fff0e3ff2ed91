// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/mercator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace livewall::widgets {

using std::numbers::pi;

QPointF toWorld(const geo::Point& point)
{
    const double latitude = std::clamp(point.latitude, -kMercatorLimit, kMercatorLimit);
    const double sine = std::sin(latitude * pi / 180);
    return {point.longitude / 360 + 0.5, 0.5 - std::atanh(sine) / (2 * pi)};
}

geo::Point toGeo(QPointF world)
{
    const double turns = world.x() - std::floor(world.x());
    return {std::asin(std::tanh((0.5 - world.y()) * 2 * pi)) * 180 / pi, turns * 360 - 180};
}

} // namespace livewall::widgets
