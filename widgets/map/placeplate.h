// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/placefinder.h"
#include "widgets/page/units.h"

#include <QColor>
#include <QPointF>

class QPainter;

namespace livewall::widgets {

// The words of the plate that says where a purchase was made, and what, where it may be said.

/// How wide it would be in u, if nothing was in its way.
double placeWidth(const PlaceName& name, const Units& units);

/// On a plate of kPlaceHeight u, whose corner at the top left lies there and which is `width` wide,
/// all in pixels. What is too long elides, and the amount never does.
inline constexpr double kPlaceHeight = 13;
void drawPlace(QPainter& painter, const PlaceName& name, const Units& units, QPointF corner,
               double width, const QColor& first, const QColor& second);

} // namespace livewall::widgets
