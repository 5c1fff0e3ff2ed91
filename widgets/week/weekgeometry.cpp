// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekgeometry.h"

#include <algorithm>
#include <cmath>

#include "widgets/page/rulestep.h"

namespace livewall::widgets {
namespace {

// In u.
constexpr double kSide = 4;
constexpr double kLeft = 16;
constexpr double kTop = 26;
constexpr double kNarrowTop = 32.5;                     // the legend has lines of its own
constexpr double kPortraitTop = 48;                     // what stands over it takes more lines
constexpr double kWide = 150;                           // a window narrower than that is narrow
constexpr double kBelow = 9;                            // days, and the gap to the status bar
constexpr double kRight = 100 * 16.0 / 9 - kLeft - 156; // from the plot to the window's edge
constexpr double kHairline = 0.1;
constexpr double kAxisTitle = 24; // wide
constexpr double kDotGap = 1.0;   // from the dot's middle to its count
constexpr double kFloor = 0.8;    // between a count and the base line
constexpr double kEdge = 3;       // of the window: nothing is written there

constexpr double kWeekHours = kDays * 24;

bool hasLegendBesideTitle(const Units& units)
{
    return !units.isPortrait() && units.size().width() >= kWide;
}

double topOfPlot(const Units& units)
{
    if (units.isPortrait())
        return kPortraitTop;
    return hasLegendBesideTitle(units) ? kTop : kNarrowTop;
}

bool crosses(const QRectF& room, const QPolygonF& line)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QRectF segment = QRectF(line[i - 1], line[i]).normalized();
        if (segment.left() <= room.right() && room.left() <= segment.right() &&
            segment.top() <= room.bottom() && room.top() <= segment.bottom())
            return true;
    }
    return false;
}

} // namespace

WeekGeometry::WeekGeometry(const Units& units, double step)
    : units_(units)
    , step_(step)
    , top_(topOfPlot(units))
    , plot_(units.rect(kLeft, top_, std::max(units.size().width() - kLeft - kRight, 1.0),
                       units.statusTop() - kBelow - top_))
    , hairline_(std::max(1.0, std::round(units.u(kHairline))))
{
}

double WeekGeometry::maximum() const
{
    return kRules * step_;
}

QPointF WeekGeometry::at(double x, double y) const
{
    return {plot_.left() + plot_.width() * x / kWeekHours,
            plot_.bottom() - plot_.height() * y / maximum()};
}

QRectF WeekGeometry::rule(int index) const
{
    const double y = std::round(at(0, index * step_).y());
    return {plot_.left(), y, plot_.width(), hairline_};
}

QRectF WeekGeometry::dayBoundary(int day) const
{
    const double x = std::round(at(day * 24, 0).x());
    return {x, plot_.top(), hairline_, plot_.height()};
}

QRectF WeekGeometry::ruleNumber(int index) const
{
    const double height = plot_.height() / kRules;
    const double left = units_.u(kSide);
    return {left, rule(index).center().y() - height / 2, plot_.left() - units_.u(1) - left, height};
}

QRectF WeekGeometry::dayName(int day) const
{
    const double left = at(day * 24, 0).x();
    return {left, plot_.bottom() + units_.u(0.8), at((day + 1) * 24, 0).x() - left, units_.u(4.4)};
}

QRectF WeekGeometry::axisTitle() const
{
    return {plot_.left(), plot_.top() - units_.u(3.4), units_.u(kAxisTitle), units_.u(3)};
}

QRectF WeekGeometry::legend() const
{
    if (!hasLegendBesideTitle(units_))
        return units_.rect(kSide, top_ - 10, units_.size().width() - 2 * kSide, 6.4);
    const double left = axisTitle().right() + units_.u(2);
    return {left, plot_.top() - units_.u(3.4), plot_.right() - left, units_.u(3)};
}

QRectF WeekGeometry::besideDot(const QPolygonF& line, QSizeF text) const
{
    const QPointF dot = line.last();
    const double gap = units_.u(kDotGap);
    const double right_edge = units_.u(units_.size().width() - kEdge);
    const double lowest = plot_.bottom() - units_.u(kFloor) - text.height();
    const double y = std::min(std::max(dot.y() - text.height() / 2, plot_.top()), lowest);
    const QRectF beside(QPointF(dot.x() + gap, y), text);
    if (beside.right() <= right_edge)
        return beside;

    const double x = std::min(dot.x() - text.width() / 2, right_edge - text.width());
    const QRectF over(QPointF(x, dot.y() - gap - text.height()), text);
    const QRectF under(QPointF(x, dot.y() + gap), text);
    // Where there is no room over the dot there is plenty under it.
    const bool has_room_over = over.top() >= plot_.top();
    const bool has_room_under = under.bottom() <= plot_.bottom();
    return has_room_over && (!crosses(over, line) || !has_room_under) ? over : under;
}

} // namespace livewall::widgets
