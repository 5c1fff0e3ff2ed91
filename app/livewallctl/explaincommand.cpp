// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/explanationtext.h"
#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "models/engine/explanation.h"

#include <cstdint>
#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

struct ExplainArguments
{
    std::vector<std::string> files;
    std::string at;
    std::int64_t eid = 0;
    bool shows_all = false;
    bool is_json = false;
    BoardArguments board;
};

int explain(const CLI::App& app, const ExplainArguments& arguments)
{
    const auto counting = arguments.board.read(app);
    if (!counting)
        return kBadUse;
    // The feed's name is part of an identity: as in a report.
    const engine::Explanation explanation =
        engine::explain({.files = arguments.files,
                         .decoder = {.feed = "report", .fields = counting->fields},
                         .exclude = counting->board.exclude,
                         .at_ms = arguments.at.empty() ? std::nullopt : parseInstant(arguments.at),
                         .eid = arguments.eid});
    if (explanation.outcome != engine::Explanation::Outcome::Explained) {
        complain(app, explanation.error);
        return explanation.outcome == engine::Explanation::Outcome::NoPurchase ? kNothingValid
                                                                               : kBadUse;
    }
    const ExplanationFrame frame{.files = arguments.files,
                                 .exclude = counting->board.exclude,
                                 .eid = arguments.eid,
                                 .shows_all = arguments.shows_all};
    std::cout << (arguments.is_json ? explanationJson(explanation, frame) + '\n'
                                    : explanationText(explanation, frame))
              << std::flush;
    if (!std::cout) {
        complain(app, "the explanation could not be written to standard output");
        return kBadUse;
    }
    return kDone;
}

} // namespace

void addExplainCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<ExplainArguments>();
    CLI::App* command = app.add_subcommand(
        "explain", "Say of each line of a store whether it counts in a report's tables, and why");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("FILE", arguments->files,
                     "NDJSON files, as report reads them; - is standard input")
        ->type_name("")
        ->required();
    command->add_option("--eid", arguments->eid, "The store")
        ->required()
        ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
    command->add_option("--at", arguments->at, "The instant T (default: the newest purchase's)")
        ->check(instantArgument());
    command->add_flag("--all", arguments->shows_all,
                      "Lines before the day window and after T, too");
    command->add_flag("--json", arguments->is_json, "One JSON object instead of text");
    arguments->board.addTo(*command);
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return explain(app, *arguments); };
    });
}

} // namespace livewall::app
