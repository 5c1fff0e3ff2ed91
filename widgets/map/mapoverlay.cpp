// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/mapoverlay.h"

#include "models/view/format.h"
#include "widgets/map/placeplate.h"
#include "widgets/page/plate.h"
#include "widgets/page/texts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

namespace {

// All in u.
constexpr double kSide = 4;      // left and right of everything
constexpr double kPadding = 1.6; // of a plate
constexpr double kRateHeight = 5;
constexpr double kPlaceTop = 17; // above the status bar's top
constexpr double kPlaceWidest = 90;
constexpr double kNoteTop = 40;
constexpr double kNoteHeight = 7;
constexpr double kAttributionBaseline = 2; // above the status bar's top

/// What comes and goes meanwhile does not move names about.
constexpr std::int64_t kLabelsStand_ms = 60'000;
constexpr double kCityRadius = 0.35;
constexpr double kSightRadius = 2.2;
constexpr double kSightLine = 0.3;

constexpr double kPlateOpacity = 0.85;
constexpr std::int64_t kFirstNumber = 10; // a mark of fewer has no number

/// The sprite's middle comes to lie on the whole pixel nearest `at`.
void drawSprite(QPainter& painter, QPointF at, const QPixmap& sprite)
{
    const QSizeF size = sprite.deviceIndependentSize();
    painter.drawPixmap(
        QPointF(std::round(at.x() - size.width() / 2), std::round(at.y() - size.height() / 2)),
        sprite);
}

QColor blended(const QColor& below, const QColor& above, double opacity)
{
    const auto channel = [opacity](int low, int high) {
        return static_cast<int>(std::lround(low + (high - low) * opacity));
    };
    return QColor(channel(below.red(), above.red()), channel(below.green(), above.green()),
                  channel(below.blue(), above.blue()));
}

/// Who made the map (NOTICE).
QString sources()
{
    return u"Natural Earth, GeoNames"_s;
}

double widthOf(const QString& text, const QFont& font)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

} // namespace

MapOverlay::MapOverlay(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), labels_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void MapOverlay::setUnits(const Units& units)
{
    units_ = units;
    sprites_.reset();
    labels_ms_.reset();
    update();
}

void MapOverlay::setViewport(const Viewport& viewport)
{
    if (viewport == viewport_)
        return;
    viewport_ = viewport;
    labels_ms_.reset();
    update();
}

void MapOverlay::setNotes(MapNotes notes)
{
    notes_ = std::move(notes);
    update();
}

void MapOverlay::setPulses(const std::vector<Mark>& pulses, std::int64_t now_ms)
{
    const QRegion before = pulseRegion();
    pulses_ = pulses;
    now_ms_ = now_ms;
    update(before | pulseRegion());
}

QRegion MapOverlay::pulseRegion() const
{
    // A region of many pieces costs more than it saves.
    constexpr std::size_t kMostPieces = 40;
    if (pulses_.size() > kMostPieces)
        return rect();
    QRegion region;
    for (const Mark& mark : pulses_) {
        const double reach = units_.u(kWidestMark);
        const QPointF at = viewport_.toPixel(mark.at);
        region |= QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect();
    }
    return region;
}

void MapOverlay::paintEvent(QPaintEvent* event)
{
    if (!sprites_)
        sprites_.emplace(units_, theme_, devicePixelRatioF());
    QPainter painter(this);
    painter.setClipRegion(event->region());
    painter.setRenderHint(QPainter::Antialiasing);
    if (notes_.has_map)
        paintCities(painter);
    paintGlow(painter);
    if (notes_.has_map)
        paintLabels(painter);
    paintSight(painter);
    paintPulses(painter);
    painter.fillRect(units_.rect(0, 0, units_.size().width(), units_.contentTop() - 1),
                     plateColor());
    paintRate(painter);
    paintPlace(painter);
    paintNote(painter);
    if (notes_.has_map)
        paintAttribution(painter);
}

void MapOverlay::placeLabels()
{
    const double edge = 1;
    const QRectF map =
        units_.rect(edge, units_.contentTop() + edge, units_.size().width() - 2 * edge,
                    units_.statusTop() - 1 - units_.contentTop() - 2 * edge);
    Obstacles obstacles{.plates = {placePlate(), ratePlate(), notePlate(), attributionPlace()},
                        .marks = {}};
    for (const Mark& mark : notes_.glow) {
        const double radius = units_.u(glowRadius(mark.count));
        const QPointF at = viewport_.toPixel(mark.at);
        obstacles.marks.emplace_back(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    }
    shown_labels_ = labels_.look(viewport_, units_, map, obstacles);
}

void MapOverlay::paintCities(QPainter& painter)
{
    if (!labels_ms_ || now_ms_ >= *labels_ms_ + kLabelsStand_ms) {
        placeLabels();
        labels_ms_ = now_ms_;
    }
    painter.setBrush(theme_.outline);
    painter.setPen(Qt::NoPen);
    for (const CityLabel& label : shown_labels_)
        painter.drawEllipse(label.at, units_.u(kCityRadius), units_.u(kCityRadius));
}

void MapOverlay::paintLabels(QPainter& painter)
{
    // The plates may have grown since the labels were placed, or be new.
    const std::array plates{placePlate(), ratePlate(), notePlate()};
    for (const CityLabel& label : shown_labels_) {
        if (std::ranges::none_of(plates,
                                 [&](const QRectF& plate) { return plate.intersects(label.room); }))
            drawSprite(painter, label.room.center(), labels_.picture(label, devicePixelRatioF()));
    }
}

void MapOverlay::paintGlow(QPainter& painter)
{
    // Blended with the land and not with what lies below: where marks overlap they do not add up.
    const QColor color =
        blended(theme_.land, notes_.is_stale ? theme_.stale : theme_.accent, kGlowOpacity);
    for (const Mark& mark : notes_.glow)
        drawSprite(painter, viewport_.toPixel(mark.at),
                   sprites_->still(mark.exactness, glowRadius(mark.count), color));
}

/// Where the camera has flown to: a ring that stays.
void MapOverlay::paintSight(QPainter& painter) const
{
    if (!notes_.sight)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(notes_.is_stale ? theme_.stale : theme_.text, units_.u(kSightLine)));
    const double radius = units_.u(kSightRadius);
    painter.drawEllipse(viewport_.toPixel(*notes_.sight), radius, radius);
}

