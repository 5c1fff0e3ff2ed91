// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/rulestep.h"

#include <chrono>
#include <cmath>
#include <cstdlib>

#include <QtAssert>

#include "models/view/format.h"

namespace livewall::widgets {

double roundStep(double maximum)
{
    Q_ASSERT(std::isfinite(maximum));
    for (double decade = 1;; decade *= 10) {
        for (const double step : {1.0, 2.0, 2.5, 5.0}) {
            if (kRules * step * decade >= maximum)
                return step * decade;
        }
    }
}

QString rateText(double rate)
{
    const double whole = std::floor(rate);
    return whole == rate ? view::formatCount(static_cast<std::int64_t>(whole))
                         : QString::number(rate, 'f', 1).replace(u'.', view::decimalPoint());
}

double RuleStep::follow(double maximum, std::int64_t at_ms)
{
    constexpr std::int64_t kHour_ms = std::chrono::milliseconds(std::chrono::hours(1)).count();
    const double step = roundStep(maximum);
    const bool has_stood = std::abs(at_ms - changed_ms_) >= kHour_ms;
    if (step > step_ || (step < step_ && has_stood)) {
        step_ = step;
        changed_ms_ = at_ms;
    }
    return step_;
}

} // namespace livewall::widgets
