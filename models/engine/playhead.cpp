// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/playhead.h"

#include <algorithm>
#include <cmath>

namespace livewall::engine {

Playhead::Playhead(Ends ends, std::int64_t at_ms, double speed, bool is_moving, std::int64_t now_ms)
    : ends_(ends)
    , at_ms_(std::clamp(at_ms, ends.first_ms, ends.last_ms))
    , since_ms_(now_ms)
    , speed_(speed)
    , is_moving_(is_moving)
{
}

std::int64_t Playhead::at(std::int64_t now_ms) const
{
    if (!is_moving_ || !std::isfinite(speed_))
        return at_ms_;
    const double left_ms = static_cast<double>(ends_.last_ms - at_ms_);
    const double played_ms = static_cast<double>(now_ms - since_ms_) * speed_;
    if (played_ms >= left_ms)
        return ends_.last_ms;
    return at_ms_ + static_cast<std::int64_t>(played_ms);
}

void Playhead::goTo(std::int64_t at_ms, std::int64_t now_ms)
{
    at_ms_ = std::clamp(at_ms, ends_.first_ms, ends_.last_ms);
    since_ms_ = now_ms;
}

void Playhead::setMoving(bool is_moving, std::int64_t now_ms)
{
    goTo(at(now_ms), now_ms);
    is_moving_ = is_moving;
}

void Playhead::setSpeed(double speed, std::int64_t now_ms)
{
    goTo(at(now_ms), now_ms);
    speed_ = speed;
}

} // namespace livewall::engine
