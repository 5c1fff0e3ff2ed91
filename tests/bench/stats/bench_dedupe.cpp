// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/dedupe.h"
#include "tests/bench/stats/stream.h"

#include <benchmark/benchmark.h>

#include <cstdint>

using namespace livewall;
using stats::Dedupe;

namespace {

constexpr std::int64_t kStart_ms = bench::kNow * 1000;
constexpr std::int64_t kHour_ms = 3'600'000;

/// A purchase's time, where a day has `events` of them.
std::int64_t timeOf(std::int64_t number, std::int64_t events)
{
    return kStart_ms + number * 24 * kHour_ms / events;
}

/// Fresh ones with a day's worth remembered, the hourly sweeps included.
void fresh(benchmark::State& state)
{
    const std::int64_t events = state.range(0);
    Dedupe dedupe;
    std::int64_t number = 0;
    const auto check = [&] {
        const std::int64_t time_ms = timeOf(number, events);
        return dedupe.check(examples::identity(static_cast<std::uint64_t>(number++)), time_ms,
                            time_ms);
    };
    while (number < events)
        check();
    for (auto _ : state)
        benchmark::DoNotOptimize(check());
    state.SetItemsProcessed(state.iterations());
    state.counters["remembered"] = static_cast<double>(dedupe.size());
}
BENCHMARK(fresh)->Arg(100'000)->Arg(5'000'000);

void duplicates(benchmark::State& state)
{
    const std::int64_t events = state.range(0);
    Dedupe dedupe;
    for (std::int64_t number = 0; number < events; ++number)
        dedupe.check(examples::identity(static_cast<std::uint64_t>(number)), timeOf(number, events),
                     timeOf(number, events));
    std::int64_t number = 0;
    for (auto _ : state) {
        number = (number + 7919) % events;
        benchmark::DoNotOptimize(
            dedupe.check(examples::identity(static_cast<std::uint64_t>(number)),
                         timeOf(number, events), timeOf(events - 1, events)));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(duplicates)->Arg(100'000)->Arg(5'000'000);

/// Full all the time: at the capacity an hour goes again and again.
void freshAtTheCapacity(benchmark::State& state)
{
    constexpr std::int64_t events = 5'000'000;
    Dedupe dedupe(Dedupe::kDefaultHorizon_ms, events / 2);
    std::int64_t number = 0;
    const auto check = [&] {
        const std::int64_t time_ms = timeOf(number, events);
        return dedupe.check(examples::identity(static_cast<std::uint64_t>(number++)), time_ms,
                            time_ms);
    };
    while (number < events)
        check();
    for (auto _ : state)
        benchmark::DoNotOptimize(check());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(freshAtTheCapacity);

} // namespace

BENCHMARK_MAIN();
