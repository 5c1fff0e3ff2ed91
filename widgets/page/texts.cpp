// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/texts.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/units.h"

namespace livewall::widgets {

void drawLeft(QPainter& painter, double left, double baseline, double width, const QString& text)
{
    painter.drawText(QPointF(left, baseline), elided(text, painter.font(), width));
}

double drawRight(QPainter& painter, double right, double baseline, const QString& text)
{
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
    painter.drawText(QPointF(right - width, baseline), text);
    return width;
}

} // namespace livewall::widgets
