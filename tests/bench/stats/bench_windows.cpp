// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// 20,000 stores and five million purchases in the windows. The three tables of a frame must take
// less than a millisecond; counting is compared with the least that an exact count can do.
#include "models/stats/intake.h"
#include "models/stats/windows.h"
#include "tests/bench/stats/stream.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

using namespace livewall;

namespace {

constexpr std::int64_t kEvents = 5'000'000;
constexpr std::int64_t kPerSecond = kEvents / 86'400 + 1;

/// Windows after a day of the stream, and the stream where it goes on.
struct Day
{
    std::unique_ptr<bench::Stream> stream = std::make_unique<bench::Stream>(kPerSecond);
    stats::Windows windows{{examples::country("se"), examples::country("fi")}};

    Day()
    {
        for (std::int64_t i = 0; i < kEvents; ++i)
            count();
    }

    void count()
    {
        const stats::Delta delta = stats::toDelta(stream->next());
        windows.advance(delta.second);
        windows.add(delta);
    }
};

Day& day()
{
    static Day made;
    return made;
}

void countAndExpire(benchmark::State& state)
{
    Day& full = day();
    for (auto _ : state)
        full.count();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(countAndExpire);

/// One hash map from store to count, and no window: what countAndExpire is measured against.
void plainCount(benchmark::State& state)
{
    const auto stream = std::make_unique<bench::Stream>(kPerSecond);
    std::unordered_map<std::int64_t, std::int64_t> counts;
    for (auto _ : state)
        benchmark::DoNotOptimize(++counts[stats::toDelta(stream->next()).eid]);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(plainCount);

void threeTables(benchmark::State& state)
{
    Day& full = day();
    stats::MerchantNames names;
    for (std::int64_t eid = 100'000; eid < 100'000 + bench::kStores; ++eid)
        names.add({eid, 1, "A store with a name of usual length"});
    for (auto _ : state) {
        benchmark::DoNotOptimize(full.windows.day(names));
        benchmark::DoNotOptimize(full.windows.hour(names));
        benchmark::DoNotOptimize(full.windows.hourExcluding(names));
    }
}
BENCHMARK(threeTables)->Unit(benchmark::kMicrosecond);

void oneQuietSecond(benchmark::State& state)
{
    stats::Windows windows({});
    std::int64_t second = bench::kNow;
    for (auto _ : state)
        windows.advance(++second);
}
BENCHMARK(oneQuietSecond);

/// A leap beyond both windows empties every bucket.
void leapOfADay(benchmark::State& state)
{
    for (auto _ : state) {
        state.PauseTiming();
        auto full = std::make_unique<Day>();
        const std::int64_t later = full->stream->next().second() + 2 * 86'400;
        state.ResumeTiming();
        full->windows.advance(later);
        state.PauseTiming();
        full.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(leapOfADay)->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

BENCHMARK_MAIN();
