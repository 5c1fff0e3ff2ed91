// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/tour.h"

#include <utility>

#include <QEasingCurve>

namespace livewall::widgets {

bool Tour::advance(std::int64_t now_ms)
{
    if (!arrived_ms_)
        arrived_ms_ = now_ms;
    if (isFlying(now_ms) || now_ms < *arrived_ms_ + dwell_ms_)
        return false;
    if (target_ && stops_ >= kStops)
        return fly(std::nullopt, now_ms);
    if (auto next = itinerary_.next(now_ms))
        return fly(std::move(next), now_ms);
    if (target_ && now_ms >= *arrived_ms_ + kAlone_ms)
        return fly(std::nullopt, now_ms);
    return false;
}

bool Tour::fly(std::optional<Sight> to, std::int64_t now_ms)
{
    stops_ = to ? stops_ + 1 : 0;
    target_ = std::move(to);
    began_ms_ = now_ms;
    arrived_ms_ = now_ms + kFlight_ms;
    return true;
}

void Tour::goHome(std::int64_t now_ms)
{
    itinerary_.clear();
    target_.reset();
    began_ms_.reset();
    arrived_ms_ = now_ms;
    stops_ = 0;
}

void Tour::halt()
{
    itinerary_.clear();
    began_ms_.reset();
}

double Tour::progress(std::int64_t now_ms) const
{
    if (!isFlying(now_ms))
        return 1;
    static const QEasingCurve ease(QEasingCurve::InOutSine);
    return ease.valueForProgress(static_cast<double>(now_ms - *began_ms_) / kFlight_ms);
}

bool Tour::isFlying(std::int64_t now_ms) const
{
    return began_ms_ && now_ms >= *began_ms_ && now_ms < *began_ms_ + kFlight_ms;
}

} // namespace livewall::widgets
