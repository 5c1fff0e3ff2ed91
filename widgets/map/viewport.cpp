// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/viewport.h"

#include <algorithm>
#include <cmath>

namespace livewall::widgets {

namespace {

constexpr double kTilePixels = 256;

/// A zoom this near a whole number is that number: its tiles are then shown pixel by pixel.
constexpr double kSnap = 0.01;

double snapped(double zoom)
{
    const double whole = std::round(zoom);
    return std::abs(zoom - whole) < kSnap ? whole : zoom;
}

} // namespace

Viewport::Viewport(const Camera& camera, QSizeF size)
    : camera_{camera.center, snapped(camera.zoom)}
    , size_(size)
    , scale_(kTilePixels * std::exp2(camera_.zoom))
{
}

QPointF Viewport::toPixel(QPointF world) const
{
    QPointF offset = world - camera_.center;
    offset.rx() -= std::round(offset.x());
    return QPointF(size_.width() / 2, size_.height() / 2) + offset * scale_;
}

QRectF Viewport::world() const
{
    const QSizeF extent = size_ / scale_;
    return {camera_.center - QPointF(extent.width() / 2, extent.height() / 2), extent};
}

QRectF grown(const QRectF& box, QSizeF least)
{
    const QSizeF size = box.size().expandedTo(least);
    return {box.center() - QPointF(size.width() / 2, size.height() / 2), size};
}

Camera fitted(const QRectF& box, QSizeF size, const QRectF& frame, double closest_zoom)
{
    const double widest = std::log2(std::max(size.width(), size.height()) / kTilePixels);
    const double fitting = std::log2(
        std::min(frame.width() / box.width(), frame.height() / box.height()) / kTilePixels);
    const double zoom = std::clamp(fitting, widest, std::max(widest, closest_zoom));
    const double scale = kTilePixels * std::exp2(snapped(zoom));

    const QPointF middle(size.width() / 2, size.height() / 2);
    QPointF center = box.center() - (frame.center() - middle) / scale;
    const double half_height = std::min(0.5, size.height() / 2 / scale);
    center.setX(center.x() - std::floor(center.x()));
    center.setY(std::clamp(center.y(), half_height, 1 - half_height));
    return {center, zoom};
}

Camera between(const Camera& from, const Camera& to, double share)
{
    QPointF way = to.center - from.center;
    way.rx() -= std::round(way.x());
    return {from.center + way * share, from.zoom + (to.zoom - from.zoom) * share};
}

} // namespace livewall::widgets
