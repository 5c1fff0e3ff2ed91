// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/wallsource.h"

#include "app/livewall/processusage.h"
#include "models/engine/clock.h"
#include "models/engine/publisher.h"
#include "models/view/presentmap.h"

#include <algorithm>
#include <utility>

namespace livewall::app {

WallSource::WallSource(engine::Engine& engine, std::function<QString()> notice)
    : engine_(engine), notice_(std::move(notice))
{
}

widgets::WallInputs WallSource::inputs()
{
    const std::size_t window = pulses_.size();
    pulses_.emplace_back();
    arrivals_.emplace_back();
    return {.view = [this] { return view(); },
            .pulses = [this, window] { return takePulses(window); },
            .now_ms = [] { return engine::SteadyClock().now_ms(); },
            .arrivals = [this, window] { return takeArrivals(window); },
            .elapsed_us = [] { return engine::SystemClock().elapsed_us(); },
            .memory = residentMemory};
}

std::shared_ptr<const view::WallView> WallSource::view()
{
    auto snapshot = engine_.latest();
    const QString notice = notice_ ? notice_() : QString();
    // Made anew only when there is a new snapshot or notice.
    if (snapshot != presented_ || notice != noticed_) {
        notices_ += notice != noticed_ ? 1 : 0;
        view_ = view::present(*snapshot);
        if (notices_ > 0)
            view_ = withNotice(*view_, notice);
        presented_ = std::move(snapshot);
        noticed_ = notice;
    }
    return view_;
}

/// Before all that is no worse. An engine that stands still has no new number for it.
std::shared_ptr<const view::WallView> WallSource::withNotice(view::WallView view,
                                                             const QString& notice) const
{
    view.sequence += notices_;
    const auto place = std::ranges::find_if(view.banners, [](const view::Banner& banner) {
        return banner.severity != view::Severity::Bad;
    });
    if (!notice.isEmpty())
        view.banners.insert(place, {view::Severity::Warn, notice});
    return std::make_shared<const view::WallView>(std::move(view));
}

std::vector<view::MapPoint> WallSource::takePulses(std::size_t window)
{
    for (const stats::Sighting& sighting : engine_.takePulses()) {
        const view::MapPoint point = view::presentSighting(sighting);
        for (std::vector<view::MapPoint>& waiting : pulses_) {
            if (waiting.size() < engine::PulseRing::kCapacity)
                waiting.push_back(point);
        }
    }
    return std::exchange(pulses_[window], {});
}

std::vector<view::Arrival> WallSource::takeArrivals(std::size_t window)
{
    if (!presented_)
        return {};
    for (const engine::Arrival& arrival : engine_.takeArrivals(presented_->sequence)) {
        for (std::vector<view::Arrival>& waiting : arrivals_) {
            if (waiting.size() < engine::Arrivals::kCapacity)
                waiting.push_back({arrival.read_us, arrival.events});
        }
    }
    return std::exchange(arrivals_[window], {});
}

} // namespace livewall::app
