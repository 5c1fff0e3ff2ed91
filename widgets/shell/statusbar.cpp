// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/statusbar.h"

#include <QPainter>

namespace livewall::widgets {

StatusBar::StatusBar(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void StatusBar::setUnits(const Units& units)
{
    units_ = units;
    setGeometry(units.statusBar().toRect());
    refresh();
}

void StatusBar::show(const StatusContent& content)
{
    if (content == content_)
        return;
    content_ = content;
    refresh();
}

void StatusBar::refresh()
{
    layout_ = layOutStatus(content_, units_);
    update();
}

void StatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.translate(-pos()); // from here on in pixels of the window
    const QFont font = units_.font(Type::Status);
    const QFont name_font = units_.wordFont(Type::Status);
    const auto draw = [&](const QColor& color, const StatusLayout::Text& text) {
        painter.setPen(color);
        painter.drawText(QPointF(text.left, layout_.baseline), text.text);
    };
    for (const StatusLayout::Feed& feed : layout_.feeds) {
        paintSign(painter, feed.sign, feed.dot);
        painter.setFont(name_font);
        draw(theme_.text, feed.name);
        painter.setFont(font);
        draw(theme_.secondary, feed.age);
    }
    painter.setFont(font);
    for (const StatusLayout::Counter& counter : layout_.ledger) {
        draw(theme_.secondary, counter.name);
        draw(theme_.text, counter.count);
    }
    draw(theme_.secondary, layout_.more);
    draw(theme_.secondary, layout_.paused);
    paintPages(painter);
}

void StatusBar::paintSign(QPainter& painter, view::FeedSign sign, const QRectF& place) const
{
    const double line = units_.u(0.35);
    const QRectF inner = place.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.setRenderHint(QPainter::Antialiasing);
    switch (sign) {
    case view::FeedSign::Alive:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.good);
        painter.drawEllipse(place);
        break;
    case view::FeedSign::Quiet:
        painter.setPen(QPen(theme_.secondary, line));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(inner);
        break;
    case view::FeedSign::Suspect:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.warn);
        painter.drawPolygon(
            QPolygonF{place.bottomLeft(), {place.center().x(), place.top()}, place.bottomRight()});
        break;
    case view::FeedSign::Dead:
        painter.setPen(QPen(theme_.bad, line));
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        break;
    }
}

void StatusBar::paintPages(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t page = 0; page < layout_.pages.size(); ++page) {
        const bool current = static_cast<int>(page) == content_.page;
        painter.setBrush(current ? theme_.text : theme_.outline);
        painter.drawEllipse(layout_.pages[page]);
    }
}

} // namespace livewall::widgets
