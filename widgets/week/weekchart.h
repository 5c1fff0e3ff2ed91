// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QChartView>

#include "models/view/wallview.h"
#include "widgets/page/theme.h"
#include "widgets/week/weekgeometry.h"
#include "widgets/week/weeklegend.h"
#include "widgets/week/weekpens.h"

class QValueAxis;

namespace livewall::widgets {

/// The week's plot with its words; it fills the page. Qt Charts draws what is sloped: the lines
/// and the band. Rules, boundaries and words are painted here, on whole pixels and in the places
/// of WeekGeometry, which Qt Charts' own axes cannot promise.
class WeekChart final : public QChartView
{
    Q_OBJECT
public:
    WeekChart(const Theme& theme, QWidget* parent);

    /// `step`: purchases an hour from one rule to the next; kRules of them reach all that is
    /// plotted. Cheap where nothing changed.
    void setWeek(const view::WeekView& week, const view::VerdictView& verdict, double step,
                 view::Condition condition);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& exposed) override;
    void drawForeground(QPainter* painter, const QRectF& exposed) override;

private:
    void rebuild();
    void addLines(const std::vector<view::WeekLine>& lines, const QPen& pen);
    void addBand();
    void addSeries(QAbstractSeries* series);
    void paintGap(QPainter& painter, const view::WeekGap& gap) const;
    void paintDeploys(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintCount(QPainter& painter) const;

    const Theme& theme_;
    view::WeekView week_;
    view::VerdictView verdict_;
    double step_ = 1;
    view::Condition condition_ = view::Condition::Empty;

    QValueAxis* hours_; ///< owned by the chart, as is rates_
    QValueAxis* rates_; ///< purchases an hour

    // Made by rebuild() from the above and the size.
    Units units_;
    WeekGeometry geometry_;
    WeekPens pens_;
    std::vector<LegendEntry> legend_;
};

} // namespace livewall::widgets
