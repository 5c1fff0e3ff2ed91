// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/statusbar.h"

#include <QPainter>

#include "widgets/page/feedsign.h"

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
        paintFeedSign(painter, feed.sign, feed.dot, units_, theme_);
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
