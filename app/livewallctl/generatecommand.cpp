// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/streamoptions.h"
#include "app/options/commandline.h"
#include "models/generate/eventstream.h"

#include <iostream>
#include <memory>
#include <string>

namespace livewall::app {

namespace {

struct GenerateArguments
{
    generate::EventStreamOptions stream;
    std::string end;
};

int generateEvents(const CLI::App& app, const GenerateArguments& arguments)
{
    generate::EventStreamOptions options = arguments.stream;
    if (!arguments.end.empty())
        options.end_ms = *parseInstant(arguments.end);
    const bool is_written = generate::writeEvents(options, [](std::string_view lines) {
        return static_cast<bool>(
            std::cout.write(lines.data(), static_cast<std::streamsize>(lines.size())));
    });
    if (!is_written || !std::cout.flush()) {
        complain(app, "the events could not be written to standard output");
        return kBadUse;
    }
    return kDone;
}

} // namespace

void addGenerateCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<GenerateArguments>();
    CLI::App* command = app.add_subcommand(
        "generate", "Invent purchases and print them as NDJSON: the same for the same arguments");
    command->set_version_flag("--version", app.version());
    addStreamOptions(*command, arguments->stream, 100'000'000'000);
    command->add_option("--end", arguments->end, "When they end (default: 2026-03-01T00:00:00Z)")
        ->check(instantArgument());
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return generateEvents(app, *arguments); };
    });
}

} // namespace livewall::app
