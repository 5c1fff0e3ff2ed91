// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/mappage.h"

#include "widgets/map/basemap.h"
#include "widgets/map/busybox.h"
#include "widgets/map/mapoverlay.h"
#include "widgets/map/markclusters.h"
#include "widgets/map/marksprites.h"

#include <cmath>
#include <ranges>
#include <vector>

#include <QPaintEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

namespace {

// How far near is, in u: for pulses when they are too many, and for the last hour's purchases. No
// pulse covers the number of another one that is not near.
constexpr double kPulseReach = 7;
constexpr double kGlowReach = 2;
/// A single town is shown with the country about it: the closest view, as a part of the world.
constexpr double kClosestWidth = 1.0 / 16;

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
    , basemap_(new Basemap(tiles, theme, this))
    , overlay_(new MapOverlay(theme, this))
    , pulses_(1)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

QString MapPage::title() const
{
    return u"Live map"_s;
}

Motion MapPage::advance(const Frame& frame)
{
    now_ms_ = frame.now_ms;
    const bool is_new = frame.view != view_;
    view_ = frame.view;
    if (is_new)
        lookAround(now_ms_);
    aim(now_ms_);
    takePulses(frame);
    if (is_new) {
        takePlace(now_ms_);
        showNotes();
    }
    overlay_->setPulses(pulses_.visible(now_ms_), now_ms_);
    return steady_.isMoving(now_ms_) || !pulses_.isEmpty() ? Motion::Moving : Motion::Still;
}

bool MapPage::isComplete() const
{
    return view_ && !steady_.isMoving(now_ms_) && basemap_->isComplete();
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
    QPainter(this).fillRect(event->rect(), theme_.ground);
}

void MapPage::lookAround(std::int64_t now_ms)
{
    std::int64_t purchases = 0;
    for (const view::MapPoint& place : view_->map.day)
        purchases += place.count;
    if (!steady_.isDue(view_->at_ms, purchases, now_ms))
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

void MapPage::aim(std::int64_t now_ms)
{
    const Camera camera =
        between(cameraFor(steady_.from()), cameraFor(steady_.to()), steady_.progress(now_ms));
    viewport_ = Viewport(camera, mapSize());
    pulses_.setReach(inWorld(kPulseReach));
    basemap_->look(viewport_, now_ms);
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
        .newest = place_,
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

double MapPage::inWorld(double length) const
{
    const Viewport target(cameraFor(steady_.to()), mapSize());
    return units_.u(length) / target.scale();
}

} // namespace livewall::widgets
