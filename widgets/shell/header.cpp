// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/header.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainter>

#include "models/view/format.h"
#include "widgets/page/plate.h"
#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// Baselines, in u of the window.
constexpr double kTitleBaseline = 7.35;
constexpr double kClockBaseline = 6.4;
constexpr double kZoneBaseline = 9.6;
constexpr double kPortraitClock = 14.4; // under the title, the zone beside it

} // namespace

Header::Header(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void Header::setUnits(const Units& units)
{
    units_ = units;
    setGeometry(units.header().united(units.banner()).toRect());
    refresh();
}

void Header::setTitle(const QString& title)
{
    if (title == title_)
        return;
    title_ = title;
    refresh();
}

void Header::show(const view::WallView& view)
{
    if (clock_ != view.clock || zone_ != view.zone) {
        clock_ = view.clock;
        zone_ = view.zone;
        const int left = units_.isPortrait() ? 0 : static_cast<int>(clockLeft()) - x();
        const int top = units_.isPortrait() ? static_cast<int>(units_.banner().bottom()) - y() : 0;
        update(left, top, width() - left, height() - top);
    }
    if (banners_ != view.banners || mode_word_ != view.mode_word) {
        banners_ = view.banners;
        mode_word_ = view.mode_word;
        refresh();
    }
}

void Header::refresh()
{
    const double right = units_.isPortrait() ? units_.header().right() : clockLeft();
    layout_ = layOutHeader(banners_, mode_word_, title_, units_, right);
    update();
}

double Header::clockLeft() const
{
    // No figure is wider than a tabular one.
    const QFontMetricsF metrics(units_.font(Type::Clock));
    double widest = 0;
    for (const QString& clock : view::clockSamples())
        widest = std::max(widest, metrics.horizontalAdvance(clock));
    return units_.header().right() - widest;
}

QColor Header::plateColor(view::Severity severity) const
{
    switch (severity) {
    case view::Severity::Warn:
        return theme_.warn;
    case view::Severity::Bad:
        return theme_.bad;
    case view::Severity::Mode:
        return theme_.past;
    }
    Q_UNREACHABLE_RETURN({});
}

void Header::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.translate(-pos()); // from here on in pixels of the window
    paintBanners(painter);
    painter.setFont(units_.wordFont(Type::Body));
    painter.setPen(theme_.text);
    drawLeft(painter, layout_.title.left(), units_.u(kTitleBaseline), layout_.title.width(),
             title_);
    paintClock(painter);
}

void Header::paintBanners(QPainter& painter) const
{
    painter.setFont(units_.wordFont(Type::Heading));
    for (const Plate& plate : layout_.plates) {
        paintPlate(painter, plate.rect, units_, plateColor(plate.severity));
        painter.setPen(theme_.on_plate);
        painter.drawText(
            QPointF(plate.rect.left() + units_.u(kPlatePadding), units_.u(kTitleBaseline)),
            plate.text);
    }
    painter.setPen(theme_.text);
    painter.drawText(QPointF(layout_.more_left, units_.u(kTitleBaseline)), layout_.more);
}

void Header::paintClock(QPainter& painter) const
{
    const double right = units_.header().right();
    // The time's figures must not move from second to second; the date has hyphens.
    const qsizetype time_at = clock_.lastIndexOf(u' ') + 1;
    const QString date = clock_.first(time_at);
    const QString time = clock_.sliced(time_at);
    painter.setPen(theme_.text);
    if (units_.isPortrait()) {
        const double left = units_.header().left();
        const double baseline = units_.u(kPortraitClock);
        painter.setFont(units_.wordFont(Type::Clock));
        painter.drawText(QPointF(left, baseline), date);
        const double date_width = QFontMetricsF(painter.font()).horizontalAdvance(date);
        painter.setFont(units_.font(Type::Clock));
        painter.drawText(QPointF(left + date_width, baseline), time);
    } else {
        painter.setFont(units_.font(Type::Clock));
        const double time_width = drawRight(painter, right, units_.u(kClockBaseline), time);
        painter.setFont(units_.wordFont(Type::Clock));
        drawRight(painter, right - time_width, units_.u(kClockBaseline), date);
    }
    painter.setFont(units_.wordFont(Type::Note));
    painter.setPen(theme_.secondary);
    drawRight(painter, right, units_.u(units_.isPortrait() ? kPortraitClock : kZoneBaseline),
              zone_);
}

} // namespace livewall::widgets
