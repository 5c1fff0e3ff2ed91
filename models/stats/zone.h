// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::stats {

/// A time zone of the system's IANA database. A value; valid for the life of the process.
class Zone
{
public:
    /// Nothing where the database does not know the name.
    static std::optional<Zone> find(std::string_view name);

    /// The system's (the TZ variable, then /etc/localtime), or nothing where it cannot be told.
    static std::optional<Zone> system();

    static Zone utc();

    /// As it was asked for: "UTC" stays so, though the database links it to "Etc/UTC".
    const std::string& name() const { return name_; }
    const std::chrono::time_zone& database() const { return *zone_; }

    friend bool operator==(const Zone&, const Zone&) = default;

private:
    Zone(std::string_view name, const std::chrono::time_zone* zone) : name_(name), zone_(zone) {}

    std::string name_;
    const std::chrono::time_zone* zone_;
};

} // namespace livewall::stats
