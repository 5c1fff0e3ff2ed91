// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/basemap.h"

#include "widgets/map/magnify.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <QDir>
#include <QPainter>

namespace livewall::widgets {

namespace {

/// The number of the deepest folder of zooms 0, 1, 2 ...; nothing where there is none.
std::optional<int> deepestZoom(const QDir& tiles)
{
    std::optional<int> deepest;
    for (int zoom = 0; tiles.exists(QString::number(zoom)); ++zoom)
        deepest = zoom;
    return deepest;
}

/// The tiles that a part of a zoom's world lies on, in its pixels. There are none beyond the poles.
TileSheet::Part tilesUnder(int zoom, const QRectF& part)
{
    constexpr double kTouch = 1e-6; // a tile that only touches the edge is not needed
    const auto tile = [](double pixel) {
        return static_cast<int>(std::floor(pixel / TileSheet::kTilePixels));
    };
    const int last = (1 << zoom) - 1;
    return {zoom, QRect(QPoint(tile(part.left() + kTouch),
                               std::clamp(tile(part.top() + kTouch), 0, last)),
                        QPoint(tile(part.right() - kTouch),
                               std::clamp(tile(part.bottom() - kTouch), 0, last)))};
}

} // namespace

Basemap::Basemap(const QString& tiles, const Theme& theme)
    : theme_(theme), sheet_(tiles, theme.water)
{
    load(tiles);
}

void Basemap::load(const QString& tiles)
{
    const QDir folder(tiles);
    const auto deepest = tiles.isEmpty() ? std::nullopt : deepestZoom(folder);
    if (!deepest)
        problem_ = tiles.isEmpty() ? tr("The map's tiles are not installed")
                                   : tr("There are no map tiles in %1").arg(folder.absolutePath());
    deepest_ = deepest.value_or(0);
}

double Basemap::closestZoom() const
{
    constexpr double kJustBelowTheNext = 0.98; // magnified twice, hardly more
    return deepest_ + kJustBelowTheNext;
}

bool Basemap::look(const Viewport& viewport, double pixel_ratio)
{
    const QSize pixels = (viewport.size() * pixel_ratio).toSize();
    if (!problem_.isEmpty() || pixels.isEmpty())
        return false;
    // The first view of a size did not move there.
    const bool is_moving = viewport != viewport_ && viewport.size() == viewport_.size();
    if (viewport == viewport_ && pixel_ratio == pixel_ratio_ && !is_coarse_) {
        sheet_.rest();
        is_complete_ = sheet_.isWhole();
        return false;
    }
    viewport_ = viewport;
    pixel_ratio_ = pixel_ratio;
    is_coarse_ = is_moving && pixels.width() * pixels.height() > kMostMovingPixels;
    if (picture_.size() != pixels)
        picture_ = QImage(pixels, QImage::Format_RGB32);
    picture_.setDevicePixelRatio(pixel_ratio);

    const Crop crop = cropOf(pixels);
    const TileSheet::Part part = tilesUnder(crop.zoom, {crop.origin, QSizeF(pixels) * crop.step});
    if (!sheet_.part().contains(part))
        sheet_.lay(part);
    is_complete_ = !is_moving && sheet_.isWhole();
    const QPointF corner = sheet_.part().tiles.topLeft() * TileSheet::kTilePixels;
    magnify(sheet_.picture(), crop.origin - corner, crop.step, picture_);
    return true;
}

void Basemap::paint(QPainter& painter, const QRect& where) const
{
    if (picture_.isNull()) {
        painter.fillRect(where, theme_.water);
        return;
    }
    const QRectF part(where.topLeft() * pixel_ratio_, where.size() * pixel_ratio_);
    painter.drawImage(QRectF(where), picture_, part);
}

Basemap::Crop Basemap::cropOf(QSize pixels) const
{
    const double camera_zoom = viewport_.camera().zoom + std::log2(pixel_ratio_);
    const int zoom =
        std::clamp(static_cast<int>(std::floor(camera_zoom)) - (is_coarse_ ? 1 : 0), 0, deepest_);
    const double around = TileSheet::kTilePixels * std::exp2(zoom); // pixels
    const double step = around / (viewport_.scale() * pixel_ratio_);
    QPointF origin =
        viewport_.camera().center * around - QPointF(pixels.width(), pixels.height()) * (step / 2);
    if (step == 1) // not magnified, pixels stay whole
        origin = origin.toPoint();
    return {zoom, origin, step};
}

} // namespace livewall::widgets
