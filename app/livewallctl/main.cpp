// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/options/commandline.h"

#include <CLI/CLI.hpp>

int main(int argc, char** argv)
{
    using namespace livewall::app;

    CLI::App app("Livewall's engine without a screen", "livewallctl");
    app.set_version_flag("--version", "livewallctl " LIVEWALL_VERSION);
    app.require_subcommand(1);
    Command chosen;
    addReportCommand(app, chosen);
    addExplainCommand(app, chosen);
    addRunCommand(app, chosen);
    addImportCommand(app, chosen);
    addCheckCommand(app, chosen);
    addBackupCommand(app, chosen);
    addGenerateCommand(app, chosen);
    addBenchCommand(app, chosen);
    addRecordCommand(app, chosen);
    addTailCommand(app, chosen);
    addPublishCommand(app, chosen);
    addCheckConfigCommand(app, chosen);
    if (const auto status = parseCommandLine(app, argc, argv))
        return *status;
    return chosen();
}
