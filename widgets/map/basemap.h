// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/tilesheet.h"
#include "widgets/map/viewport.h"
#include "widgets/page/theme.h"

#include <QCoreApplication>
#include <QImage>
#include <QPointF>
#include <QString>

class QPainter;

namespace livewall::widgets {

/// Land, water and borders, from tiles that lie on the disk as {z}/{x}/{y}.png: those of the whole
/// zoom below the camera's, pixel by pixel on a sheet, and from there magnified (at most twice)
/// into the picture that is shown. All of it is done when look() comes back; where the view moves
/// little is read, and drawing is one pass over the picture. GUI thread.
class Basemap
{
    Q_DECLARE_TR_FUNCTIONS(livewall::widgets::Basemap)
public:
    /// On its way, a map of more pixels is drawn from half of them a side; at rest from all.
    static constexpr int kMostMovingPixels = 2560 * 1600;

    /// `tiles`: the folder that holds the zooms from 0 on, drawn in the theme's colours; empty if
    /// there is none. `theme` must outlive it.
    Basemap(const QString& tiles, const Theme& theme);

    /// Why there is no map, in words; empty if there is one.
    const QString& problem() const { return problem_; }

    /// As close as its tiles allow.
    double closestZoom() const;

    /// Shows what the viewport sees; to be called once a frame, with the screen's pixels a pixel.
    /// True where it is another picture than before.
    bool look(const Viewport& viewport, double pixel_ratio);

    /// The picture's part in `where`, with the map at the origin; water where there is none.
    void paint(QPainter& painter, const QRect& where) const;

    /// The view rests, and every tile in it is in the picture. Never true while one of them is
    /// missing on the disk.
    bool isComplete() const { return is_complete_; }

private:
    /// How the view is seen at a whole zoom, in that zoom's pixels.
    struct Crop
    {
        int zoom = 0;
        QPointF origin;  ///< of the view; x counts on where the world comes round again
        double step = 1; ///< from one of the picture's pixels to the next
    };

    void load(const QString& tiles);
    Crop cropOf(QSize pixels) const;

    const Theme& theme_;
    TileSheet sheet_;
    QString problem_;
    int deepest_ = 0; ///< the last zoom that has tiles
    Viewport viewport_;
    double pixel_ratio_ = 1;
    bool is_coarse_ = false; ///< the picture is, as the view was moving
    bool is_complete_ = false;
    QImage picture_;
};

} // namespace livewall::widgets
