// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
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
    generate::EventStreamOptions& stream = arguments->stream;
    CLI::App* command = app.add_subcommand(
        "generate", "Invent purchases and print them as NDJSON: the same for the same arguments");
    command->set_version_flag("--version", app.version());
    command->add_option("--events", stream.events, "How many purchases")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000'000}));
    command->add_option("--days", stream.days, "Over how many days")
        ->capture_default_str()
        ->check(CLI::Range(1, 3650));
    command->add_option("--merchants", stream.merchants, "Of how many stores")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--seed", stream.seed, "Another number invents others")
        ->capture_default_str();
    command->add_option("--duplicates", stream.duplicates, "Percent that are sent a second time")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100.0));
    command->add_option("--late", stream.late, "Percent that come one to ten minutes late")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100.0));
    command->add_option("--end", arguments->end, "When they end (default: 2026-03-01T00:00:00Z)")
        ->check(instantArgument());
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return generateEvents(app, *arguments); };
    });
}

} // namespace livewall::app
