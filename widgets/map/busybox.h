// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/geo/place.h"

#include <cstdint>
#include <optional>
#include <span>

#include <QRectF>

namespace livewall::widgets {

/// Purchases that were made somewhere in an area, which may be a point.
struct Presence
{
    geo::Extent area;
    std::int64_t count = 0;
};

/// The share of the purchases that the default view shows.
inline constexpr double kShownShare = 0.95;

/// Where the purchases are: the box of the smallest view of the given shape (width over height)
/// that shows at least kShownShare of them, drawn in to what it shows. Counted in whole degrees,
/// an area's count spread evenly over its degrees; so a single point gives a box of one degree.
/// In the world's square; lies across x = 1 where the 180th meridian does. Nothing where nothing
/// was bought. Takes about a millisecond.
std::optional<QRectF> busyBox(std::span<const Presence> purchases, double shape);

} // namespace livewall::widgets
