// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The engine thread's work: a batch of a thousand purchases, and a snapshot after it.
#include "models/engine/livetally.h"
#include "tests/bench/stats/stream.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <vector>

using namespace livewall;

namespace {

constexpr std::int64_t kPerSecond = 1000;

struct Wall
{
    std::unique_ptr<bench::Stream> stream = std::make_unique<bench::Stream>(kPerSecond);
    engine::LiveTally tally{{.zone = stats::Zone::find("Europe/Stockholm").value(),
                             .exclude = {examples::country("fi")}},
                            {{"stream", false}},
                            engine::Mode::Live};
    feed::Batch batch;
    std::vector<stats::Sighting> pulses;
    std::int64_t now_ms = bench::kNow * 1000;

    void fill()
    {
        batch.clear();
        for (std::int64_t i = 0; i < kPerSecond; ++i) {
            event::Purchase purchase = stream->next();
            purchase.merchant = batch.events.add("A store with a name");
            purchase.latitude = static_cast<float>(purchase.eid % 50);
            purchase.longitude = static_cast<float>(purchase.eid % 40);
            examples::add(batch.events, purchase);
        }
        now_ms = batch.arrived_ms = batch.events.purchases.back().time_ms;
    }

    void apply()
    {
        tally.advance(now_ms);
        tally.take(0, batch, now_ms, pulses);
        pulses.clear();
    }
};

Wall& wall()
{
    static const auto made = [] {
        auto busy = std::make_unique<Wall>();
        for (int second = 0; second < 4000; ++second) {
            busy->fill();
            busy->apply();
        }
        return busy;
    }();
    return *made;
}

void applyBatch(benchmark::State& state)
{
    Wall& busy = wall();
    for (auto _ : state) {
        state.PauseTiming();
        busy.fill();
        state.ResumeTiming();
        busy.apply();
    }
    state.SetItemsProcessed(state.iterations() * kPerSecond);
}
BENCHMARK(applyBatch)->Unit(benchmark::kMicrosecond);

void snapshot(benchmark::State& state)
{
    Wall& busy = wall();
    for (auto _ : state)
        benchmark::DoNotOptimize(busy.tally.snapshot(busy.now_ms));
}
BENCHMARK(snapshot)->Unit(benchmark::kMicrosecond);

/// The clock's tick where nothing has come: what leaves the windows, and a snapshot.
void quietTick(benchmark::State& state)
{
    Wall& busy = wall();
    std::int64_t now_ms = busy.now_ms;
    for (auto _ : state) {
        now_ms += 1000;
        busy.tally.advance(now_ms);
        benchmark::DoNotOptimize(busy.tally.snapshot(now_ms));
    }
}
BENCHMARK(quietTick)->Unit(benchmark::kMicrosecond)->Iterations(3000);

} // namespace

BENCHMARK_MAIN();
