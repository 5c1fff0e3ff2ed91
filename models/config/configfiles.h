// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/config/config.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livewall::config {

/// What the environment says of where files lie (XDG Base Directory Specification 0.8).
struct Places
{
    std::string system_file = "/etc/livewall/livewall.toml";
    std::string user_file;    ///< $XDG_CONFIG_HOME/livewall/livewall.toml
    std::string state_folder; ///< $XDG_STATE_HOME/livewall; made when it is first needed
    std::string credentials;  ///< $CREDENTIALS_DIRECTORY of systemd; usually empty

    static Places fromEnvironment();

    std::string defaultStore() const { return state_folder + "/livewall.db"; }

    /// The file that holds: the user's where there is one, else the system's; empty: neither.
    std::string file() const;
};

struct Loaded
{
    std::optional<Config> config;
    std::vector<Fault> faults;
    bool is_last_good = false;  ///< the file has `faults`; this is what it held when it last loaded
    Appearance appearance = {}; ///< of the file, whatever is wrong with it
};

/// What somebody else finds wrong with a config that can be read.
using Check = std::function<std::vector<Fault>(const Config&)>;

/// Reads a file.
Loaded read(const std::string& path, const Places& places, const Check& check = {});

/// Reads a file for a wall: what loads and has a feed is copied to the state folder; where it
/// cannot be copied, nothing else is lost.
Loaded load(const std::string& path, const Places& places, const Check& check = {});

/// The same; with faults, what the file held when it last loaded, if that was kept and loads still.
Loaded loadOrLastGood(const std::string& path, const Places& places, const Check& check = {});

} // namespace livewall::config
