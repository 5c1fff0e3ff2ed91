// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/notice.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/plate.h"

namespace livewall::widgets {

Notice::Notice(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void Notice::setUnits(const Units& units)
{
    units_ = units;
    setGeometry(units.statusBar().toRect());
    update();
}

void Notice::tell(const QString& text, std::int64_t now_ms)
{
    text_ = text;
    until_ms_ = now_ms + kDuration_ms;
    show();
    update();
}

void Notice::advance(std::int64_t now_ms)
{
    if (now_ms >= until_ms_)
        hide();
}

void Notice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPlate(painter, rect(), units_, theme_.rule);

    const double margin = units_.u(1.6);
    const QFont font = units_.font(Type::Status);
    painter.setFont(font);
    painter.setPen(theme_.text);
    // A path's ends tell more than its middle.
    const QString text =
        QFontMetricsF(font).elidedText(text_, Qt::ElideMiddle, width() - 2 * margin);
    painter.drawText(QPointF(margin, units_.u(3.95)), text);
}

} // namespace livewall::widgets
