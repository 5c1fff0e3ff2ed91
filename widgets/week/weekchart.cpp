// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekchart.h"

#include <algorithm>
#include <cmath>

#include <QAreaSeries>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPainter>
#include <QPainterPath>
#include <QValueAxis>

#include "models/view/format.h"
#include "widgets/page/deploymarks.h"
#include "widgets/page/hatch.h"
#include "widgets/page/rulestep.h"
#include "widgets/page/texts.h"
#include "widgets/page/verdict.h"
#include "widgets/week/weekband.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

constexpr double kHalo = 1.0; // u, of ground round a number that lies on lines

QList<QPointF> plotted(const view::WeekLine& line)
{
    QList<QPointF> points;
    for (const auto& [x, y] : line.points)
        points.append({x, y});
    if (points.size() == 1) {
        // One slot between two gaps has no length: half an hour of level line stands for it.
        points = {points[0] - QPointF(0.25, 0), points[0] + QPointF(0.25, 0)};
    }
    return points;
}

} // namespace

WeekChart::WeekChart(const Theme& theme, QWidget* parent)
    : QChartView(parent)
    , theme_(theme)
    , hours_(new QValueAxis)
    , rates_(new QValueAxis)
    , geometry_(units_, step_)
    , pens_(units_, theme, false)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setRenderHint(QPainter::Antialiasing);

    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    hours_->setRange(0, kDays * 24);
    hours_->setVisible(false);
    rates_->setVisible(false);
    chart()->addAxis(hours_, Qt::AlignBottom);
    chart()->addAxis(rates_, Qt::AlignLeft);
}

void WeekChart::setWeek(const view::WeekView& week, const view::VerdictView& verdict, double step,
                        view::Condition condition)
{
    if (week == week_ && verdict == verdict_ && step == step_ && condition == condition_)
        return;
    week_ = week;
    verdict_ = verdict;
    step_ = step;
    condition_ = condition;
    rebuild();
}

void WeekChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void WeekChart::rebuild()
{
    units_ = Units(size());
    geometry_ = WeekGeometry(units_, step_);
    pens_ = WeekPens(units_, theme_, condition_ == view::Condition::Stale);

    chart()->setPlotArea(geometry_.plot());
    rates_->setRange(0, geometry_.maximum());
    chart()->removeAllSeries();
    addBand();
    legend_ = weekLegend(week_, !chart()->series().isEmpty());
    for (std::size_t ago = week_.series.size() - 1; ago > 0; --ago)
        addLines(week_.series[ago], pens_.past_week);
    addLines(week_.series[0], pens_.this_week);
    if (week_.partial && week_.partial->points.size() > 1)
        addLines({*week_.partial}, pens_.this_hour);
    viewport()->update();
}

void WeekChart::addBand()
{
    for (const std::vector<BandPoint>& stretch : todaysBand(week_)) {
        auto* least = new QLineSeries;
        auto* most = new QLineSeries;
        for (const BandPoint& point : stretch) {
            least->append(point.x, point.least);
            most->append(point.x, point.most);
        }
        auto* band = new QAreaSeries(most, least);
        least->setParent(band);
        most->setParent(band);
        band->setPen(Qt::NoPen);
        band->setBrush(theme_.rule);
        addSeries(band);
    }
}

void WeekChart::addLines(const std::vector<view::WeekLine>& lines, const QPen& pen)
{
    for (const view::WeekLine& line : lines) {
        auto* series = new QLineSeries;
        series->setPen(pen);
        series->append(plotted(line));
        addSeries(series);
    }
}

void WeekChart::addSeries(QAbstractSeries* series)
{
    chart()->addSeries(series);
    series->attachAxis(hours_);
    series->attachAxis(rates_);
}