void MapOverlay::paintPulses(QPainter& painter)
{
    for (const Mark& mark : pulses_) {
        const QPointF at = viewport_.toPixel(mark.at);
        const std::int64_t age_ms = now_ms_ - mark.born_ms;
        if (mark.count == 1) {
            painter.setOpacity(1);
            drawSprite(painter, at, sprites_->pulse(mark.exactness, age_ms));
            continue;
        }
        painter.setOpacity(pulseOpacity(age_ms));
        drawSprite(painter, at,
                   sprites_->still(mark.exactness, pulseRadius(mark.count), theme_.accent));
    }
    painter.setOpacity(1);
    paintNumbers(painter);
}

void MapOverlay::paintNumbers(QPainter& painter) const
{
    const QFont font = units_.font(Type::Note);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    for (const Mark& mark : pulses_) {
        if (mark.count < kFirstNumber)
            continue;
        const QString number = view::formatCount(mark.count);
        const QPointF at = viewport_.toPixel(mark.at);
        painter.setPen(mark.exactness == Exactness::Country ? theme_.text : theme_.on_plate);
        painter.drawText(QPointF(std::round(at.x() - metrics.horizontalAdvance(number) / 2),
                                 std::round(at.y() + metrics.capHeight() / 2)),
                         number);
    }
}

/// Empty where there is none.
QRectF MapOverlay::ratePlate() const
{
    if (notes_.rate.isEmpty())
        return {};
    const double right = units_.size().width() - kSide;
    const double width =
        widthOf(notes_.rate, units_.font(Type::Heading)) / units_.u(1) + 2 * kPadding;
    return units_.rect(right - width, units_.contentTop(), width, kRateHeight);
}

void MapOverlay::paintRate(QPainter& painter) const
{
    const QRectF plate = ratePlate();
    if (plate.isEmpty())
        return;
    paintPlate(painter, plate, units_, plateColor());
    painter.setFont(units_.font(Type::Heading));
    painter.setPen(notes_.is_stale ? theme_.stale : theme_.text);
    constexpr double kBaseline = 3.6;
    drawRight(painter, units_.u(units_.size().width() - kSide - kPadding),
              units_.u(units_.contentTop() + kBaseline), notes_.rate);
}

/// Empty where there is none.
QRectF MapOverlay::placePlate() const
{
    if (notes_.newest.isEmpty())
        return {};
    const double width = std::min(
        {placeWidth(notes_.newest, units_), kPlaceWidest, units_.size().width() - 2 * kSide});
    return units_.rect(kSide, units_.statusTop() - kPlaceTop, width, kPlaceHeight);
}

void MapOverlay::paintPlace(QPainter& painter) const
{
    const QRectF plate = placePlate();
    if (plate.isEmpty())
        return;
    paintPlate(painter, plate, units_, plateColor());
    const QPointF corner(units_.u(kSide), units_.u(units_.statusTop() - kPlaceTop));
    drawPlace(painter, notes_.newest, units_, corner, plate.width(),
              notes_.is_stale ? theme_.stale : theme_.text,
              notes_.is_stale ? theme_.stale : theme_.secondary);
}

/// Empty where there is none.
QRectF MapOverlay::notePlate() const
{
    if (notes_.note.isEmpty())
        return {};
    const double across = units_.size().width();
    const double text_width = widthOf(notes_.note, units_.font(Type::Body)) / units_.u(1);
    const double width = std::min(text_width + 4 * kPadding, across - 2 * kSide);
    return units_.rect((across - width) / 2, kNoteTop, width, kNoteHeight);
}

void MapOverlay::paintNote(QPainter& painter) const
{
    const QRectF plate = notePlate();
    if (plate.isEmpty())
        return;
    paintPlate(painter, plate, units_, plateColor());
    painter.setFont(units_.font(Type::Body));
    painter.setPen(theme_.secondary);
    constexpr double kBaseline = 4.6;
    // The plate's edges are rounded to pixels.
    drawLeft(painter, plate.left() + units_.u(2 * kPadding), units_.u(kNoteTop + kBaseline),
             std::ceil(plate.width() - units_.u(4 * kPadding)) + 1, notes_.note);
}

QRectF MapOverlay::attributionPlace() const
{
    const double width = widthOf(sources(), units_.font(Type::Attribution));
    const double right = units_.u(units_.size().width() - kSide);
    const double baseline = units_.u(units_.statusTop() - kAttributionBaseline);
    return {right - width, baseline - units_.u(2), width, units_.u(3)};
}

void MapOverlay::paintAttribution(QPainter& painter) const
{
    painter.setFont(units_.font(Type::Attribution));
    painter.setPen(theme_.stale);
    drawRight(painter, units_.u(units_.size().width() - kSide),
              units_.u(units_.statusTop() - kAttributionBaseline), sources());
}

QColor MapOverlay::plateColor() const
{
    QColor color = theme_.ground;
    color.setAlphaF(kPlateOpacity);
    return color;
}

} // namespace livewall::widgets
