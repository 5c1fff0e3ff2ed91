// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/citylabels.h"

#include "models/geo/gazetteer.h"
#include "widgets/map/citynames.h"
#include "widgets/map/mercator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

namespace livewall::widgets {

namespace {

// In parts of the em, as names are.
constexpr double kBeside = 0.38; // from the city to its name
constexpr double kApart = 0.9;   // names keep so far from each other, up and down
constexpr double kAside = 1.9;   // and to the left and right
constexpr double kMargin = 0.16; // about the letters

/// So many, of about a million inhabitants and more, are named over marks rather than not at all.
constexpr std::size_t kGreat = 400;

constexpr int kMostPictures = 256;

std::ptrdiff_t crossed(const QRectF& room, const std::vector<QRectF>& others)
{
    return std::ranges::count_if(others, [&](const QRectF& one) { return one.intersects(room); });
}

/// Of the marks that cover a city the one whose middle is nearest; else its point.
QRectF markOn(QPointF at, const std::vector<QRectF>& marks)
{
    QRectF own(at, QSizeF(0, 0));
    double nearest = std::numeric_limits<double>::max();
    for (const QRectF& mark : marks) {
        const QPointF way = mark.center() - at;
        const double distance = std::hypot(way.x(), way.y());
        if (mark.contains(at) && distance < nearest) {
            own = mark;
            nearest = distance;
        }
    }
    return own;
}

} // namespace

CityLabels::CityLabels(const Theme& theme) : theme_(theme)
{
    places_.reserve(geo::labelCount());
    for (std::size_t rank = 0; rank < geo::labelCount(); ++rank)
        places_.push_back(toWorld(geo::labelAt(rank).point));
}

std::vector<CityLabel> CityLabels::look(const Viewport& viewport, const Units& units,
                                        const QRectF& inside, const Obstacles& obstacles)
{
    if (const QFont font = units.wordFont(Type::Status); font != font_) {
        font_ = font;
        sizes_.clear();
        pictures_.clear();
    }
    const double em = font_.pixelSize();
    const QMarginsF apart(kAside * em, kApart * em, kAside * em, kApart * em);
    std::vector<CityLabel> labels;
    for (std::size_t rank = 0; rank < places_.size() && labels.size() < kMost; ++rank) {
        const QPointF at = viewport.toPixel(places_[rank]);
        const auto isNear = [&](const CityLabel& other) {
            return other.room.marginsAdded(apart).contains(at);
        };
        if (!inside.contains(at) || std::ranges::any_of(labels, isNear))
            continue;
        const QRectF own = markOn(at, obstacles.marks);
        const QSizeF size = sizeOf(rank);
        const double beside = kBeside * em;
        const std::array corners{
            QPointF(own.right() + beside, at.y() - size.height() / 2),
            QPointF(own.left() - beside - size.width(), at.y() - size.height() / 2),
            QPointF(at.x() - size.width() / 2, own.bottom() + beside / 2),
            QPointF(at.x() - size.width() / 2, own.top() - beside / 2 - size.height()),
        };
        std::optional<QRectF> found;
        std::ptrdiff_t fewest = 0; // marks that it lies over
        for (const QPointF& corner : corners) {
            const QRectF room(corner, size);
            const QRectF wide = room.marginsAdded(apart);
            if (!inside.contains(room) || crossed(room, obstacles.plates) > 0 ||
                std::ranges::any_of(
                    labels, [&](const CityLabel& other) { return wide.intersects(other.room); }))
                continue;
            const std::ptrdiff_t marks = crossed(room, obstacles.marks);
            if (!found || marks < fewest) {
                found = room;
                fewest = marks;
            }
        }
        if (found && (fewest == 0 || rank < kGreat))
            labels.push_back({rank, at, *found});
    }
    return labels;
}

QString CityLabels::nameOf(std::size_t rank)
{
    return cityName(geo::labelAt(rank));
}

QSizeF CityLabels::sizeOf(std::size_t rank)
{
    if (const auto found = sizes_.constFind(rank); found != sizes_.cend())
        return *found;
    const QFontMetricsF metrics(font_);
    return *sizes_.insert(rank, {metrics.horizontalAdvance(nameOf(rank)), metrics.height()});
}

const QPixmap& CityLabels::picture(const CityLabel& label, qreal device_pixel_ratio)
{
    if (const auto found = pictures_.constFind(label.rank); found != pictures_.cend())
        return *found;
    if (pictures_.size() >= kMostPictures)
        pictures_.clear();
    const double margin = std::ceil(kMargin * font_.pixelSize());
    const QSizeF size(std::ceil(label.room.width()) + 2 * margin,
                      std::ceil(label.room.height()) + 2 * margin);
    QPixmap picture((size * device_pixel_ratio).toSize());
    picture.setDevicePixelRatio(device_pixel_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString name = nameOf(label.rank);
    const QPointF baseline(margin, margin + QFontMetricsF(font_).ascent());
    QPainterPath letters;
    letters.addText(baseline, font_, name);
    painter.strokePath(letters,
                       QPen(theme_.land, 2 * margin, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(font_);
    painter.setPen(theme_.secondary);
    painter.drawText(baseline, name);
    return *pictures_.insert(label.rank, picture);
}

} // namespace livewall::widgets
