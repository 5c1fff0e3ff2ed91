// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/arguments.h"
#include "app/livewall/commands.h"

#include <CLI/CLI.hpp>

int main(int argc, char** argv)
{
    using namespace livewall::app;

    CLI::App app("Purchases as they happen, on a wall", "livewall");
    app.set_version_flag("--version", "livewall " LIVEWALL_VERSION);
    app.require_subcommand(0, 1);
    Arguments arguments;
    addArguments(app, arguments);
    // Before Qt looks at the display: help needs none.
    if (const auto status = parseCommandLine(app, argc, argv, "; --feed shows a file"))
        return *status;
    switch (arguments.command) {
    case Arguments::Command::Live:
        return runLive(app, arguments, argc, argv);
    case Arguments::Command::Replay:
        return runReplay(app, arguments, argc, argv);
    case Arguments::Command::Bench:
        return runBench(app, arguments, argc, argv);
    case Arguments::Command::Snapshot:
        return runSnapshot(app, arguments, argc, argv);
    }
}
