// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/figuresplate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>

#include "models/view/format.h"
#include "widgets/page/plate.h"
#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kSide = 4;  // to the window's edge
constexpr double kAbove = 5; // the status bar: the map names its sources there
constexpr double kPadding = 1.6;
constexpr double kWidth = 50;
constexpr double kLine = 3.2;
constexpr double kBaseline = 2.4;
constexpr double kColumn = 10; // of p50, and of p99

const QString kNone = u"\u2013"_s;

/// "7.4 ms", from ten on "12 ms".
QString milliseconds(const view::Durations& durations, int percent)
{
    if (durations.count() == 0)
        return kNone;
    const double time_ms = static_cast<double>(durations.percentile_us(percent)) / 1000;
    const QString number = QString::number(time_ms, 'f', time_ms < 9.95 ? 1 : 0);
    return FiguresPlate::tr("%1 ms").arg(QString(number).replace(u'.', view::decimalPoint()));
}

QString perSecond(std::uint64_t count, std::int64_t time_ms)
{
    if (time_ms <= 0)
        return kNone;
    return view::formatCount(
        std::llround(static_cast<double>(count) * 1000 / static_cast<double>(time_ms)));
}

} // namespace

FiguresPlate::FiguresPlate(FrameMeter& meter, Memory memory, const Theme& theme, QWidget* parent)
    : QWidget(parent), meter_(meter), memory_(std::move(memory)), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void FiguresPlate::setUnits(const Units& units)
{
    units_ = units;
    place();
}

void FiguresPlate::place()
{
    const double height = 2 * kPadding + kLine * static_cast<double>(lines_.size() + 1);
    setGeometry(units_
                    .rect(units_.size().width() - kSide - kWidth,
                          units_.statusTop() - kAbove - height, kWidth, height)
                    .toRect());
    update();
}

void FiguresPlate::toggle(std::int64_t now_ms)
{
    if (isVisibleTo(parentWidget())) {
        hide();
        return;
    }
    meter_.take(); // of a time that nobody asked about
    slices_.clear();
    taken_ms_ = now_ms;
    write();
    place();
    show();
}

void FiguresPlate::advance(std::int64_t now_ms)
{
    if (!isVisibleTo(parentWidget()) || now_ms < taken_ms_ + kEvery_ms)
        return;
    slices_.push_back({meter_.take(), now_ms - taken_ms_});
    taken_ms_ = now_ms;
    if (slices_.size() > kOver_s)
        slices_.pop_front();
    write();
    update();
}

void FiguresPlate::write()
{
    FrameFigures figures;
    std::int64_t time_ms = 0;
    for (const Slice& slice : slices_) {
        figures.add(slice.figures);
        time_ms += slice.time_ms;
    }
    const auto bytes = memory_ ? memory_() : std::nullopt;
    const QString memory =
        bytes ? tr("%1 MB").arg(view::formatCount(static_cast<std::int64_t>(*bytes / 1'000'000)))
              : kNone;
    lines_ = {
        {tr("Event to glass"), milliseconds(figures.glass, 50), milliseconds(figures.glass, 99)},
        {tr("A frame"), milliseconds(figures.work, 50), milliseconds(figures.work, 99)},
        {tr("From frame to frame"), milliseconds(figures.apart, 50),
         milliseconds(figures.apart, 99)},
        {tr("Frames a second"), perSecond(figures.work.count(), time_ms), {}},
        {tr("Events a second"), perSecond(figures.glass.count(), time_ms), {}},
        {tr("Memory"), memory, {}},
    };
}

void FiguresPlate::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPlate(painter, rect(), units_, theme_.rule);

    const double left = units_.u(kPadding);
    const double p99 = width() - units_.u(kPadding);
    const double p50 = p99 - units_.u(kColumn);
    double baseline = units_.u(kPadding + kBaseline);
    const auto row = [&](const Line& line, const QColor& words, const QColor& figures) {
        painter.setPen(words);
        painter.setFont(units_.wordFont(Type::Note));
        drawLeft(painter, left, baseline, p50 - left, line.what);
        painter.setPen(figures);
        painter.setFont(units_.font(Type::Note));
        drawRight(painter, line.p99.isEmpty() ? p99 : p50, baseline, line.p50);
        drawRight(painter, p99, baseline, line.p99);
        baseline += units_.u(kLine);
    };
    row({tr("The last %1 s").arg(kOver_s), u"p50"_s, u"p99"_s}, theme_.secondary, theme_.secondary);
    for (const Line& line : lines_)
        row(line, theme_.text, theme_.text);
}

} // namespace livewall::widgets
