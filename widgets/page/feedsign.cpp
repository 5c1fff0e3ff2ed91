// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/feedsign.h"

#include <QPainter>

namespace livewall::widgets {

void paintFeedSign(QPainter& painter, view::FeedSign sign, const QRectF& place, const Units& units,
                   const Theme& theme)
{
    const double line = units.u(0.35);
    const QRectF inner = place.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (sign) {
    case view::FeedSign::Alive:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.good);
        painter.drawEllipse(place);
        break;
    case view::FeedSign::Quiet:
        painter.setPen(QPen(theme.secondary, line));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(inner);
        break;
    case view::FeedSign::Suspect:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.warn);
        painter.drawPolygon(
            QPolygonF{place.bottomLeft(), {place.center().x(), place.top()}, place.bottomRight()});
        break;
    case view::FeedSign::Dead:
        painter.setPen(QPen(theme.bad, line));
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        break;
    }
    painter.restore();
}

} // namespace livewall::widgets
