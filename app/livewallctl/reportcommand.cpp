// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/reportjson.h"
#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "models/engine/filereport.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

struct ReportArguments
{
    std::vector<std::string> files;
    std::string at;
    BoardArguments board;
};

int report(const CLI::App& app, const ReportArguments& arguments)
{
    const auto counting = arguments.board.read(app);
    if (!counting)
        return kBadUse;
    engine::ReportOptions options{
        .files = arguments.files,
        .decoder = {.feed = "report", .fields = counting->fields},
        .board = counting->board,
        .at_ms = arguments.at.empty() ? std::nullopt : parseInstant(arguments.at),
    };
    const engine::FileReport result = engine::reportFiles(options);
    switch (result.outcome) {
    case engine::FileReport::Outcome::NoPurchase:
        complain(app, result.error);
        return kNothingValid;
    case engine::FileReport::Outcome::Unreadable:
        complain(app, result.error);
        return kBadUse;
    case engine::FileReport::Outcome::Counted:
        break;
    }
    for (const std::string& line : result.notes)
        complain(app, line);
    for (const std::string& line : result.warnings)
        complain(app, "warning: " + line);
    std::cout << reportJson(result.snapshot, counting->board.zone) << std::endl;
    if (!std::cout) {
        complain(app, "the report could not be written to standard output");
        return kBadUse;
    }
    return kDone;
}

} // namespace

void addReportCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand(
        "report", "Count recorded purchases and print what the wall would show, as JSON");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("FILE", arguments->files,
                     "NDJSON files, read in this order as one feed; .gz and .zst by their ending; "
                     "- is standard input")
        ->required()
        ->type_name("");
    command
        ->add_option("--at", arguments->at, "The instant to show (default: the newest purchase's)")
        ->check(instantArgument());
    arguments->board.addTo(*command);
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return report(app, *arguments); };
    });
}

} // namespace livewall::app
