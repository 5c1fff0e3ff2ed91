// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What saving costs, how large a store becomes and how long a start takes, with 20,000 stores.
// LIVEWALL_BENCH_HOURS: how much of a life at 5 million purchases a day, by day as by night, lies
// in the store that is started from (default 0.2). What it holds of before the last 25 hours, of
// which only sums are kept, is saved an hour at a time; those 25 as a wall saves them.
// LIVEWALL_BENCH_STORE: where that store is made, to be kept; one that is there is taken as it is.
#include "models/engine/livetally.h"
#include "models/store/store.h"
#include "tests/bench/stats/stream.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

namespace {

using namespace livewall;
namespace fs = std::filesystem;

constexpr std::int64_t kEvery_s = 5;
constexpr std::int64_t kPerSecond = 58; // 5 million a day
constexpr std::int64_t kHour_s = 3600;
constexpr double kWhole_h = 25; // a day of identities, and an hour for the pruning to set in

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

/// A tally with a store, fed from a stream that begins at `begin`.
class Life
{
public:
    Life(const std::string& path, std::int64_t per_second, std::int64_t begin = bench::kNow)
        : store_(store::Store::openToWrite(path).store)
        , stream_(std::make_unique<bench::Stream>(per_second, begin))
        , tally_(makeTally())
        , number_(store_->checkpointNumber())
    {
        tally_.restore(*store_, begin * 1000);
        tally_.restorePast(*store_);
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
    std::int64_t number_;
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

/// Some hours that are over: what a wall has saved by their end, but for the identities.
void writePast(const std::string& path, std::int64_t hours)
{
    const std::unique_ptr<store::Store> store = store::Store::openToWrite(path).store;
    store->database().run("PRAGMA synchronous = OFF"); // this once
    const auto stream = std::make_unique<bench::Stream>(kPerSecond, bench::kNow - hours * kHour_s);
    store::Changes changes(1);
    store::FeedState feed{.name = "stream", .cursor = "past"};
    for (std::int64_t number = 1; number <= hours; ++number) {
        for (std::int64_t i = 0; i < kPerSecond * kHour_s; ++i) {
            const event::Purchase purchase = stream->next();
            changes.add(stats::toDelta(purchase));
            if (purchase.accepted)
                changes.addName({purchase.eid, purchase.time_ms, "A store with a name"});
            ++feed.intake.ledger.received;
            ++(purchase.accepted ? feed.intake.ledger.accepted : feed.intake.ledger.not_accepted);
            feed.intake.newest_ms = purchase.time_ms;
        }
        store::Checkpoint checkpoint = changes.take();
        checkpoint.feeds.push_back(feed);
        store->write(checkpoint, number);
        while (store->prune(1000))
            continue;
    }
}

/// What each table takes, where SQLite was built to tell.
void printSizes(const std::string& path)
{
    try {
        const std::unique_ptr<store::Store> store = store::Store::openToRead(path).store;
        store::Statement size = store->database().prepare(
            "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 9");
        while (size.step())
            std::fputs(std::format("{:20} {:12.1f} MB\n", size.bytes(0),
                                   static_cast<double>(size.integer(1)) / 1e6)
                           .c_str(),
                       stderr);
    } catch (const store::DatabaseError& error) {
        std::fprintf(stderr, "sizes are not known: %s\n", error.what());
    }
}

/// A store after some hours of life.
class Lived
{
public:
    Lived()
    {
        const char* kept = std::getenv("LIVEWALL_BENCH_STORE");
        path_ = kept ? kept : scratch_.file("livewall.db");
        if (!fs::exists(path_))
            make();
        now_ms = store::Store::openToRead(path_).store->newest_ms().value_or(0);
        if (kept)
            printSizes(path_);
    }

    const std::string& path() const { return path_; }
    std::int64_t now_ms = 0;

private:
    void make() const
    {
        const char* given = std::getenv("LIVEWALL_BENCH_HOURS");
        const double hours = given ? std::atof(given) : 0.2;
        if (hours > kWhole_h)
            writePast(path_, static_cast<std::int64_t>(hours - kWhole_h));
        Life life(path_, kPerSecond);
        life.store().database().run("PRAGMA synchronous = OFF"); // this once
        for (double lived = 0; lived < std::min(hours, kWhole_h) * kHour_s; lived += kEvery_s) {
            life.live();
            life.write(life.take());
            life.store().prune(200);
        }
    }

    Scratch scratch_;
    std::string path_;
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
        tally.restorePast(*opened.store);
        state.SetIterationTime(milliseconds(std::chrono::steady_clock::now() - begin) / 1000);
    }
}
BENCHMARK(identities)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Of that, what now is compared with.
void past(benchmark::State& state)
{
    const std::string path = lived().path();
    for (auto _ : state) {
        const auto opened = store::Store::openToRead(path);
        stats::Board board({.zone = stats::Zone::find("Europe/Stockholm").value(), .exclude = {}});
        board.advance(lived().now_ms / 1000);
        opened.store->fill(board);
        const auto begin = std::chrono::steady_clock::now();
        opened.store->fillPast(board, board.second());
        state.SetIterationTime(milliseconds(std::chrono::steady_clock::now() - begin) / 1000);
    }
}
BENCHMARK(past)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
