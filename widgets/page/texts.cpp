// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/texts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include "widgets/page/units.h"

namespace livewall::widgets {

void drawLeft(QPainter& painter, double left, double baseline, double width, const QString& text)
{
    painter.drawText(QPointF(left, baseline), elided(text, painter.font(), width));
}

int drawWrapped(QPainter& painter, double left, double baseline, double width, double pitch,
                int most_lines, const QString& text)
{
    QTextLayout layout(text, painter.font());
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrapping);
    layout.beginLayout();
    int drawn = 0;
    for (QTextLine line = layout.createLine(); line.isValid() && drawn < most_lines;
         line = layout.createLine()) {
        line.setLineWidth(width);
        const bool is_last = drawn + 1 == most_lines;
        drawLeft(painter, left, baseline + drawn * pitch, width,
                 text.mid(line.textStart(), is_last ? -1 : line.textLength()).trimmed());
        ++drawn;
    }
    layout.endLayout();
    return drawn;
}

double drawRight(QPainter& painter, double right, double baseline, const QString& text)
{
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
    painter.drawText(QPointF(right - width, baseline), text);
    return width;
}

} // namespace livewall::widgets
