// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/plate.h"

#include <QPainter>

namespace livewall::widgets {

void paintPlate(QPainter& painter, const QRectF& rect, const Units& units, const QColor& color)
{
    constexpr double kRadius = 0.8; // u
    const bool was_smooth = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, units.u(kRadius), units.u(kRadius));
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, was_smooth);
}

} // namespace livewall::widgets
