// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What one snapshot's figures cost, and one purchase on its way into all of them.
#include "models/stats/board.h"
#include "models/stats/intake.h"
#include "tests/bench/stats/stream.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <span>

using namespace livewall;

namespace {

constexpr std::int64_t kEvents = 1'000'000;
constexpr std::int64_t kPerSecond = 200;

/// A board with a million purchases of the last 83 minutes, in a week of two clock changes' zone.
struct Busy
{
    std::unique_ptr<bench::Stream> stream = std::make_unique<bench::Stream>(kPerSecond);
    stats::Board board{{.zone = stats::Zone::find("Europe/Stockholm").value(),
                        .exclude = {examples::country("se"), examples::country("fi")}}};

    Busy()
    {
        for (std::int64_t i = 0; i < kEvents; ++i)
            count();
    }

    void count()
    {
        event::Purchase purchase = stream->next();
        board.advance(purchase.second());
        const stats::UnitDelta one = stats::toUnitDelta(purchase);
        board.add(std::span(&one, 1));
        if (!purchase.accepted)
            return;
        board.addName(purchase.eid, purchase.time_ms, "A store");
        purchase.latitude = static_cast<float>(purchase.eid % 50);
        purchase.longitude = static_cast<float>(purchase.eid % 40);
        board.addSighting(purchase, {}, {});
    }
};

Busy& busy()
{
    static Busy made;
    return made;
}

void count(benchmark::State& state)
{
    Busy& full = busy();
    for (auto _ : state)
        full.count();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(count);

void figures(benchmark::State& state)
{
    stats::Board& board = busy().board;
    for (auto _ : state)
        benchmark::DoNotOptimize(board.figures(board.second() * 1000));
}
BENCHMARK(figures)->Unit(benchmark::kMicrosecond);

void places(benchmark::State& state)
{
    stats::Board& board = busy().board;
    for (auto _ : state) {
        benchmark::DoNotOptimize(board.dayPlaces());
        benchmark::DoNotOptimize(board.recent());
    }
}
BENCHMARK(places)->Unit(benchmark::kMicrosecond);

/// The calendars of four weeks, as every new week makes them.
void newWeek(benchmark::State& state)
{
    stats::Board board({.zone = stats::Zone::find("Europe/Stockholm").value(), .exclude = {}});
    std::int64_t second = bench::kNow;
    for (auto _ : state)
        board.advance(second += 7 * 86'400);
}
BENCHMARK(newWeek)->Unit(benchmark::kMicrosecond)->Iterations(1000);

} // namespace

BENCHMARK_MAIN();
