// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/page/page.h"
#include "widgets/page/rulestep.h"
#include "widgets/page/theme.h"

namespace livewall::widgets {

class WeekChart;

/// This week, hour by hour, over the three before it. Nothing on it moves by itself.
class WeekPage final : public Page
{
    Q_OBJECT
public:
    explicit WeekPage(const Theme& theme, QWidget* parent = nullptr);

    QString title() const override;
    Motion advance(const Frame& frame) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    WeekChart* chart_; ///< child
    RuleStep step_;
    std::uint64_t jumps_ = 0; ///< of the view that is shown
};

} // namespace livewall::widgets
