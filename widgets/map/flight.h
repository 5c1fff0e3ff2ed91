// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/viewport.h"

#include <QSizeF>

namespace livewall::widgets {

/// The way of the camera from one place to another: out, across and in again, so that what passes
/// in between passes at one perceived speed. The path is that of J. van Wijk and W. Nuij, "Smooth
/// and efficient zooming and panning" (IEEE InfoVis 2003), with rho the square root of 2, the
/// shorter way round the world. Never wider than the world once, never beyond the poles. A value.
class Flight
{
public:
    Flight() = default; ///< stays at the world's corner
    /// On a map of `size` pixels.
    Flight(const Camera& from, const Camera& to, QSizeF size);

    /// Where the camera is after a share of the way, 0 to 1; at the ends exactly there.
    Camera at(double share) const;

private:
    Camera from_;
    Camera to_;
    QSizeF size_;
    double width_ = 1;    ///< of the first view, in the world's square
    double distance_ = 0; ///< between the middles
    double turn_ = 0;     ///< r0
    double length_ = 0;   ///< S
};

} // namespace livewall::widgets
