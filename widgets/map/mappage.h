// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/placefinder.h"
#include "widgets/map/pulsefield.h"
#include "widgets/map/steadyview.h"
#include "widgets/map/viewport.h"
#include "widgets/page/page.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace livewall::widgets {

class Basemap;
class MapOverlay;

/// Where purchases are made: those of this moment as pulses, those of the last hour as a faint
/// glow, on a map of the places where 95% of the last day's were made. Stale, the glow is grey and
/// nothing pulses; while the wall catches up nothing pulses either.
/// Where the tiles are missing the page says so.
class MapPage final : public Page
{
    Q_OBJECT
public:
    /// The newest place stands at least so long before another one takes its turn; the last one
    /// before the wall is stale takes it at once.
    static constexpr std::int64_t kPlaceEvery_ms = 2'000;

    /// `tiles`: the folder with {z}/{x}/{y}.png in the theme's colours; empty if there is none.
    explicit MapPage(const QString& tiles, const Theme& theme = Theme::dark(),
                     QWidget* parent = nullptr);

    QString title() const override;
    Motion advance(const Frame& frame) override;

    /// The view rests and all its tiles are on the screen.
    bool isComplete() const override;

    /// What the map shows now; empty before the first frame.
    const Viewport& viewport() const { return viewport_; }

    /// The newest place, as it stands on the page.
    const PlaceName& place() const { return place_; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void lookAround(std::int64_t now_ms);
    void aim(std::int64_t now_ms);
    void takePlace(std::int64_t now_ms);
    void takePulses(const Frame& frame);
    void showNotes();
    QSize mapSize() const;
    Camera cameraFor(const QRectF& box) const;
    double inWorld(double length) const;

    const Theme& theme_;
    Basemap* basemap_;    ///< child
    MapOverlay* overlay_; ///< child, above it
    Units units_;
    SteadyView steady_;
    Viewport viewport_;
    PulseField pulses_; ///< its reach follows the view
    PlaceName place_;
    std::optional<std::int64_t> place_taken_ms_;
    std::shared_ptr<const view::WallView> view_; ///< on the page; null before the first frame
    std::int64_t now_ms_ = 0;                    ///< of the newest frame
};

} // namespace livewall::widgets
