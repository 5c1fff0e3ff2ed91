// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/hatch.h"

#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace livewall::widgets {
namespace {

// In u.
constexpr double kStep = 2.0; // along the base line
constexpr double kPen = 0.2;
constexpr double kMargin = 0.8; // of ground beside the word

} // namespace

void paintHatch(QPainter& painter, const QRectF& room, const QString& word, const Units& units,
                const Theme& theme, const QColor& ground)
{
    const double height = room.height();
    const double step = units.u(kStep);
    painter.save();
    painter.setClipRect(room);
    painter.setPen(QPen(theme.rule, units.u(kPen)));
    const double first = std::floor((room.left() - height) / step) * step;
    for (double x = first; x < room.right(); x += step)
        painter.drawLine(QPointF(x, room.bottom()), QPointF(x + height, room.top()));
    painter.restore();

    const QFont font = units.wordFont(Type::Note);
    const QFontMetricsF metrics(font);
    QRectF plate(0, 0, metrics.horizontalAdvance(word) + 2 * units.u(kMargin), metrics.height());
    if (plate.width() > room.width())
        return;
    plate.moveCenter(room.center());
    painter.fillRect(plate, ground);
    painter.setFont(font);
    painter.setPen(theme.secondary);
    painter.drawText(plate, Qt::AlignCenter, word);
}

} // namespace livewall::widgets
