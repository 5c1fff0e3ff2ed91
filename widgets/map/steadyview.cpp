// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/steadyview.h"

#include "widgets/map/mercator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QEasingCurve>

namespace livewall::widgets {

bool SteadyView::isDue(std::int64_t at_ms, std::int64_t purchases, std::int64_t now_ms) const
{
    if (!last_look_)
        return true;
    if (isMoving(now_ms))
        return false;
    const bool is_old = at_ms >= last_look_->at_ms + kHold_ms || at_ms < last_look_->at_ms;
    const bool has_doubled = purchases > 0 && purchases >= 2 * last_look_->purchases;
    return is_old || has_doubled;
}

void SteadyView::look(const std::optional<QRectF>& box, std::int64_t at_ms, std::int64_t purchases,
                      std::int64_t now_ms)
{
    const QRectF wanted = box.value_or(wholeWorld());
    if (!last_look_) {
        from_ = to_ = wanted;
    } else if (differsMarkedly(wanted, to_)) {
        from_ = std::exchange(to_, wanted);
        move_began_ms_ = now_ms;
    }
    last_look_ = Look{at_ms, purchases};
}

double SteadyView::progress(std::int64_t now_ms) const
{
    if (!isMoving(now_ms))
        return 1;
    static const QEasingCurve ease(QEasingCurve::InOutCubic);
    return ease.valueForProgress(static_cast<double>(now_ms - *move_began_ms_) / kMove_ms);
}

bool SteadyView::isMoving(std::int64_t now_ms) const
{
    return move_began_ms_ && now_ms < *move_began_ms_ + kMove_ms;
}

QRectF wholeWorld()
{
    const double north = toWorld({78, 0}).y();
    const double south = toWorld({-56, 0}).y();
    return {0, north, 1, south - north};
}

bool differsMarkedly(const QRectF& a, const QRectF& b)
{
    constexpr double kGrowth = 1.5;
    constexpr double kShift = 0.25;
    const auto differs = [](double size_a, double size_b, double apart) {
        const auto [smaller, larger] = std::minmax(size_a, size_b);
        return larger >= kGrowth * smaller || std::abs(apart) > kShift * larger;
    };
    const QPointF apart = a.center() - b.center();
    const double east = apart.x() - std::round(apart.x()); // the shorter way round
    return differs(a.width(), b.width(), east) || differs(a.height(), b.height(), apart.y());
}

} // namespace livewall::widgets
