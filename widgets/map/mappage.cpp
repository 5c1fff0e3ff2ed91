// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/mappage.h"

#include "widgets/map/basemap.h"
#include "widgets/map/busybox.h"
#include "widgets/map/mapoverlay.h"
#include "widgets/map/markclusters.h"
#include "widgets/map/marksprites.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>
#include <vector>

#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

namespace {

// How far near is, in u: for pulses when they are too many, and for the last hour's purchases. No
// pulse covers the number of another one that is not near.
constexpr double kPulseReach = 7;
constexpr double kGlowReach = 2;
/// A single town is shown with the country about it: the closest view, as a part of the world.
constexpr double kClosestWidth = 1.0 / 16;
/// And a purchase that the camera has flown to, a little closer.
constexpr double kSightWidth = 1.0 / 20;
/// Of so many purchases a frame one may be the tour's next.
constexpr std::size_t kSeenAFrame = 20;
/// A page that was not asked for so long was not looked at: it begins with the view of all.
constexpr std::int64_t kHidden_ms = 1'000;

bool showsPulses(view::Condition condition)
{
    return condition == view::Condition::Good || condition == view::Condition::Partial;
}

/// Between the plates, in pixels: the default view's box has its place here.
QRectF roomOf(const Units& units)
{
    constexpr double kSide = 8;
    const double top = units.contentTop() + 3;
    return units.rect(kSide, top, units.size().width() - 2 * kSide, units.statusTop() - 5 - top);
}

} // namespace

MapPage::MapPage(const QString& tiles, const Theme& theme, QWidget* parent)
    : Page(parent)
    , theme_(theme)
    , basemap_(std::make_unique<Basemap>(tiles, theme))
    , overlay_(new MapOverlay(theme, this))
    , pulses_(1)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

MapPage::~MapPage() = default;

QString MapPage::title() const
{
    return tr("Live map");
}

void MapPage::setTour(bool is_on)
{
    is_touring_ = is_on;
    tour_.goHome(now_ms_);
}

Motion MapPage::advance(const Frame& frame)
{
    now_ms_ = frame.now_ms;
    const bool is_new = frame.view != view_;
    view_ = frame.view;
    if (is_new)
        lookAround(now_ms_);
    const bool has_left = travel(frame);
    aim(now_ms_);
    takePulses(frame);
    if (is_new)
        takePlace(now_ms_);
    if (is_new || has_left)
        showNotes();
    overlay_->setPulses(pulses_.visible(now_ms_), now_ms_);
    return isMoving() || !pulses_.isEmpty() ? Motion::Moving : Motion::Still;
}

bool MapPage::isMoving() const
{
    return steady_.isMoving(now_ms_) || tour_.isFlying(now_ms_);
}

bool MapPage::isComplete() const
{
    return view_ && !isMoving() && basemap_->isComplete();
}

void MapPage::resizeEvent(QResizeEvent*)
{
    units_ = Units(size());
    overlay_->setGeometry(QRect(QPoint(), mapSize()));
    overlay_->setUnits(units_);
    if (view_) {
        aim(now_ms_);
        showNotes();
    }
}

void MapPage::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const QRect map(QPoint(), mapSize());
    for (const QRect& part : event->region()) {
        if (const QRect seen = part & map; !seen.isEmpty())
            basemap_->paint(painter, seen);
        if (part.bottom() > map.bottom())
            painter.fillRect(part.adjusted(0, std::max(0, map.bottom() + 1 - part.top()), 0, 0),
                             theme_.ground);
    }
}

void MapPage::lookAround(std::int64_t now_ms)
{
    std::int64_t purchases = 0;
    for (const view::MapPoint& place : view_->map.day)
        purchases += place.count;
    // A flight ends where it was to end.
    if (tour_.isFlying(now_ms) || !steady_.isDue(view_->at_ms, purchases, now_ms))
        return;

    std::vector<Presence> presences;
    for (const view::MapPoint& place : view_->map.day) {
        if (const auto presence = findPresence(place))
            presences.push_back(*presence);
    }
    const QSizeF room = roomOf(units_).size();
    const double shape = room.width() / room.height();
    auto box = busyBox(presences, shape);
    if (box)
        box = grown(*box, {kClosestWidth, kClosestWidth / shape});
    steady_.look(box, view_->at_ms, purchases, now_ms);
}

