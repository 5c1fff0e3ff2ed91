// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/tablestyle.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/texts.h"

namespace livewall::widgets {
namespace {

constexpr double kHairline = 0.1;  // u
constexpr double kBarMargin = 0.2; // u: bars of neighbours stay apart

} // namespace

TableSlots::TableSlots(const Units& units, QSizeF panel, int count, double top, double pitch,
                       double margin)
    : panel_(panel)
    , count_(count)
    , top_(top)
    , pitch_(pitch)
    , pixels_(units.u(1))
    , margin_(margin)
    , hairline_(std::max(1.0, std::round(units.u(kHairline))))
    , row_height_(std::floor(units.u(pitch)) - hairline_)
{
}

QRectF TableSlots::row(double slot) const
{
    return {0, rowTop(slot) + hairline_, panel_.width(), row_height_};
}

QRectF TableSlots::bar(double share) const
{
    const double margin = std::round(kBarMargin * pixels_);
    return {0, margin, std::round(panel_.width() * share), row_height_ - 2 * margin};
}

QRectF TableSlots::hairline(int slot) const
{
    return {margin_, rowTop(slot), panel_.width() - 2 * margin_, hairline_};
}

QRectF TableSlots::rows() const
{
    return {0, rowTop(0), panel_.width(), rowTop(count_) + hairline_ - rowTop(0)};
}

QRectF TableSlots::below() const
{
    const double end = rows().bottom();
    return {0, end, panel_.width(), panel_.height() - end};
}

double TableSlots::rowTop(double slot) const
{
    return std::round((top_ + slot * pitch_) * pixels_);
}

void paintHeading(QPainter& painter, const view::TopTableView& table, const Units& units,
                  const Theme& theme, double left, double baseline, double width)
{
    const QFont font = units.wordFont(Type::Heading);
    const bool fits = QFontMetricsF(font).horizontalAdvance(table.heading) <= width;
    painter.setFont(font);
    painter.setPen(theme.text);
    drawLeft(painter, left, baseline, width, fits ? table.heading : table.short_heading);
}

QPixmap rowPicture(const TableSlots& slots, const view::TopRowView& row, const Theme& theme,
                   bool stale, qreal pixel_ratio)
{
    QPixmap picture((slots.row(0).size() * pixel_ratio).toSize());
    picture.setDevicePixelRatio(pixel_ratio);
    picture.fill(theme.panel);
    if (!stale)
        QPainter(&picture).fillRect(slots.bar(row.share), theme.rule);
    return picture;
}

} // namespace livewall::widgets
