// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/widestyle.h"

#include <algorithm>

#include <QPainter>
#include <QPolygonF>

#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

/// A line's top is at least so many purchases a minute: one alone is no peak.
constexpr std::int64_t kLeastTop = 4;

} // namespace

WideStyle::WideStyle(const Units& units, const Theme& theme, QSizeF panel, bool has_ghosts)
    : theme_(theme)
    , units_(units)
    , has_ghosts_(has_ghosts)
    , geometry_(units, panel, has_ghosts)
    , name_font_(units.wordFont(Type::WideName))
    , rank_font_(units.font(Type::WideName))
    , count_font_(units.font(Type::WideCount))
    , second_font_(units.font(geometry_.line.width() < units.u(24) ? Type::Note : Type::Status))
    , change_font_(units.wordFont(Type::Status))
    , note_font_(units.wordFont(Type::Note))
    , ghost_font_(units.wordFont(Type::Body))
{
}

void WideStyle::paintHead(QPainter& painter, const view::TopTableView& table) const
{
    const double width = geometry_.text_right - geometry_.text_left;
    paintHeading(painter, table, units_, theme_, geometry_.text_left, geometry_.heading_baseline,
                 width);
    painter.setFont(note_font_);
    painter.setPen(theme_.secondary);
    const double baseline = geometry_.head_baseline;
    const double left = geometry_.merchant_left;
    const double count_head =
        std::max(drawRight(painter, geometry_.text_right, baseline, table.count_head), units_.u(6));
    drawLeft(painter, geometry_.text_left, baseline, width, TableWords::tr("since 1 h"));
    if (units_.isPortrait()) {
        drawLeft(painter, left + units_.u(5), baseline, width,
                 TableWords::tr("Merchant, EID, cur/#"));
        drawRight(painter, geometry_.line.right() - count_head - units_.u(2), baseline,
                  TableWords::tr("last 60 minutes"));
        return;
    }
    drawLeft(painter, left, baseline, width, TableWords::tr("Merchant"));
    drawRight(painter, geometry_.eid_right, baseline, u"EID"_s);
    drawLeft(painter, geometry_.line.left(), baseline, width, TableWords::tr("last 60 minutes"));
    drawRight(painter, geometry_.average_right, baseline, TableWords::tr("cur/#"));
}

QPixmap WideStyle::paintRow(const view::TopRowView& row, bool stale, qreal pixel_ratio) const
{
    QPixmap picture = rowPicture(geometry_.slots, row, theme_, stale, pixel_ratio);
    QPainter painter(&picture);
    paintLine(painter, row, stale);

    const double left = geometry_.merchant_left;
    const double upper = geometry_.upper_baseline;
    const double lower = geometry_.lower_baseline;
    painter.setPen(stale ? theme_.stale : theme_.secondary);
    painter.setFont(rank_font_);
    drawLeft(painter, geometry_.text_left, upper, left, QString::number(row.rank));
    painter.setFont(change_font_);
    drawLeft(painter, geometry_.change_left, lower, left - geometry_.change_left, row.change);
    painter.setFont(second_font_);
    const double average_width = drawRight(painter, geometry_.average_right, lower, row.average);
    double eid_width = 0;
    if (units_.isPortrait())
        drawLeft(painter, left, lower,
                 geometry_.average_right - average_width - geometry_.gap - left, row.eid_text);
    else
        eid_width = drawRight(painter, geometry_.eid_right, lower, row.eid_text);

    painter.setPen(stale ? theme_.stale : theme_.text);
    painter.setFont(count_font_);
    const double count_width = drawRight(painter, geometry_.text_right, upper, row.count);
    painter.setFont(name_font_);
    const double right =
        units_.isPortrait() ? geometry_.text_right - count_width : geometry_.eid_right - eid_width;
    drawLeft(painter, left, upper, right - geometry_.gap - left, row.merchant);
    return picture;
}

