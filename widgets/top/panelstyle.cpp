// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/panelstyle.h"

#include <QPainter>

#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {

PanelStyle::PanelStyle(const Units& units, const Theme& theme, QSizeF panel)
    : theme_(theme)
    , units_(units)
    , geometry_(units, panel)
    , rank_font_(units.font(Type::Status))
    , merchant_font_(units.wordFont(Type::Body))
    , count_font_(units.font(Type::Heading))
    , note_font_(units.font(Type::Note))
{
}

void PanelStyle::paintHead(QPainter& painter, const view::TopTableView& table) const
{
    const double width = geometry_.text_right - geometry_.text_left;
    paintHeading(painter, table, units_, theme_, geometry_.text_left, geometry_.heading_baseline,
                 width);
    const auto [upper, lower] = geometry_.head_baselines;
    painter.setFont(note_font_);
    painter.setPen(theme_.secondary);
    drawLeft(painter, geometry_.merchant_left, upper, width, TableWords::tr("Merchant"));
    drawLeft(painter, geometry_.merchant_left, lower, width, u"EID"_s);
    drawRight(painter, geometry_.text_right, upper, table.count_head);
    drawRight(painter, geometry_.text_right, lower, TableWords::tr("cur/#"));
}

QPixmap PanelStyle::paintRow(const view::TopRowView& row, bool stale, qreal pixel_ratio) const
{
    QPixmap picture = rowPicture(geometry_.slots, row, theme_, stale, pixel_ratio);
    QPainter painter(&picture);
    const QColor text = stale ? theme_.stale : theme_.text;
    const QColor second = stale ? theme_.stale : theme_.secondary;
    const double left = geometry_.merchant_left;
    const double right = geometry_.text_right;
    const auto [upper, lower] = geometry_.row_baselines;

    painter.setPen(text);
    painter.setFont(count_font_);
    const double count_width = drawRight(painter, right, upper, row.count);
    painter.setFont(merchant_font_);
    drawLeft(painter, left, upper, right - count_width - geometry_.gap - left, row.merchant);

    painter.setPen(second);
    painter.setFont(rank_font_);
    drawLeft(painter, geometry_.text_left, upper, left, QString::number(row.rank));
    painter.setFont(note_font_);
    const double average_width = drawRight(painter, right, lower, row.average);
    drawLeft(painter, left, lower, right - average_width - geometry_.gap / 2 - left, row.eid_text);
    return picture;
}

void PanelStyle::paintTotals(QPainter& painter, const view::TopTableView& table, bool stale) const
{
    const auto [total, others] = geometry_.total_baselines;
    painter.setFont(rank_font_);
    painter.setPen(theme_.secondary);
    drawLeft(painter, geometry_.merchant_left, total, geometry_.text_right,
             TableWords::tr("Total"));
    drawLeft(painter, geometry_.others_left, others, geometry_.text_right,
             TableWords::tr("Others"));

    painter.setFont(count_font_);
    painter.setPen(stale ? theme_.stale : theme_.text);
    drawRight(painter, geometry_.total_right, total, table.total);
    painter.setFont(rank_font_);
    painter.setPen(stale ? theme_.stale : theme_.secondary);
    drawRight(painter, geometry_.text_right, others,
              geometry_.slots.count() <= 5 ? table.others_below_fifth : table.others);
}

} // namespace livewall::widgets
