// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace livewall::widgets {

/// Where the map looks: the middle in the world's square, and the zoom, at which the whole world
/// is 256 * 2^zoom pixels wide.
struct Camera
{
    QPointF center;
    double zoom = 0;
    friend bool operator==(const Camera&, const Camera&) = default;
};

/// What one camera shows on a map of one size: marks and tiles are placed by it. A value; cheap to
/// copy.
class Viewport
{
public:
    Viewport() = default; ///< of no size
    Viewport(const Camera& camera, QSizeF size);

    const Camera& camera() const { return camera_; }
    QSizeF size() const { return size_; }

    /// Pixels a unit of the world's square.
    double scale() const { return scale_; }

    /// The pixel for a point of the world's square: of its copies, the one nearest the middle.
    QPointF toPixel(QPointF world) const;

    /// The part of the world's square in view; x may lie beyond [0, 1].
    QRectF world() const;

    friend bool operator==(const Viewport&, const Viewport&) = default;

private:
    Camera camera_;
    QSizeF size_;
    double scale_ = 256;
};

/// The box, grown about its middle to at least that size.
QRectF grown(const QRectF& box, QSizeF least);

/// The camera that shows `box` (of the world's square) as large as fits into `frame`, a part of
/// the map in pixels. Never wider than the world once, never beyond the poles, and not closer than
/// `closest_zoom`.
Camera fitted(const QRectF& box, QSizeF size, const QRectF& frame, double closest_zoom);

/// On the way from one camera to another, the shorter way round the world; share is 0 to 1.
Camera between(const Camera& from, const Camera& to, double share);

} // namespace livewall::widgets
