// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/config/config.h"
#include "models/event/fieldmap.h"
#include "models/stats/board.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace livewall::app {

/// The arguments that say how events are read and counted, the same for every command:
/// --zone, --exclude, --holidays and --map.
class BoardArguments
{
public:
    void addTo(CLI::App& command);

    /// And what the map may know, for commands that have one: --map-details and --map-decimals.
    void addMapTo(CLI::App& command);

    /// What stands in for --zone and --exclude where they were not given.
    void suppose(const std::string& zone, const std::string& exclude);

    struct Values
    {
        stats::BoardOptions board;
        event::FieldMap fields;
    };

    /// After parsing. Nothing where an argument cannot be used: one line was printed. A default
    /// zone that is not what the system was told to use is said on stderr.
    /// What `config` says stands in for what was not given; its feeds have fields of their own.
    std::optional<Values> read(const CLI::App& app, const config::Config* config = nullptr) const;

private:
    std::optional<stats::Zone> zone(const CLI::App& app, const config::Config* config) const;
    std::optional<stats::Holidays> holidays(const CLI::App& app, const stats::Zone& zone,
                                            const config::Config* config) const;
    stats::MapOptions map(const config::Config* config) const;

    std::optional<std::string> zone_;
    std::optional<std::string> exclude_;
    std::optional<std::string> holidays_;
    std::string map_;
    bool has_map_details_ = false;
    std::optional<int> map_decimals_;
};

} // namespace livewall::app
