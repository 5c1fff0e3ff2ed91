// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/benchscenario.h"

#include "app/livewall/benchsource.h"
#include "app/livewall/processusage.h"
#include "app/livewall/wallsource.h"
#include "app/livewall/walltime.h"
#include "app/livewall/wallwindows.h"
#include "models/engine/clock.h"
#include "models/engine/liveengine.h"
#include "models/engine/pastengine.h"
#include "widgets/map/mappage.h"
#include "widgets/map/mercator.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace livewall::app {

namespace {

using namespace std::chrono;

/// Counts from memory, as `livewall --feed` does without a store.
engine::LiveEngine makeEngine(const BenchScenario& scenario, const stats::BoardOptions& board,
                              const engine::Clock& clock, const BenchPlaces& places)
{
    std::vector<engine::LiveEngine::Feed> feeds(1);
    feeds[0].description = {.name = "demo", .resumes = false};
    feeds[0].source =
        std::make_unique<BenchSource>(feed::FeedSpec{.location = "bench",
                                                     .decoder = {.feed = "demo"},
                                                     .cursor = {},
                                                     .now_ms = [&clock] { return clock.now_ms(); }},
                                      scenario.events_per_second, places);
    return engine::LiveEngine({.board = board, .mode = engine::Mode::Demo}, std::move(feeds),
                              clock);
}

/// What the map shows, so that purchases are made there.
Area areaOf(const widgets::Viewport& viewport)
{
    const QRectF world = viewport.world();
    const geo::Point north_west = widgets::toGeo(world.topLeft());
    const geo::Point south_east = widgets::toGeo(world.bottomRight());
    const double width = world.width() * 360;
    return {.south = south_east.latitude,
            .north = north_west.latitude,
            .west = north_west.longitude,
            .east = north_west.longitude + width};
}

/// Lets the event loop run so long, or until `is_done`, asked every `look`.
template <typename IsDone>
bool runUntil(milliseconds most, milliseconds look, IsDone is_done)
{
    QEventLoop loop;
    bool was_done = false;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        was_done = is_done();
        if (was_done)
            loop.quit();
    });
    timer.start(look);
    QTimer::singleShot(most, Qt::PreciseTimer, &loop, [&loop] { loop.quit(); });
    loop.exec();
    return was_done;
}

} // namespace

std::optional<BenchResult> runScenario(const BenchScenario& scenario,
                                       const stats::BoardOptions& board,
                                       const std::function<void(double share)>& progress)
{
    const engine::SystemClock clock;
    const engine::SteadyClock pace;
    BenchPlaces places;
    engine::LiveEngine live = makeEngine(scenario, board, clock, places);
    engine::PastEngine wall(live, {}, board, pace);
    WallSource source(wall);
    WindowArguments arguments{
        .pages = {scenario.page}, .is_windowed = true, .size = scenario.size, .dwell_ms = 0};
    const auto window =
        makeWindow(source, std::make_shared<WallTime>(wall, board.zone, pace), arguments);
    auto* const map = window->findChild<widgets::MapPage*>();
    if (map && scenario.is_flying)
        map->setDwell(0);
    wall.start();
    window->resize(scenario.size);
    window->show();
    window->start();

    BenchResult result;
    constexpr milliseconds kLook(1);
    if (!runUntil(kPatience, kLook, [&] { return window->takeFigures().glass.count() > 0; }))
        return std::nullopt;
    result.first_frame_us = clock.elapsed_us();
    if (scenario.time == milliseconds::zero())
        return result;

    std::uint64_t looks = 0;
    std::uint64_t marks = 0;
    const auto begun = steady_clock::now();
    const auto follow = [&] {
        progress(duration<double>(steady_clock::now() - begun) /
                 duration<double>(kWarmUp + scenario.time));
        if (!map)
            return false;
        if (scenario.is_flying)
            places.set(areaOf(map->viewport()));
        const std::size_t alive = map->marks();
        result.fewest_marks = looks == 0 ? alive : std::min(result.fewest_marks, alive);
        marks += alive;
        ++looks;
        return false;
    };
    constexpr milliseconds kFollow(100);
    runUntil(kWarmUp, kFollow, follow);
    looks = marks = 0;
    window->takeFigures();
    result.memory_begin = residentMemory();
    const auto from = steady_clock::now();
    const auto process_from = processTime();
    const auto gui_from = threadTime();
    runUntil(scenario.time, kFollow, follow);
    result.figures = window->takeFigures();
    result.time = steady_clock::now() - from;
    result.processor_time = processTime() - process_from;
    result.gui_time = threadTime() - gui_from;
    result.memory_end = residentMemory();
    if (looks > 0)
        result.mean_marks = static_cast<double>(marks) / static_cast<double>(looks);
    return result;
}

} // namespace livewall::app
