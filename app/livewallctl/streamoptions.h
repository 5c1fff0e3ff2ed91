// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/generate/eventstream.h"

#include <CLI/CLI.hpp>

#include <cstdint>

namespace livewall::app {

/// Adds the options that say which purchases are invented, at most `most`; the defaults are what
/// `stream` holds. It must outlive the parsing.
void addStreamOptions(CLI::App& command, generate::EventStreamOptions& stream, std::int64_t most);

} // namespace livewall::app
