// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/options/feeds.h"
#include "models/config/configfiles.h"

#include <optional>
#include <string>
#include <vector>

namespace livewall::app {

/// Reads a configuration file, and checks what only the feeds themselves can: their URLs. What is
/// wrong with a file that a feed needs must not keep the other feeds from beginning.
config::Loaded readConfig(const std::string& path, const config::Places& places);

/// The same, for somebody who can mend it: a feed that can never work as it stands is a fault, too.
/// `warnings` are of files that are not there, or may not be read, as of now. It needs a
/// QCoreApplication, and opens no connection.
config::Loaded checkConfig(const std::string& path, const config::Places& places,
                           std::vector<config::Fault>& warnings);

/// The same for a wall: what loads is kept as the last that was good.
config::Loaded loadConfig(const std::string& path, const config::Places& places);

/// The same for a wall that has one already, which is better than one with a feed that cannot work.
config::Loaded reloadConfig(const std::string& path, const config::Places& places);

/// As loadConfig(); with faults, the last that was good, if there is one.
config::Loaded loadConfigOrLastGood(const std::string& path, const config::Places& places);

/// The configuration that --config names, where it names one. False where it cannot be used: its
/// faults were printed.
bool readAskedConfig(const CLI::App& app, const std::string& path, const config::Places& places,
                     std::optional<config::Config>& config);

/// What a configuration tells of feeds.
std::vector<FeedArguments> configuredFeeds(const config::Config& config);

/// The path of a configuration's store: `store`, else the configuration's, else the default one.
std::string configuredStore(const config::Config& config, const config::Places& places,
                            const std::string& store = {});

/// What a configuration tells of feeds and their store, as configuredStore(); the default one's
/// folder is made.
LiveArguments configured(const config::Config& config, const config::Places& places,
                         const std::string& store = {});

/// All that is wrong, a line each, for a terminal.
void complainOf(const CLI::App& app, const std::vector<config::Fault>& faults);

} // namespace livewall::app
