// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekpage.h"

#include <utility>

#include "widgets/week/weekchart.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {

WeekPage::WeekPage(const Theme& theme, QWidget* parent)
    : Page(parent), chart_(new WeekChart(theme, this))
{
}

QString WeekPage::title() const
{
    return tr("One week, three comparison weeks in the background (per hour)");
}

Motion WeekPage::advance(const Frame& frame)
{
    const view::WallView& view = *frame.view;
    // Another time has rules of its own.
    if (std::exchange(jumps_, view.jumps) != view.jumps)
        step_ = {};
    chart_->setWeek(view.week, view.verdict, step_.follow(view.week.maximum, view.at_ms),
                    view.condition);
    return Motion::Still;
}

void WeekPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    chart_->setGeometry(rect());
}

} // namespace livewall::widgets
