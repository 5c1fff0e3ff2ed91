// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/placefinder.h"
#include "widgets/page/units.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace livewall::widgets {

// The words of the plate that says where a purchase was made, and what, where it may be said.

/// How wide it would be in u, if nothing was in its way.
double placeWidth(const PlaceName& name, const Units& units);

/// On a plate of kPlaceHeight u at any place, in pixels. What is too long elides, and the amount
/// never does.
inline constexpr double kPlaceHeight = 13;
void drawPlace(QPainter& painter, const PlaceName& name, const Units& units, const QRectF& plate,
               const QColor& first, const QColor& second);

} // namespace livewall::widgets
