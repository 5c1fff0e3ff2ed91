// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/viewport.h"
#include "widgets/page/theme.h"

#include <cstdint>
#include <memory>
#include <vector>

#include <QImage>
#include <QObject>
#include <QPointF>
#include <QString>
#include <QTemporaryDir>

class QPainter;
class QQmlEngine;
class QQuickItem;
class QQuickRenderControl;
class QQuickWindow;

namespace livewall::widgets {

/// Land, water and borders: Qt Location, showing tiles that lie on the disk as {z}/{x}/{y}.png.
/// Asks no network for anything, and keeps what it caches in a temporary folder that goes with it.
///
/// Tiles are drawn pixel by pixel at the whole zoom below the camera's, by Qt Quick's own renderer
/// into a sheet somewhat larger than the view, and from there magnified into the picture that is
/// shown. While the camera moves that is all that most frames need, and a fraction of what drawing
/// each tile magnified takes. GUI thread; a QApplication must exist.
class Basemap final : public QObject
{
    Q_OBJECT
public:
    /// `tiles`: the folder that holds the zooms from 0 on, drawn in the theme's colours; empty if
    /// there is none.
    Basemap(const QString& tiles, const Theme& theme, QObject* parent = nullptr);
    ~Basemap() override;

    /// Why there is no map, in words; empty if there is one.
    const QString& problem() const { return problem_; }

    /// As close as its tiles allow.
    double closestZoom() const;

    /// Shows what the viewport sees; to be called once a frame, at `now_ms` of animation time and
    /// with the screen's pixels a pixel. True where it is another picture than before. At a new
    /// size the map appears when all its tiles have been read, or after kPatience_ms with those
    /// that are there; while the view moves they appear one by one.
    bool look(const Viewport& viewport, double pixel_ratio, std::int64_t now_ms);

    /// The picture's part in `where`, with the map at the origin; water where there is none.
    void paint(QPainter& painter, const QRect& where) const;

    /// Every tile in view is in the picture. Never true while one of them is missing.
    bool isComplete() const { return is_drawn_; }

    static constexpr std::int64_t kPatience_ms = 2'000;

private:
    /// What Qt Location draws: a part of the world at a whole zoom.
    struct Sheet
    {
        int zoom = -1;  ///< none yet
        QSize size;     ///< pixels
        QPointF middle; ///< in the world's square
        bool operator==(const Sheet&) const = default;
    };

    void load(const QString& tiles);
    void aim();
    QPointF originOn(const Sheet& sheet) const;
    bool covers(const Sheet& sheet) const;
    Sheet sheetFor() const;
    void lay(const Sheet& sheet);
    void forgetArrived();
    void drawSheet();

    const Theme& theme_;
    QTemporaryDir cache_;
    QString problem_;
    int deepest_ = 0; ///< the last zoom that has tiles
    std::unique_ptr<QQuickRenderControl> control_;
    std::unique_ptr<QQuickWindow> window_;
    std::unique_ptr<QQmlEngine> engine_;
    std::unique_ptr<QQuickItem> map_;
    Viewport viewport_;
    double pixel_ratio_ = 1;
    Sheet sheet_;
    QImage sheet_picture_;
    bool is_sheet_new_ = false; ///< it is to be drawn once more
    QImage picture_;
    bool is_picture_new_ = false;
    std::vector<Tile> awaited_;  ///< in view, not known to have been read
    QString cached_name_;        ///< of a tile's file in the cache, up to its zoom
    std::int64_t hidden_ms_ = 0; ///< since when, if it is hidden
    bool is_drawn_ = false;      ///< the sheet has been drawn since the last awaited tile was read
};

} // namespace livewall::widgets
