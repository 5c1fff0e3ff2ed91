// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/citylabels.h"
#include "widgets/map/mark.h"
#include "widgets/map/marksprites.h"
#include "widgets/map/placefinder.h"
#include "widgets/map/viewport.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <QRegion>
#include <QString>
#include <QWidget>

namespace livewall::widgets {

/// What lies on the basemap and does not move from frame to frame.
struct MapNotes
{
    std::vector<Mark> glow;       ///< purchases of the last hour
    PlaceName newest;             ///< or the one that the camera is at
    std::optional<QPointF> sight; ///< where that is, in the world's square
    QString rate;
    QString note; ///< in the middle of the map, where there is something to be said
    bool is_stale = false;
    bool has_map = true; ///< whose source is named
};

/// The marks, and the plates with words, over the basemap. A widget above it and not a part of its
/// scene: so the tiles, which cost most, are drawn again only when the view moves, and a pulse
/// repaints the few pixels about it.
class MapOverlay final : public QWidget
{
public:
    explicit MapOverlay(const Theme& theme, QWidget* parent = nullptr);

    void setUnits(const Units& units);
    void setViewport(const Viewport& viewport);
    void setNotes(MapNotes notes);

    /// The pulses of this frame, `now_ms` animation time.
    void setPulses(const std::vector<Mark>& pulses, std::int64_t now_ms);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRegion pulseRegion() const;
    void placeLabels();
    void paintCities(QPainter& painter);
    void paintLabels(QPainter& painter);
    QRectF placePlate() const;
    QRectF ratePlate() const;
    QRectF notePlate() const;
    QRectF attributionPlace() const;
    void paintGlow(QPainter& painter);
    void paintPulses(QPainter& painter);
    void paintSight(QPainter& painter) const;
    void paintNumbers(QPainter& painter) const;
    void paintRate(QPainter& painter) const;
    void paintPlace(QPainter& painter) const;
    void paintNote(QPainter& painter) const;
    void paintAttribution(QPainter& painter) const;
    QColor plateColor() const;

    const Theme& theme_;
    Units units_;
    Viewport viewport_;
    MapNotes notes_;
    std::vector<Mark> pulses_;
    std::int64_t now_ms_ = 0;
    CityLabels labels_;
    std::vector<CityLabel> shown_labels_;
    std::optional<std::int64_t> labels_ms_; ///< when they were placed; nothing: for another view
    std::optional<MarkSprites> sprites_;    ///< made when first painted
};

} // namespace livewall::widgets