void WeekChart::drawBackground(QPainter* painter, const QRectF& exposed)
{
    painter->fillRect(exposed, theme_.ground);
    for (int rule = 0; rule <= kRules; ++rule)
        painter->fillRect(geometry_.rule(rule), theme_.rule);
    for (int day = 0; day <= kDays; ++day)
        painter->fillRect(geometry_.dayBoundary(day), theme_.rule);
    for (const view::WeekGap& gap : week_.gaps)
        paintGap(*painter, gap);
    painter->setPen(pens_.deploy);
    for (const view::WeekDeploy& deploy : week_.deploys)
        painter->drawLine(geometry_.at(deploy.x, 0), geometry_.at(deploy.x, geometry_.maximum()));
}

void WeekChart::paintGap(QPainter& painter, const view::WeekGap& gap) const
{
    const QRectF room(geometry_.at(gap.from, geometry_.maximum()), geometry_.at(gap.to, 0));
    paintHatch(painter, room, gap.is_partial ? tr("partial") : tr("no data"), units_, theme_,
               theme_.ground);
}

void WeekChart::drawForeground(QPainter* painter, const QRectF&)
{
    paintVerdict(*painter, units_, theme_, verdict_, condition_ == view::Condition::Stale);
    paintLegend(*painter, geometry_.legend(), units_, theme_, pens_, legend_);
    paintDeploys(*painter);
    paintAxes(*painter);
    if (week_.partial)
        paintCount(*painter);
}

/// What the deploys' lines are, over all that is plotted.
void WeekChart::paintDeploys(QPainter& painter) const
{
    std::vector<DeployAt> deploys;
    for (const view::WeekDeploy& deploy : week_.deploys)
        deploys.push_back({geometry_.at(deploy.x, 0).x(), deploy.label});
    const QRectF plot = geometry_.plot();
    paintDeployLabels(painter, deployLabels(deploys, plot.right(), units_), plot.left(),
                      plot.top() + units_.u(2.4), units_, theme_);
}

void WeekChart::paintAxes(QPainter& painter) const
{
    painter.setPen(theme_.secondary);
    painter.setFont(units_.font(Type::Note));
    painter.drawText(geometry_.axisTitle(), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("purchases an hour"));
    painter.setFont(units_.font(Type::Status));
    for (int rule = 0; rule <= kRules; ++rule)
        painter.drawText(geometry_.ruleNumber(rule), Qt::AlignRight | Qt::AlignVCenter,
                         rateText(rule * step_));

    const QFontMetricsF widest(units_.font(Type::Heading));
    const bool fit = std::ranges::all_of(week_.days, [&](const QString& name) {
        return widest.horizontalAdvance(name) <= geometry_.dayName(0).width();
    });
    for (int day = 0; day < kDays; ++day) {
        const bool is_today = condition_ != view::Condition::Empty && day == week_.today;
        painter.setPen(is_today ? theme_.text : theme_.secondary);
        painter.setFont(units_.font(is_today ? Type::Heading : Type::Body));
        painter.drawText(geometry_.dayName(day), Qt::AlignCenter,
                         fit ? week_.days[day] : week_.short_days[day]);
    }
}

void WeekChart::paintCount(QPainter& painter) const
{
    const bool is_stale = condition_ == view::Condition::Stale;
    QPolygonF line;
    for (const view::WeekLine& stretch : week_.series[0]) {
        for (const auto& [x, y] : stretch.points)
            line.append(geometry_.at(x, y));
    }
    const auto& [x, y] = week_.partial->points.back();
    line.append(geometry_.at(x, y));

    const QFont font = units_.font(Type::Heading);
    const QFontMetricsF metrics(font);
    const QRectF room = geometry_.besideDot(
        line, {metrics.horizontalAdvance(week_.partial_count), metrics.capHeight()});
    QPainterPath count;
    count.addText(room.bottomLeft(), font, week_.partial_count);
    painter.strokePath(
        count, QPen(theme_.ground, units_.u(kHalo), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.fillPath(count, is_stale ? theme_.stale : theme_.text);

    painter.setPen(Qt::NoPen);
    painter.setBrush(pens_.this_hour.color());
    painter.drawEllipse(line.last(), pens_.dot_radius, pens_.dot_radius);
}

} // namespace livewall::widgets
