// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/flight.h"
#include "widgets/map/placefinder.h"
#include "widgets/map/pulsefield.h"
#include "widgets/map/steadyview.h"
#include "widgets/map/tour.h"
#include "widgets/map/viewport.h"
#include "widgets/page/page.h"
#include "widgets/page/theme.h"
#include "widgets/page/units.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace livewall::widgets {

class Basemap;
class MapOverlay;

/// Where purchases are made: those of this moment as pulses, those of the last hour as a faint
/// glow, on a map of the places where 95% of the last day's were made. From there the camera flies
/// to purchases as they happen, names their places, and comes back (Tour). Somebody may take the
/// map by hand, drag it and zoom with the wheel; a double click, or kHands_ms without a touch, lets
/// it go again. Stale, the glow is grey and nothing pulses or flies; while the wall catches up
/// nothing does either. Where the tiles are missing the page says so.
class MapPage final : public Page
{
    Q_OBJECT
public:
    /// The newest place stands at least so long before another one takes its turn; the last one
    /// before the wall is stale takes it at once.
    static constexpr std::int64_t kPlaceEvery_ms = 2'000;
    static constexpr std::int64_t kHands_ms = 60'000;

    /// `tiles`: the folder with {z}/{x}/{y}.png in the theme's colours; empty if there is none.
    explicit MapPage(const QString& tiles, const Theme& theme, QWidget* parent = nullptr);
    ~MapPage() override;

    /// Without a tour the view of all stays.
    void setTour(bool is_on);

    /// How long the camera stays at a place: see Tour.
    void setDwell(std::int64_t dwell_ms) { tour_.setDwell(dwell_ms); }

    QString title() const override;
    Motion advance(const Frame& frame) override;

    /// The view rests and all its tiles are on the screen.
    bool isComplete() const override;

    /// What the map shows now; empty before the first frame.
    const Viewport& viewport() const { return viewport_; }

    /// How many marks of this moment there are, also those that the view has left behind.
    std::size_t marks() { return pulses_.visible(now_ms_).size(); }

    /// The place that stands on the page: where the camera is or flies to, else the newest.
    const PlaceName& place() const { return tour_.target() ? tour_.target()->name : place_; }

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void lookAround(std::int64_t now_ms);
    bool isMoving() const;
    bool travel(const Frame& frame);
    double reachable(double zoom) const;
    void hold(const Camera& camera);
    void aim(std::int64_t now_ms);
    void takePlace(std::int64_t now_ms);
    void takePulses(const Frame& frame);
    void showNotes();
    QSize mapSize() const;
    Camera cameraFor(const QRectF& box) const;
    Camera cameraFor(const Sight& sight) const;
    Camera home() const;
    double inWorld(double length) const;

    const Theme& theme_;
    std::unique_ptr<Basemap> basemap_;
    MapOverlay* overlay_; ///< child
    Units units_;
    SteadyView steady_;
    Tour tour_;
    bool is_touring_ = true;
    Flight flight_;              ///< of the tour, while it flies
    std::optional<Camera> hand_; ///< where somebody holds the map
    std::int64_t hand_until_ms_ = 0;
    QPointF dragged_from_;
    Viewport viewport_;
    PulseField pulses_; ///< its reach follows the view
    PlaceName place_;   ///< the newest
    std::optional<std::int64_t> place_taken_ms_;
    std::optional<std::int64_t> advanced_ms_;
    std::shared_ptr<const view::WallView> view_; ///< on the page; null before the first frame
    std::int64_t now_ms_ = 0;                    ///< of the newest frame
};

} // namespace livewall::widgets
