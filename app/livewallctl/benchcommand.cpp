// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/bench.h"
#include "app/livewallctl/command.h"
#include "app/livewallctl/progressbar.h"
#include "app/livewallctl/streamoptions.h"
#include "app/options/commandline.h"
#include "models/config/config.h"
#include "models/feed/lineblocks.h"
#include "models/generate/eventstream.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>

namespace livewall::app {

namespace {

using Json = nlohmann::ordered_json;

/// Of the lines that the comparison with another program is made with (tests/bench/compare), seven
/// of the 28 days.
constexpr generate::EventStreamOptions kUsual = {
    .events = 5'000'000, .minutes = 7 * 24 * 60, .merchants = 20'000, .duplicates = 0.5, .late = 1};

Json perSecond(std::uint64_t events, Bench::Time time)
{
    const double seconds = std::chrono::duration<double>(std::max(time, Bench::Time(1))).count();
    return std::llround(static_cast<double>(events) / seconds);
}

Json milliseconds(Bench::Time time)
{
    return static_cast<double>(time.count() / 1000) / 1000;
}

Json runJson(const generate::EventStreamOptions& stream, const Bench& bench)
{
    return {{"events", stream.events},
            {"minutes", stream.minutes},
            {"merchants", stream.merchants},
            {"seed", stream.seed},
            {"duplicates", stream.duplicates},
            {"late", stream.late},
            {"lines", bench.lines()},
            {"bytes", bench.bytes()},
            {"threads", 1}};
}

Json ratesJson(const Bench& bench)
{
    const Bench::Stages& stages = bench.stages();
    const std::uint64_t events = bench.ledger().received;
    return {{"find_lines", perSecond(events, stages.find_lines)},
            {"decode", perSecond(events, stages.decode)},
            {"dedupe", perSecond(events, stages.dedupe)},
            {"aggregate", perSecond(events, stages.aggregate)},
            {"rank", perSecond(events, stages.rank)},
            {"map", perSecond(events, stages.map)},
            {"all", perSecond(events, stages.all())}};
}

Json latencyJson(const std::vector<Bench::Time>& times, std::size_t every_bytes)
{
    return {{"every_bytes", every_bytes},
            {"count", times.size()},
            {"p50_ms", milliseconds(percentile(times, 50))},
            {"p99_ms", milliseconds(percentile(times, 99))}};
}

/// What was counted: that it is what a report of these lines has, besides the speed.
Json countedJson(const Bench& bench)
{
    const stats::Ledger& ledger = bench.ledger();
    const stats::Figures& figures = bench.figures();
    return {{"received", ledger.received},
            {"accepted", ledger.accepted},
            {"not_accepted", ledger.not_accepted},
            {"duplicate", ledger.duplicate},
            {"rejected", ledger.rejected()},
            {"late", ledger.late},
            {"hour", figures.hour.total},
            {"hour_excluding", figures.hour_excluding.total},
            {"day", figures.day.total}};
}

Json benchJson(const generate::EventStreamOptions& stream, const Bench& bench)
{
    const auto peak = peakMemory();
    return {{"version", LIVEWALL_VERSION},
            {"run", runJson(stream, bench)},
            {"events_per_second", ratesJson(bench)},
            {"batch", latencyJson(bench.blocks(), feed::LineBlock::kBytes)},
            {"refresh", latencyJson(bench.refreshes(), Bench::kRoundBytes)},
            {"peak_memory_bytes", peak ? Json(*peak) : Json(nullptr)},
            {"counted", countedJson(bench)}};
}

int measure(const CLI::App& app, const generate::EventStreamOptions& stream)
{
    Bench bench({.exclude = config::Config().exclude});
    ProgressBar bar;
    generate::writeEvents(stream, [&](std::string_view lines) {
        bench.add(lines);
        const stats::Ledger& ledger = bench.ledger();
        bar.show(static_cast<double>(ledger.accepted + ledger.not_accepted) /
                 static_cast<double>(stream.events));
        return true;
    });
    bench.finish();
    bar.clear();
    std::cout << benchJson(stream, bench).dump() << std::endl;
    if (!std::cout) {
        complain(app, "the figures could not be written to standard output");
        return kBadUse;
    }
    return kDone;
}

} // namespace

void addBenchCommand(CLI::App& app, Command& chosen)
{
    auto stream = std::make_shared<generate::EventStreamOptions>(kUsual);
    CLI::App* command = app.add_subcommand(
        "bench", "Measure how fast this machine counts invented purchases, stage by stage, and "
                 "print it as JSON");
    command->set_version_flag("--version", app.version());
    addStreamOptions(*command, *stream, 1'000'000'000);
    command->footer("Counts in memory, on one thread. 8 MB of lines are held at a time; inventing "
                    "them is not measured.");
    command->callback(
        [&app, &chosen, stream] { chosen = [&app, stream] { return measure(app, *stream); }; });
}

} // namespace livewall::app