/// Lets the tour go on, unless somebody holds the map. True where the camera leaves for another
/// place.
bool MapPage::travel(const Frame& frame)
{
    const bool was_seen = advanced_ms_ && now_ms_ - *advanced_ms_ <= kHidden_ms;
    advanced_ms_ = now_ms_;
    if (!was_seen) {
        hand_.reset();
        tour_.goHome(now_ms_);
        return true;
    }
    const bool is_let_go = hand_ && now_ms_ >= hand_until_ms_;
    if (is_let_go)
        hand_.reset();
    if (!showsPulses(view_->condition)) {
        tour_.halt(); // nothing moves: the view is where it was to go
        return is_let_go;
    }
    // Of a flood the newest of each frame: looking all of them up would cost what drawing does.
    const auto skipped = frame.pulses.size() - std::min(frame.pulses.size(), kSeenAFrame);
    for (const view::MapPoint& point : frame.pulses | std::views::drop(skipped)) {
        if (auto sight = findSight(point))
            tour_.see(std::move(*sight), now_ms_);
    }
    bool has_left = false;
    if (is_let_go) {
        tour_.flyHome(now_ms_);
        has_left = true;
    } else if (!hand_ && is_touring_) {
        has_left = tour_.advance(now_ms_);
    }
    if (has_left)
        flight_ = Flight(viewport_.camera(), tour_.target() ? cameraFor(*tour_.target()) : home(),
                         mapSize());
    return has_left;
}

/// No wider than the world once, no closer than there are tiles.
double MapPage::reachable(double zoom) const
{
    const QSizeF size = mapSize();
    const double widest = std::log2(std::max(size.width(), size.height()) / 256);
    return std::clamp(zoom, widest, std::max(widest, basemap_->closestZoom()));
}

/// Shows what somebody has moved the map to.
void MapPage::hold(const Camera& camera)
{
    const QSizeF size = mapSize();
    const double zoom = reachable(camera.zoom);
    const double half_height = std::min(0.5, size.height() / 2 / (256 * std::exp2(zoom)));
    hand_ = Camera{{camera.center.x() - std::floor(camera.center.x()),
                    std::clamp(camera.center.y(), half_height, 1 - half_height)},
                   zoom};
    hand_until_ms_ = now_ms_ + kHands_ms;
    tour_.goHome(now_ms_);
    aim(now_ms_);
    showNotes();
}

void MapPage::mousePressEvent(QMouseEvent* event)
{
    dragged_from_ = event->position();
}

void MapPage::mouseMoveEvent(QMouseEvent* event)
{
    if (!view_ || !(event->buttons() & Qt::LeftButton))
        return;
    const QPointF way = event->position() - dragged_from_;
    dragged_from_ = event->position();
    Camera camera = viewport_.camera();
    camera.center -= way / viewport_.scale();
    hold(camera);
}

void MapPage::mouseDoubleClickEvent(QMouseEvent*)
{
    hand_until_ms_ = now_ms_;
}

void MapPage::wheelEvent(QWheelEvent* event)
{
    constexpr double kZoomANotch = 0.5;
    constexpr double kNotch = 120; // QWheelEvent::angleDelta
    if (!view_ || event->angleDelta().y() == 0)
        return;
    // What lies under the cursor stays there.
    Camera camera = viewport_.camera();
    const QPointF middle(viewport_.size().width() / 2, viewport_.size().height() / 2);
    const QPointF offset = event->position() - middle;
    const QPointF under = camera.center + offset / viewport_.scale();
    camera.zoom += kZoomANotch * event->angleDelta().y() / kNotch;
    camera.zoom = reachable(camera.zoom);
    camera.center = under - offset / Viewport(camera, viewport_.size()).scale();
    hold(camera);
}

