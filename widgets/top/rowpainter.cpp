// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/rowpainter.h"

#include <QPainter>

#include "widgets/page/texts.h"

namespace livewall::widgets {

RowPainter::RowPainter(const Units& units, const Theme& theme, const TopPanelGeometry& geometry)
    : theme_(theme)
    , geometry_(geometry)
    , rank_font_(units.font(Type::Status))
    , merchant_font_(units.wordFont(Type::Body))
    , count_font_(units.font(Type::Heading))
    , note_font_(units.font(Type::Note))
{
}

QPixmap RowPainter::paint(const view::TopRowView& row, bool stale, qreal pixel_ratio) const
{
    const QSizeF size = geometry_.row(0).size();
    QPixmap picture((size * pixel_ratio).toSize());
    picture.setDevicePixelRatio(pixel_ratio);
    picture.fill(theme_.panel);

    QPainter painter(&picture);
    if (!stale)
        painter.fillRect(geometry_.bar(row.share), theme_.rule);

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

} // namespace livewall::widgets
