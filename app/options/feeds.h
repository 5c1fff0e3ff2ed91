// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/liveengine.h"
#include "models/event/fieldmap.h"
#include "models/feed/feedspec.h"
#include "models/store/store.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livewall::app {

/// One feed as it was asked for.
struct FeedArguments
{
    std::string location; ///< as makeSource() takes it
    std::string name;     ///< empty: as its host or file
    event::FieldMap fields;
    feed::Access access = {};
    std::chrono::milliseconds proof{30'000};
    bool must_begin = true; ///< a wall does not start with what cannot begin
};

/// What a feed is called: as somebody named it, else its host or file. `taken`: names that others
/// have; a number tells it from them. "demo" is kept for invented purchases.
std::string feedName(const FeedArguments& feed, const std::vector<std::string>& taken);

/// Whether a feed invents its purchases.
bool isDemo(const std::string& location);

/// Where feeds come from and where they are counted, once the arguments are read.
struct LiveArguments
{
    std::vector<FeedArguments> feeds;
    std::string store;                        ///< a database's path; empty: from memory alone
    std::optional<std::int64_t> save_ms = {}; ///< how often, if not as Saver has it
};

/// The feeds that `--feed` names, all with the same fields.
std::vector<FeedArguments> feedsAt(const std::vector<std::string>& locations,
                                   const event::FieldMap& fields);

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
