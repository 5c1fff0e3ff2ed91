// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What saving costs and how long a start takes, with 20,000 stores. LIVEWALL_BENCH_HOURS: how much
// of a life at 5 million purchases a day lies in the store that is started from (default 0.2).
#include "models/engine/livetally.h"
#include "models/store/store.h"
#include "tests/bench/stats/stream.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

using namespace livewall;
namespace fs = std::filesystem;

constexpr std::int64_t kEvery_s = 5;
constexpr std::int64_t kPerSecond = 58; // 5 million a day

/// A folder that is gone afterwards.
class Scratch
{
public:
    Scratch()
    {
        std::string name = (fs::temp_directory_path() / "livewall-bench-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Scratch() { fs::remove_all(path_); }
    std::string file(const char* name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

/// Bytes that this process has handed to files so far (proc(5), wchar).
std::int64_t bytesWritten()
{
    std::ifstream io("/proc/self/io");
    std::string key;
    std::int64_t value = 0;
    while (io >> key >> value) {
        if (key == "wchar:")
            return value;
    }
    return 0;
}

engine::LiveTally makeTally()
{
    return {{.zone = stats::Zone::find("Europe/Stockholm").value(),
             .exclude = {examples::country("fi")}},
            {{"stream", false}},
            engine::Mode::Live};
}

/// A tally with a store, fed from a stream.
class Life
{
public:
    Life(const std::string& path, std::int64_t per_second)
        : store_(store::Store::openToWrite(path).store)
        , stream_(std::make_unique<bench::Stream>(per_second))
        , tally_(makeTally())
    {
        tally_.restore(*store_, bench::kNow * 1000);
        tally_.restoreIdentities(*store_);
        per_checkpoint_ = per_second * kEvery_s;
    }

    /// Counts what comes until the next checkpoint.
    void live()
    {
        constexpr std::int64_t kBatch = 1000;
        for (std::int64_t left = per_checkpoint_; left > 0; left -= kBatch) {
            batch_.clear();
            for (std::int64_t i = 0; i < std::min(left, kBatch); ++i) {
                event::Purchase purchase = stream_->next();
                purchase.merchant = batch_.events.add("A store with a name");
                examples::add(batch_.events, purchase);
            }
            batch_.arrived_ms = batch_.events.purchases.back().time_ms;
            batch_.cursor = std::to_string(batch_.arrived_ms);
            tally_.take(0, batch_, batch_.arrived_ms, pulses_);
            tally_.advance(batch_.arrived_ms);
            pulses_.clear();
        }
    }

    store::Checkpoint take() { return tally_.takeChanges(); }
    void write(const store::Checkpoint& checkpoint) { store_->write(checkpoint, ++number_); }
    store::Store& store() { return *store_; }
    std::int64_t now_ms() const { return batch_.arrived_ms; }

private:
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<bench::Stream> stream_; ///< large
    engine::LiveTally tally_;
    feed::Batch batch_;
    std::vector<stats::Sighting> pulses_;
    std::int64_t per_checkpoint_ = 0;
    std::int64_t number_ = 0;
};

double milliseconds(std::chrono::steady_clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// Five seconds at a rate, saved: `stall_ms` is what the counting thread waits, the time is the
/// writer's.
void checkpoint(benchmark::State& state)
{
    const Scratch scratch;
    Life life(scratch.file("livewall.db"), state.range(0));
    double stall_ms = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        life.live();
        const auto begin = std::chrono::steady_clock::now();
        const store::Checkpoint taken = life.take();
        const auto end = std::chrono::steady_clock::now();
        stall_ms = std::max(stall_ms, milliseconds(end - begin));
        const std::int64_t before = bytesWritten();
        life.write(taken);
        life.store().prune(200);
        state.SetIterationTime(milliseconds(std::chrono::steady_clock::now() - end) / 1000);
        bytes += bytesWritten() - before;
    }
    state.counters["worst_stall_ms"] = stall_ms;
    state.counters["bytes_a_second"] =
        static_cast<double>(bytes) / static_cast<double>(state.iterations() * kEvery_s);
}
BENCHMARK(checkpoint)
    ->Arg(60)
    ->Arg(5'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// A store after some hours of life.
class Lived
{
public:
    Lived()
    {
        const char* hours = std::getenv("LIVEWALL_BENCH_HOURS");
        const double seconds = (hours ? std::atof(hours) : 0.2) * 3600;
        Life life(path(), kPerSecond);
        life.store().database().run("PRAGMA synchronous = OFF"); // this once
        for (double lived = 0; lived < seconds; lived += kEvery_s) {
            life.live();
            life.write(life.take());
            life.store().prune(200);
        }
        now_ms = life.now_ms();
    }

    std::string path() const { return scratch_.file("livewall.db"); }
    std::int64_t now_ms = 0;

private:
    Scratch scratch_;
};

const Lived& lived()
{
    static const auto made = std::make_unique<Lived>();
    return *made;
}

/// From the file to the first snapshot.
void firstFrame(benchmark::State& state)
{
    const std::string path = lived().path();
    for (auto _ : state) {
        auto opened = store::Store::openToWrite(path);
        engine::LiveTally tally = makeTally();
        tally.restore(*opened.store, lived().now_ms);
        const engine::Snapshot snapshot = tally.snapshot(lived().now_ms);
        if (snapshot.figures.day.total == 0)
            state.SkipWithError("nothing was restored");
    }
    state.counters["bytes"] = static_cast<double>(fs::file_size(path));
}
BENCHMARK(firstFrame)->Unit(benchmark::kMillisecond);

/// And on, until a feed may begin.
void identities(benchmark::State& state)
{
    const std::string path = lived().path();
    for (auto _ : state) {
        auto opened = store::Store::openToWrite(path);
        engine::LiveTally tally = makeTally();
        tally.restore(*opened.store, lived().now_ms);
        const auto begin = std::chrono::steady_clock::now();
        tally.restoreIdentities(*opened.store);
        state.SetIterationTime(milliseconds(std::chrono::steady_clock::now() - begin) / 1000);
    }
}
BENCHMARK(identities)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