/// The last 60 minutes, from 0 to the most that this store had in one of them.
void WideStyle::paintLine(QPainter& painter, const view::TopRowView& row, bool stale) const
{
    const QRectF& area = geometry_.line;
    const double top =
        static_cast<double>(std::max(kLeastTop, *std::ranges::max_element(row.minutes)));
    painter.fillRect(QRectF(area.left(), std::round(area.bottom()), area.width(), 1),
                     stale ? theme_.stale : theme_.outline);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(stale ? theme_.stale : theme_.accent, units_.u(0.25), Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    // What was not listened to is a gap, and no zero.
    QPolygonF line;
    for (std::size_t i = 0; i < row.minutes.size(); ++i) {
        const double share_x = static_cast<double>(i) / static_cast<double>(row.minutes.size() - 1);
        const double share_y = static_cast<double>(row.minutes[i]) / top;
        if (!row.unheard[i])
            line.append(
                {area.left() + share_x * area.width(), area.bottom() - share_y * area.height()});
        if (row.unheard[i] || i + 1 == row.minutes.size()) {
            painter.drawPolyline(line);
            line.clear();
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void WideStyle::paintTotals(QPainter& painter, const view::TopTableView& table, bool stale) const
{
    if (has_ghosts_)
        paintGhosts(painter, table, stale);
    const double baseline = geometry_.total_baseline;
    painter.setFont(second_font_);
    painter.setPen(theme_.secondary);
    drawLeft(painter, geometry_.merchant_left, baseline, geometry_.text_right,
             TableWords::tr("Total"));
    drawLeft(painter, geometry_.others_left, baseline, geometry_.text_right,
             TableWords::tr("Others"));

    painter.setFont(count_font_);
    painter.setPen(stale ? theme_.stale : theme_.text);
    drawRight(painter, geometry_.total_right, baseline, table.total);
    painter.setPen(stale ? theme_.stale : theme_.secondary);
    painter.setFont(rank_font_);
    drawRight(painter, geometry_.text_right, baseline, table.others);
}

/// Stores that are usual at this hour and have sold next to nothing, or that there are none.
void WideStyle::paintGhosts(QPainter& painter, const view::TopTableView& table, bool stale) const
{
    const auto shown = std::min(table.ghosts.size(), geometry_.ghosts.size());
    for (std::size_t i = 0; i < shown; ++i)
        paintGhost(painter, geometry_.ghosts[i], table.ghosts[i], stale);
    if (shown > 0 || table.ghosts_note.isEmpty())
        return;
    const QRectF& room = geometry_.ghosts[0];
    painter.setFont(note_font_);
    painter.setPen(theme_.secondary);
    drawLeft(painter, geometry_.merchant_left, std::round(room.center().y() + units_.u(1)),
             geometry_.text_right - geometry_.merchant_left, table.ghosts_note);
}

/// Outlined and dashed: it is not there.
void WideStyle::paintGhost(QPainter& painter, const QRectF& room, const view::GhostRowView& ghost,
                           bool stale) const
{
    const double pen = std::max(1.0, std::round(units_.u(0.2)));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme_.outline, pen, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(room.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), units_.u(0.8),
                            units_.u(0.8));
    painter.setRenderHint(QPainter::Antialiasing, false);

    const double left = geometry_.merchant_left;
    const double baseline = std::round(room.center().y() + units_.u(1));
    painter.setPen(stale ? theme_.stale : theme_.bad);
    painter.setFont(note_font_);
    drawLeft(painter, geometry_.text_left, baseline, left - geometry_.text_left,
             TableWords::tr("missing"));
    painter.setFont(second_font_);
    double right = geometry_.text_right;
    right -= drawRight(painter, right, baseline, ghost.words) + geometry_.gap;
    if (!units_.isPortrait()) {
        painter.setPen(stale ? theme_.stale : theme_.secondary);
        right = geometry_.eid_right -
                drawRight(painter, geometry_.eid_right, baseline, ghost.eid_text) - geometry_.gap;
    }
    painter.setPen(stale ? theme_.stale : theme_.text);
    painter.setFont(ghost_font_);
    drawLeft(painter, left, baseline, right - left, ghost.merchant);
}

} // namespace livewall::widgets
