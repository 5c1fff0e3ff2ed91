// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace livewall::app {

/// A command of livewallctl once it was parsed: does its work and returns the exit status.
using Command = std::function<int()>;

/// Each adds its command to `app`; when it is the one that was asked for, `chosen` is set.
void addReportCommand(CLI::App& app, Command& chosen);
void addExplainCommand(CLI::App& app, Command& chosen);
void addRunCommand(CLI::App& app, Command& chosen);
void addGenerateCommand(CLI::App& app, Command& chosen);
void addBenchCommand(CLI::App& app, Command& chosen);
void addImportCommand(CLI::App& app, Command& chosen);
void addCheckCommand(CLI::App& app, Command& chosen);
void addBackupCommand(CLI::App& app, Command& chosen);
void addRecordCommand(CLI::App& app, Command& chosen);
void addTailCommand(CLI::App& app, Command& chosen);
void addPublishCommand(CLI::App& app, Command& chosen);
void addCheckConfigCommand(CLI::App& app, Command& chosen);

} // namespace livewall::app
