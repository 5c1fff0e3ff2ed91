// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::app {

/// How both programs end.
enum ExitStatus : int {
    kDone = 0,
    kNothingValid = 1, ///< no valid purchase in what was read
    kBadUse = 2,       ///< bad arguments, or a file that cannot be read
};

/// Parses the command line. Nothing: go on; else the program's exit status, after --help or
/// --version was printed to stdout, or one line that says what is wrong to stderr: an unknown
/// command (followed by `advice`), or options before a command, which would be passed over.
std::optional<int> parseCommandLine(CLI::App& app, int argc, char** argv,
                                    const std::string& advice = {});

/// One line on stderr: "livewallctl: ...".
void complain(const CLI::App& app, std::string_view line);

/// An instant as events give it: RFC 3339 with its offset, or milliseconds since 1970.
/// Nothing for any other form, or outside the years 2000 to 2099.
std::optional<std::int64_t> parseInstant(std::string_view text);

/// Checks that an argument is an instant as parseInstant() reads it.
CLI::Validator instantArgument();

} // namespace livewall::app
