// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/desk/deskpanels.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/feedsign.h"
#include "widgets/page/plate.h"
#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kPadding = 1.6;
constexpr double kGap = 1.2; // between texts of one line
constexpr double kKey = 2.6; // room of a row's number
constexpr double kPitch = 3.2;

} // namespace

DeskPanels::DeskPanels(const Units& units, const Theme& theme, bool is_stale)
    : units_(units), theme_(theme), is_stale_(is_stale)
{
}

void DeskPanels::paintPanel(QPainter& painter, const QRectF& panel) const
{
    paintPlate(painter, panel, units_, theme_.panel);
}

void DeskPanels::paintHeading(QPainter& painter, const DeskList& list, const QString& heading,
                              const QString& beside) const
{
    painter.setFont(units_.wordFont(Type::Note));
    painter.setPen(theme_.secondary);
    const double width = drawRight(painter, list.room.right(), list.heading_baseline, beside);
    painter.setFont(units_.wordFont(Type::Heading));
    painter.setPen(theme_.text);
    drawLeft(painter, list.room.left(), list.heading_baseline,
             list.room.width() - width - units_.u(kGap), heading);
}

double DeskPanels::baselineOf(const QRectF& row) const
{
    const QFontMetricsF metrics(units_.font(Type::Status));
    return std::round(row.center().y() + metrics.capHeight() / 2);
}

void DeskPanels::paintMissing(QPainter& painter, const DeskList& list, const Missing& missing,
                              const std::vector<view::DeskRowView>& rows) const
{
    paintHeading(painter, list, missing.heading, missing.span);
    if (rows.empty()) {
        painter.setFont(units_.wordFont(Type::Note));
        painter.setPen(theme_.secondary);
        drawWrapped(painter, list.room.left(), list.row(0).bottom(), list.room.width(),
                    units_.u(kPitch), list.rows - 1, missing.note);
        return;
    }
    for (int i = 0; i < std::min(list.rows, static_cast<int>(rows.size())); ++i) {
        const QRectF place = list.row(i);
        const double beside = units_.u(kPadding / 2);
        if (missing.chosen == i)
            painter.fillRect(place.adjusted(-beside, 0, beside, 0), theme_.rule);
        double left = place.left();
        if (missing.has_keys) {
            painter.setFont(units_.font(Type::Note));
            painter.setPen(theme_.secondary);
            drawLeft(painter, left, baselineOf(place), units_.u(kKey), QString::number(i + 1));
            left += units_.u(kKey);
        }
        paintRow(painter, place, rows[static_cast<std::size_t>(i)], left);
    }
}

void DeskPanels::paintRow(QPainter& painter, const QRectF& place, const view::DeskRowView& row,
                          double left) const
{
    const double baseline = baselineOf(place);
    painter.setFont(units_.font(Type::Status));
    painter.setPen(is_stale_ ? theme_.stale : row.is_low ? theme_.bad : theme_.secondary);
    const QString sign = row.is_low ? u"▼\u2009"_s : QString();
    const double width = drawRight(painter, place.right(), baseline, sign + row.change);
    painter.setFont(units_.wordFont(Type::Status));
    painter.setPen(is_stale_ ? theme_.stale : theme_.text);
    drawLeft(painter, left, baseline, place.right() - width - units_.u(kGap) - left, row.name);
}

void DeskPanels::paintTile(QPainter& painter, const QRectF& room,
                           const view::DeskTileView& tile) const
{
    const double left = room.left() + units_.u(kPadding);
    const double width = room.right() - units_.u(kPadding) - left;
    const double middle = room.center().y();
    painter.setFont(units_.wordFont(Type::Note));
    painter.setPen(theme_.secondary);
    drawLeft(painter, left, std::round(middle - units_.u(4)), width, tile.label);
    drawLeft(painter, left, std::round(middle + units_.u(6)), width, tile.note);
    painter.setFont(units_.font(Type::Verdict));
    painter.setPen(is_stale_ ? theme_.stale : theme_.text);
    painter.drawText(QPointF(left, std::round(middle + units_.u(2))), tile.number);
}

void DeskPanels::paintFeeds(QPainter& painter, const DeskList& list,
                            const std::vector<view::FeedView>& feeds) const
{
    paintHeading(painter, list, tr("Feeds"), {});
    const auto count = static_cast<int>(feeds.size());
    // The last row says how many have none.
    const int shown = count > list.rows ? list.rows - 1 : count;
    for (int i = 0; i < shown; ++i) {
        const view::FeedView& feed = feeds[static_cast<std::size_t>(i)];
        const QRectF place = list.row(i);
        const double baseline = baselineOf(place);
        const double size = units_.u(kFeedSign);
        paintFeedSign(painter, feed.sign,
                      QRectF(place.left(), std::round(place.center().y() - size / 2), size, size),
                      units_, theme_);
        const double left = place.left() + units_.u(kKey);
        // A name says which; what it does may be long.
        painter.setFont(units_.wordFont(Type::Status));
        const double half = (place.right() - left) / 2;
        const double name_width =
            std::min(QFontMetricsF(painter.font()).horizontalAdvance(feed.name), half);
        painter.setPen(theme_.text);
        drawLeft(painter, left, baseline, std::ceil(name_width), feed.name);
        painter.setFont(units_.font(Type::Status));
        painter.setPen(feed.sign == view::FeedSign::Dead ? theme_.bad : theme_.secondary);
        drawRight(
            painter, place.right(), baseline,
            elided(feed.age, painter.font(), place.right() - left - name_width - units_.u(kGap)));
    }
    if (shown < count) {
        painter.setFont(units_.wordFont(Type::Status));
        painter.setPen(theme_.secondary);
        const QRectF place = list.row(shown);
        drawLeft(painter, place.left() + units_.u(kKey), baselineOf(place), place.width(),
                 tr("and %1 more").arg(count - shown));
    }
}

} // namespace livewall::widgets
