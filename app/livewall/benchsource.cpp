// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/benchsource.h"

#include "models/feed/pause.h"
#include "models/feed/streambatches.h"
#include "models/generate/demo.h"
#include "models/generate/line.h"
#include "models/generate/market.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace livewall::app {

namespace {

using Clock = std::chrono::steady_clock;

/// Until the next purchase is due; but not so often that waking up costs more than the purchases
/// do, and so that the area in which they are made is soon another one.
constexpr std::chrono::milliseconds kLeastPause(5);
constexpr std::chrono::milliseconds kMostPause(50);

geo::Point pointIn(const Area& area, generate::Random& random)
{
    const auto between = [&random](double low, double high) {
        return low + (high - low) * random.bits() / 4294967296.0;
    };
    const double longitude = between(area.west, area.east);
    return {between(area.south, area.north), longitude > 180 ? longitude - 360 : longitude};
}

} // namespace

void BenchPlaces::set(const Area& area)
{
    const std::lock_guard lock(mutex_);
    area_ = area;
}

std::optional<Area> BenchPlaces::area() const
{
    const std::lock_guard lock(mutex_);
    return area_;
}

BenchSource::BenchSource(feed::FeedSpec spec, double events_per_second, const BenchPlaces& places)
    : spec_(std::move(spec)), events_per_second_(events_per_second), places_(places)
{
}

void BenchSource::run(feed::Sink& sink, std::stop_token stop)
{
    const std::int64_t start_ms = spec_.now_ms();
    sink.setState({feed::Link::Up, "DEMO: invented purchases"});
    auto history = generate::Demo().history(start_ms / 1000);
    std::unique_ptr<feed::Batch> batch = sink.takeEmpty();
    batch->history = std::move(history.deltas);
    batch->names = std::move(history.names);
    batch->arrived_ms = start_ms;
    if (!sink.deliver(std::move(batch)))
        return;

    const generate::Market market(1, kMerchants);
    generate::Random random(static_cast<std::uint64_t>(start_ms));
    feed::StreamBatches batches(sink, spec_.decoder, spec_.now_ms);
    std::string lines;
    std::uint64_t made = 0;
    const auto begun = Clock::now();
    const auto untilDue = [&](std::uint64_t purchases) {
        const std::chrono::duration<double> due(static_cast<double>(purchases) /
                                                events_per_second_);
        return std::chrono::ceil<std::chrono::milliseconds>(begun + due - Clock::now());
    };
    while (!stop.stop_requested()) {
        const double passed_s = std::chrono::duration<double>(Clock::now() - begun).count();
        const auto due = static_cast<std::uint64_t>(passed_s * events_per_second_);
        const auto area = places_.area();
        const std::int64_t now_ms = spec_.now_ms();
        lines.clear();
        // A batch at a time: back-pressure holds up what is not invented yet.
        for (const auto until = std::min(due, made + feed::kBatchEvents); made < until; ++made) {
            generate::Sale sale = market.draw(random, random.below(12) != 0);
            sale.id = random.next();
            sale.time_ms = now_ms;
            if (area && made % kElsewhere != 0) {
                sale.point = pointIn(*area, random);
                sale.place = generate::Sale::Place::Coordinates;
            }
            appendLine(sale, lines);
        }
        if (!lines.empty() && (!batches.feed(lines) || !batches.flush()))
            return;
        if (made == due)
            feed::pause(stop, std::clamp(untilDue(made + 1), kLeastPause, kMostPause));
    }
}

} // namespace livewall::app
