// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/liveengine.h"
#include "models/event/fieldmap.h"
#include "models/store/store.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livewall::app {

/// What a feed is called that nobody named: its host or file. `taken`: names that others have; a
/// number tells it from them.
std::string feedName(const std::string& location, const std::vector<std::string>& taken);

/// Whether a feed invents its purchases.
bool isDemo(const std::string& location);

/// Where feeds come from and where they are counted, once the arguments are read.
struct LiveArguments
{
    std::vector<std::string> locations; ///< as makeSource() takes them
    event::FieldMap fields;
    std::string store;                        ///< a database's path; empty: from memory alone
    std::optional<std::int64_t> save_ms = {}; ///< how often, if not as Saver has it
};

/// An engine over these feeds that goes on where the store left off. Nothing where a feed cannot
/// begin, the store is another's, or real and invented purchases would meet, on the wall or in the
/// store: one line was printed. A store that is damaged is moved aside,
/// and one that cannot be used otherwise leaves the engine counting from memory: both are said on
/// stderr, and by the engine's snapshots. `clock` must outlive the engine.
std::unique_ptr<engine::LiveEngine> makeLiveEngine(const CLI::App& app,
                                                   const LiveArguments& arguments,
                                                   const engine::LiveEngine::Settings& settings,
                                                   const engine::Clock& clock);

} // namespace livewall::app
