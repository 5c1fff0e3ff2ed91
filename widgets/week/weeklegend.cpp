// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weeklegend.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/theme.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kSample = 4;
constexpr double kSampleGap = 1;
constexpr double kEntryGap = 3.4;
constexpr double kBandHeight = 1.6;

void paintSample(QPainter& painter, const QRectF& room, const Units& units, const WeekPens& pens,
                 Sample sample)
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
    case Sample::Band: {
        QRectF band(left, QSizeF(room.width(), units.u(kBandHeight)));
        band.moveCenter(room.center());
        painter.fillRect(band.toAlignedRect(), Theme::dark().rule);
        break;
    }
    }
}

} // namespace

std::vector<LegendEntry> weekLegend(const view::WeekView& week, bool has_band)
{
    std::vector<LegendEntry> legend;
    if (!week.series[0].empty())
        legend.push_back({Sample::ThisWeek, u"this week"_s});
    const auto weeks = std::count_if(week.series.begin() + 1, week.series.end(),
                                     [](const auto& lines) { return !lines.empty(); });
    if (weeks == 3)
        legend.push_back({Sample::PastWeek, u"the three weeks before"_s});
    else if (weeks > 0)
        legend.push_back({Sample::PastWeek, u"%1 of the three weeks before"_s.arg(weeks)});
    if (has_band)
        legend.push_back({Sample::Band, u"their span today"_s});
    if (week.partial)
        legend.push_back(
            {Sample::ThisHour, u"dashed: this hour so far, per hour, with its count"_s});
    else if (!week.partial_count.isEmpty())
        legend.push_back({Sample::None, u"this hour so far: "_s + week.partial_count});
    if (!week.note.isEmpty())
        legend.push_back({Sample::None, week.note});
    return legend;
}

void paintLegend(QPainter& painter, const QRectF& room, const Units& units, const WeekPens& pens,
                 const std::vector<LegendEntry>& entries)
{
    const QFont font = units.font(Type::Status);
    painter.setFont(font);
    double x = room.left();
    for (const LegendEntry& entry : entries) {
        if (entry.sample != Sample::None) {
            const QRectF sample(x, room.top(), units.u(kSample), room.height());
            paintSample(painter, sample, units, pens, entry.sample);
            x = sample.right() + units.u(kSampleGap);
        }
        const QString text = elided(entry.text, font, std::max(room.right() - x, 0.0));
        painter.setPen(Theme::dark().secondary);
        painter.drawText(QRectF(x, room.top(), room.right() - x, room.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += QFontMetricsF(font).horizontalAdvance(text) + units.u(kEntryGap);
    }
}

} // namespace livewall::widgets
