// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weeklegend.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/theme.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

struct LegendWords
{
    Q_DECLARE_TR_FUNCTIONS(LegendWords)
};

// In u.
constexpr double kSample = 4;
constexpr double kSampleGap = 1;
constexpr double kEntryGap = 2.6;
constexpr double kLineHeight = 3.2;
constexpr double kLeastText = 4; // less of it says nothing
constexpr double kBandHeight = 1.6;
constexpr double kHatchStep = 1.0;
constexpr double kHatchPen = 0.2;

void paintSample(QPainter& painter, const QRectF& room, const Units& units, const Theme& theme,
                 const WeekPens& pens, Sample sample)
{
    const QPointF left(room.left(), room.center().y());
    const QPointF right(room.right(), room.center().y());
    switch (sample) {
    case Sample::None:
        break;
    case Sample::ThisWeek:
        painter.setPen(pens.this_week);
        painter.drawLine(left, right);
        break;
    case Sample::PastWeek:
        painter.setPen(pens.past_week);
        painter.drawLine(left, right);
        break;
    case Sample::ThisHour:
        painter.setPen(pens.this_hour);
        painter.drawLine(left, right);
        painter.setPen(Qt::NoPen);
        painter.setBrush(pens.this_hour.color());
        painter.drawEllipse(right - QPointF(pens.dot_radius, 0), pens.dot_radius, pens.dot_radius);
        break;
    case Sample::Deploy:
        painter.setPen(pens.deploy);
        painter.drawLine(QPointF(room.center().x(), room.top()),
                         QPointF(room.center().x(), room.bottom()));
        break;
    case Sample::Gap: {
        QRectF gap(left, QSizeF(room.width(), units.u(kBandHeight)));
        gap.moveCenter(room.center());
        painter.save();
        painter.setClipRect(gap);
        painter.setPen(QPen(theme.outline, units.u(kHatchPen)));
        for (double x = gap.left() - gap.height(); x < gap.right(); x += units.u(kHatchStep))
            painter.drawLine(QPointF(x, gap.bottom()), QPointF(x + gap.height(), gap.top()));
        painter.restore();
        break;
    }
    case Sample::Band: {
        QRectF band(left, QSizeF(room.width(), units.u(kBandHeight)));
        band.moveCenter(room.center());
        painter.fillRect(band.toAlignedRect(), theme.rule);
        break;
    }
    }
}

} // namespace

std::vector<LegendEntry> weekLegend(const view::WeekView& week, bool has_band)
{
    std::vector<LegendEntry> legend;
    if (!week.series[0].empty())
        legend.push_back({Sample::ThisWeek, LegendWords::tr("this week")});
    const auto weeks = std::count_if(week.series.begin() + 1, week.series.end(),
                                     [](const auto& lines) { return !lines.empty(); });
    const QString without =
        week.left_out.isEmpty() ? QString() : LegendWords::tr(", without %1").arg(week.left_out);
    if (weeks == 3)
        legend.push_back({Sample::PastWeek, LegendWords::tr("three weeks before") + without});
    else if (weeks > 0)
        legend.push_back(
            {Sample::PastWeek, LegendWords::tr("%1 of three weeks before").arg(weeks) + without});
    if (!week.gaps.empty()) {
        const bool is_partial = std::ranges::all_of(week.gaps, &view::WeekGap::is_partial);
        legend.push_back({Sample::Gap, is_partial ? LegendWords::tr("partial data")
                                                  : LegendWords::tr("no data")});
    }
    if (!week.deploys.empty())
        legend.push_back({Sample::Deploy, week.deploys.size() == 1 ? LegendWords::tr("deploy")
                                                                   : LegendWords::tr("deploys")});
    if (has_band)
        legend.push_back({Sample::Band, LegendWords::tr("their span today")});
    if (week.partial)
        legend.push_back({Sample::ThisHour, LegendWords::tr("this hour so far")});
    else if (!week.partial_count.isEmpty())
        legend.push_back(
            {Sample::None, LegendWords::tr("this hour so far: %1").arg(week.partial_count)});
    return legend;
}

void paintLegend(QPainter& painter, const QRectF& room, const Units& units, const Theme& theme,
                 const WeekPens& pens, const std::vector<LegendEntry>& entries)
{
    const QFont font = units.wordFont(Type::Note);
    const QFontMetricsF metrics(font);
    double width = 0;
    for (const LegendEntry& entry : entries) {
        if (entry.sample != Sample::None)
            width += units.u(kSample + kSampleGap);
        width += metrics.horizontalAdvance(entry.text) + units.u(kEntryGap);
    }
    const double line_height = units.u(kLineHeight);
    const auto lines = std::max(1, static_cast<int>(std::lround(room.height() / line_height)));
    double x =
        lines > 1 ? room.left() : std::max(room.left(), room.right() - width + units.u(kEntryGap));
    QRectF line = room;
    if (lines > 1)
        line.setHeight(line_height);
    painter.setFont(font);
    for (const LegendEntry& entry : entries) {
        const double sample_width =
            entry.sample != Sample::None ? units.u(kSample + kSampleGap) : 0;
        const bool fits = x + sample_width + metrics.horizontalAdvance(entry.text) <= room.right();
        if (!fits && x > room.left() && line.bottom() + line_height / 2 <= room.bottom()) {
            line.translate(0, line_height);
            x = room.left();
        }
        if (x + sample_width + units.u(kLeastText) > room.right())
            break;
        if (entry.sample != Sample::None)
            paintSample(painter, {x, line.top(), units.u(kSample), line.height()}, units, theme,
                        pens, entry.sample);
        x += sample_width;
        const QString text = elided(entry.text, font, std::max(room.right() - x, 0.0));
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(x, line.top(), room.right() - x, line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += metrics.horizontalAdvance(text) + units.u(kEntryGap);
    }
}

} // namespace livewall::widgets