void MapPage::aim(std::int64_t now_ms)
{
    const Sight* const sight = tour_.target();
    const Camera camera = hand_                    ? *hand_
                          : tour_.isFlying(now_ms) ? flight_.at(tour_.progress(now_ms))
                          : sight                  ? cameraFor(*sight)
                                                   : home();
    viewport_ = Viewport(camera, mapSize());
    pulses_.setReach(inWorld(kPulseReach));
    if (basemap_->look(viewport_, devicePixelRatioF()))
        update(QRect(QPoint(), mapSize()));
    overlay_->setViewport(viewport_);
}

void MapPage::takePlace(std::int64_t now_ms)
{
    const bool stale = view_->condition == view::Condition::Stale;
    if (!stale && place_taken_ms_ && now_ms < *place_taken_ms_ + kPlaceEvery_ms)
        return;
    PlaceName newest;
    for (const view::MapPoint& point : view_->map.recent | std::views::reverse) {
        newest = findName(point);
        if (!newest.isEmpty())
            break;
    }
    if (newest != place_) {
        place_ = newest;
        place_taken_ms_ = now_ms;
    }
}

void MapPage::takePulses(const Frame& frame)
{
    if (!showsPulses(view_->condition)) {
        pulses_.clear();
        return;
    }
    const double margin = units_.u(kWidestMark);
    const QRectF seen =
        QRectF(QPointF(), viewport_.size()).adjusted(-margin, -margin, margin, margin);
    std::vector<Mark> marks;
    for (const view::MapPoint& point : frame.pulses) {
        const auto mark = findMark(point);
        if (mark && seen.contains(viewport_.toPixel(mark->at)))
            marks.push_back(*mark);
    }
    pulses_.add(marks, frame.now_ms);
}

void MapPage::showNotes()
{
    MarkClusters glow(inWorld(kGlowReach));
    for (const view::MapPoint& point : view_->map.recent) {
        if (const auto mark = findMark(point))
            glow.add(*mark);
    }
    overlay_->setNotes({
        .glow = glow.marks(),
        .newest = place(),
        .sight = tour_.target() ? std::optional(tour_.target()->at) : std::nullopt,
        .rate = view_->map.rate,
        .note = basemap_->problem().isEmpty() ? view_->map.note : basemap_->problem(),
        .is_stale = view_->condition == view::Condition::Stale,
        .has_map = basemap_->problem().isEmpty(),
    });
}

QSize MapPage::mapSize() const
{
    return units_.rect(0, 0, units_.size().width(), units_.statusTop() - 1).size().toSize();
}

Camera MapPage::cameraFor(const QRectF& box) const
{
    return fitted(box, mapSize(), roomOf(units_), basemap_->closestZoom());
}

Camera MapPage::cameraFor(const Sight& sight) const
{
    const QSizeF room = roomOf(units_).size();
    const double shape = room.width() / room.height();
    if (sight.exactness == Exactness::Country)
        return cameraFor(grown(sight.area, {kClosestWidth, kClosestWidth / shape}));
    return cameraFor(grown(QRectF(sight.at, QSizeF(0, 0)), {kSightWidth, kSightWidth / shape}));
}

/// The view of all, where it is not the tour's turn.
Camera MapPage::home() const
{
    return between(cameraFor(steady_.from()), cameraFor(steady_.to()), steady_.progress(now_ms_));
}

double MapPage::inWorld(double length) const
{
    // Where the view comes to rest: what is near does not change on the way.
    const Camera target = hand_            ? *hand_
                          : tour_.target() ? cameraFor(*tour_.target())
                                           : cameraFor(steady_.to());
    return units_.u(length) / Viewport(target, mapSize()).scale();
}

} // namespace livewall::widgets
