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

    std::string name() const { return std::string(zone_->name()); }
    const std::chrono::time_zone& database() const { return *zone_; }

    friend bool operator==(const Zone&, const Zone&) = default;

private:
    explicit Zone(const std::chrono::time_zone* zone) : zone_(zone) {}
    const std::chrono::time_zone* zone_;
};

} // namespace livewall::stats
