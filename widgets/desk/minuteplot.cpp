// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/desk/minuteplot.h"

#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/deploymarks.h"
#include "widgets/page/hatch.h"
#include "widgets/page/rulestep.h"
#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kPadding = 1.6;
constexpr double kNumbers = 8; // left of the plot
constexpr double kHead = 7;    // over it
constexpr double kHours = 4.6; // under it
constexpr double kLine = 0.45;
constexpr double kDeploy = 0.15;
constexpr double kSample = 4; // of the legend: wide
constexpr std::size_t kMinutes = std::tuple_size_v<decltype(view::DeskScopeView::minutes)>;
constexpr double kBandSample = 1.6; // and high

} // namespace

MinutePlot::MinutePlot(const Units& units, const Theme& theme, const QRectF& panel, double step)
    : units_(units)
    , theme_(theme)
    , panel_(panel)
    , plot_(panel.adjusted(units.u(kPadding + kNumbers), units.u(kHead), -units.u(kPadding),
                           -units.u(kHours)))
    , step_(step)
{
    plot_ = plot_.toRect();
}

QPointF MinutePlot::at(double minutes, double purchases) const
{
    return {plot_.left() + plot_.width() * minutes / static_cast<double>(kMinutes),
            plot_.bottom() - plot_.height() * purchases / (kRules * step_)};
}

void MinutePlot::paint(QPainter& painter, const view::DeskView& desk,
                       const view::DeskScopeView& scope, bool is_stale) const
{
    paintHead(painter, scope.has_band, is_stale);
    painter.setRenderHint(QPainter::Antialiasing);
    if (scope.has_band)
        paintBand(painter, scope);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintAxes(painter, desk.hours);
    painter.setRenderHint(QPainter::Antialiasing);
    paintUnheard(painter, desk);
    paintDeploys(painter, desk.deploys);
    if (scope.has_minutes)
        paintMinutes(painter, desk, scope, is_stale);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// What is plotted, and the legend at the right.
void MinutePlot::paintHead(QPainter& painter, bool has_band, bool is_stale) const
{
    const double baseline = std::round(panel_.top() + units_.u(3.8));
    const QFont font = units_.wordFont(Type::Note);
    const QFontMetricsF metrics(font);
    double right = panel_.right() - units_.u(kPadding);
    painter.setFont(font);
    const auto entry = [&](const QString& text, const auto& paint_sample) {
        painter.setPen(theme_.secondary);
        right -= drawRight(painter, right, baseline, text) + units_.u(1);
        const double middle = baseline - metrics.xHeight() / 2;
        paint_sample(QRectF(right - units_.u(kSample), middle - units_.u(kBandSample / 2),
                            units_.u(kSample), units_.u(kBandSample)));
        right -= units_.u(kSample + 2);
    };
    if (has_band)
        entry(tr("the weeks before"),
              [&](const QRectF& room) { painter.fillRect(room, theme_.rule); });
    entry(tr("now"), [&](const QRectF& room) {
        painter.setPen(QPen(is_stale ? theme_.stale : theme_.accent, units_.u(kLine)));
        painter.drawLine(QPointF(room.left(), room.center().y()),
                         QPointF(room.right(), room.center().y()));
    });
    painter.setFont(units_.wordFont(Type::Heading));
    painter.setPen(theme_.text);
    const double left = panel_.left() + units_.u(kPadding);
    drawLeft(painter, left, baseline, right - left, tr("Purchases a minute"));
}

void MinutePlot::paintAxes(QPainter& painter, const std::vector<view::DeskMark>& hours) const
{
    const double hairline = std::max(1.0, std::round(units_.u(0.1)));
    painter.setFont(units_.font(Type::Note));
    painter.setPen(theme_.secondary);
    const QFontMetricsF metrics(painter.font());
    for (int rule = 0; rule <= kRules; ++rule) {
        const double y = std::round(at(0, rule * step_).y());
        painter.fillRect(QRectF(plot_.left(), y, plot_.width(), hairline), theme_.rule);
        drawRight(painter, plot_.left() - units_.u(1), y + metrics.capHeight() / 2,
                  rateText(rule * step_));
    }
    const double baseline = plot_.bottom() + units_.u(3.2);
    for (const view::DeskMark& hour : hours) {
        const double x = std::round(at(hour.x, 0).x());
        painter.fillRect(QRectF(x, plot_.top(), hairline, plot_.height()), theme_.rule);
        const double width = metrics.horizontalAdvance(hour.label);
        const double left = std::clamp(x - width / 2, plot_.left(), plot_.right() - width);
        painter.drawText(QPointF(left, baseline), hour.label);
    }
}

void MinutePlot::paintUnheard(QPainter& painter, const view::DeskView& desk) const
{
    for (std::size_t from = 0; from < kMinutes; ++from) {
        if (!desk.unheard[from])
            continue;
        std::size_t to = from;
        while (to < kMinutes && desk.unheard[to])
            ++to;
        const QRectF room(at(static_cast<double>(from), kRules * step_),
                          at(static_cast<double>(to), 0));
        paintHatch(painter, room, tr("no data"), units_, theme_, theme_.panel);
        from = to;
    }
}

void MinutePlot::paintBand(QPainter& painter, const view::DeskScopeView& scope) const
{
    QPolygonF band;
    for (std::size_t i = 0; i < kMinutes; ++i)
        band.append(at(static_cast<double>(i) + 0.5, static_cast<double>(scope.most[i])));
    for (std::size_t i = kMinutes; i-- > 0;)
        band.append(at(static_cast<double>(i) + 0.5, static_cast<double>(scope.least[i])));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.rule);
    painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
}

/// What was not listened to is a gap, and no zero.
void MinutePlot::paintMinutes(QPainter& painter, const view::DeskView& desk,
                              const view::DeskScopeView& scope, bool is_stale) const
{
    painter.setPen(QPen(is_stale ? theme_.stale : theme_.accent, units_.u(kLine), Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    QPolygonF line;
    for (std::size_t i = 0; i < kMinutes; ++i) {
        if (!desk.unheard[i])
            line.append(at(static_cast<double>(i) + 0.5, static_cast<double>(scope.minutes[i])));
        if (desk.unheard[i] || i + 1 == kMinutes) {
            painter.drawPolyline(line);
            line.clear();
        }
    }
}

void MinutePlot::paintDeploys(QPainter& painter, const std::vector<view::DeskMark>& deploys) const
{
    std::vector<DeployAt> marks;
    painter.setPen(QPen(theme_.warn, units_.u(kDeploy)));
    for (const view::DeskMark& deploy : deploys) {
        marks.push_back({at(deploy.x, 0).x(), deploy.label});
        painter.drawLine(at(deploy.x, 0), at(deploy.x, kRules * step_));
    }
    paintDeployLabels(painter, deployLabels(marks, plot_.right(), units_), plot_.left(),
                      plot_.top() + units_.u(2.4), units_, theme_);
}

} // namespace livewall::widgets
