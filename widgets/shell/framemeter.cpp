// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/framemeter.h"

#include <utility>

namespace livewall::widgets {

void FrameFigures::add(const FrameFigures& others)
{
    work.add(others.work);
    apart.add(others.apart);
    glass.add(others.glass);
}

void FrameMeter::begin(std::int64_t now_us)
{
    begun_us_ = now_us;
    painted_us_.reset();
    shown_.clear();
}

void FrameMeter::show(const std::vector<view::Arrival>& arrivals)
{
    if (begun_us_) // else nobody takes this frame's time
        shown_.insert(shown_.end(), arrivals.begin(), arrivals.end());
}

void FrameMeter::painted(std::int64_t now_us)
{
    if (begun_us_) // else it is not for a frame: a window was covered, a key opened something
        painted_us_ = now_us;
}

void FrameMeter::end(Motion motion, std::int64_t now_us)
{
    for (const view::Arrival& arrival : shown_)
        figures_.glass.add(painted_us_.value_or(now_us) - arrival.read_us, arrival.events);
    if (painted_us_) {
        figures_.work.add(*painted_us_ - *begun_us_);
        if (moved_us_)
            figures_.apart.add(*painted_us_ - *moved_us_);
    }
    if (motion == Motion::Still)
        moved_us_.reset();
    else if (painted_us_)
        moved_us_ = painted_us_;
    begun_us_.reset();
}

FrameFigures FrameMeter::take()
{
    return std::exchange(figures_, {});
}

} // namespace livewall::widgets
