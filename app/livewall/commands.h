// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"

#include <CLI/CLI.hpp>

namespace livewall::app {

/// Each does what its arguments ask, once they are parsed, and returns the program's exit status.
/// What cannot be done is one line on stderr.
int runLive(const CLI::App& app, const Arguments& arguments, int argc, char** argv);
int runReplay(const CLI::App& app, const Arguments& arguments, int argc, char** argv);
int runBench(const CLI::App& app, const Arguments& arguments, int argc, char** argv);
int runSnapshot(const CLI::App& app, const Arguments& arguments, int argc, char** argv);

} // namespace livewall::app
