// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/commandline.h"

#include "models/event/timestamp.h"

#include <charconv>
#include <iostream>

namespace livewall::app {

std::optional<int> parseCommandLine(CLI::App& app, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
        return std::nullopt;
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
