// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/commandline.h"

#include "models/event/timestamp.h"

#include <charconv>
#include <iostream>

namespace livewall::app {

namespace {

/// What stands where a command belongs and is none; empty where all is well.
std::string unknownCommand(const CLI::App& app, int argc, char** argv)
{
    const std::string first = argc > 1 ? argv[1] : "";
    if (first.empty() || first.starts_with('-'))
        return {};
    std::string known;
    for (const CLI::App* command : app.get_subcommands({})) {
        if (command->get_name() == first)
            return {};
        known += (known.empty() ? "" : ", ") + command->get_name();
    }
    return first + ": no such command; there are " + known;
}

/// An option that was given before the command and that the command therefore does not see.
std::string passedOver(const CLI::App& app)
{
    if (app.get_subcommands().empty())
        return {};
    for (const CLI::Option* option : app.get_options()) {
        if (option->count() > 0)
            return option->get_name() + " stands before " +
                   app.get_subcommands().front()->get_name() +
                   ": write it behind, if that command takes it";
    }
    return {};
}

} // namespace

std::optional<int> parseCommandLine(CLI::App& app, int argc, char** argv, const std::string& advice)
{
    if (const std::string unknown = unknownCommand(app, argc, argv); !unknown.empty()) {
        complain(app, unknown + advice + " (--help lists what there is)");
        return kBadUse;
    }
    try {
        app.parse(argc, argv);
        const std::string line = passedOver(app);
        if (line.empty())
            return std::nullopt;
        complain(app, line);
        return kBadUse;
    } catch (const CLI::Success& help_or_version) {
        return app.exit(help_or_version);
    } catch (const CLI::ParseError& error) {
        std::string line = error.what();
        line.resize(std::min(line.find('\n'), line.size()));
        complain(app, line + " (--help lists what there is)");
        return kBadUse;
    }
}

void complain(const CLI::App& app, std::string_view line)
{
    std::cerr << app.get_name() << ": " << line << '\n';
}

std::optional<std::int64_t> parseInstant(std::string_view text)
{
    if (const auto time_ms = event::parseTimestamp(text))
        return time_ms;
    std::int64_t time_ms = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time_ms);
    if (error != std::errc() || end != text.data() + text.size() ||
        time_ms < event::kFirstTime_ms || time_ms >= event::kEndTime_ms)
        return std::nullopt;
    return time_ms;
}

CLI::Validator instantArgument()
{
    return CLI::Validator(
        [](const std::string& text) {
            return parseInstant(text) ? std::string()
                                      : text + ": not an instant; write it as "
                                               "2011-03-10T16:01:15+01:00 or in milliseconds "
                                               "since 1970";
        },
        "TIME");
}

} // namespace livewall::app
