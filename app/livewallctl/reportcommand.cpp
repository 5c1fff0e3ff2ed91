// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/reportjson.h"
#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "models/engine/filereport.h"
#include "models/engine/storereport.h"

#include <iostream>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace livewall::app {

namespace {

struct ReportArguments
{
    std::vector<std::string> files;
    std::string store;
    std::string at;
    int threads = 2;
    BoardArguments board;
};

int print(const CLI::App& app, const engine::Snapshot& snapshot, const stats::Zone& zone,
          const std::vector<std::string>& notes, const std::vector<std::string>& warnings)
{
    for (const std::string& line : notes)
        complain(app, line);
    for (const std::string& line : warnings)
        complain(app, "warning: " + line);
    std::cout << reportJson(snapshot, zone) << std::endl;
    if (!std::cout) {
        complain(app, "the report could not be written to standard output");
        return kBadUse;
    }
    return kDone;
}

int report(const CLI::App& app, const ReportArguments& arguments)
{
    if (arguments.files.empty() == arguments.store.empty()) {
        complain(app, "report reads FILEs or --store DB: give one of them (--help)");
        return kBadUse;
    }
    const auto counting = arguments.board.read(app);
    if (!counting)
        return kBadUse;
    const auto at_ms = arguments.at.empty() ? std::nullopt : parseInstant(arguments.at);
    const auto finish = [&](const auto& result, const std::vector<std::string>& notes) -> int {
        using Outcome = std::decay_t<decltype(result)>::Outcome;
        if (result.outcome == Outcome::Counted)
            return print(app, result.snapshot, counting->board.zone, notes, result.warnings);
        complain(app, result.error);
        return result.outcome == Outcome::NoPurchase ? kNothingValid : kBadUse;
    };
    if (!arguments.store.empty())
        return finish(engine::reportStore(arguments.store, counting->board, at_ms), {});
    const engine::FileReport result = engine::reportFiles(
        {.files = arguments.files,
         .decoder = {.feed = "report", .fields = counting->fields},
         .board = counting->board,
         .at_ms = at_ms,
         .threads = arguments.threads == 1 ? engine::Threads::One : engine::Threads::Two});
    return finish(result, result.notes);
}

} // namespace

void addReportCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand(
        "report", "Count recorded purchases, or read a store, and print what the wall would show "
                  "as JSON");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("FILE", arguments->files,
                     "NDJSON files, read in this order as one feed; .gz and .zst by their ending; "
                     "- is standard input")
        ->type_name("");
    command->add_option("--store", arguments->store, "A store instead, also while a wall runs")
        ->type_name("DB");
    command
        ->add_option("--at", arguments->at, "The instant to show (default: the newest purchase's)")
        ->check(instantArgument());
    command
        ->add_option("--threads", arguments->threads,
                     "1, or 2: one that decodes and one that counts (default)")
        ->check(CLI::Range(1, 2));
    arguments->board.addTo(*command);
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return report(app, *arguments); };
    });
}

} // namespace livewall::app
