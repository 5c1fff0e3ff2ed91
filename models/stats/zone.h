// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace livewall::stats {

/// A time zone of the system's IANA database, as the compiled files (TZif, RFC 8536) have it.
/// Through Howard Hinnant's library and not std::chrono::time_zone: libstdc++ 14 reads the source
/// form and is wrong where a zone changed its rules between clock changes (America/St_Johns in
/// November 2011, Pacific/Apia in December 2011, Europe/Istanbul in 2015).
/// A value; valid for the life of the process. Thread-safe.
class Zone
{
public:
    /// Nothing where the database does not know the name.
    static std::optional<Zone> find(std::string_view name);

    /// The system's (the TZ variable, then /etc/localtime), or nothing where it cannot be told.
    /// A variable that names no zone, as a rule such as "CET-1CEST" does, is passed over: its value
    /// is left in `passed_over`. An empty one means UTC (POSIX.1-2017, 8.3).
    static std::optional<Zone> system(std::string& passed_over);

    static Zone utc();

    /// As it was asked for: "UTC" stays so, though the database links it to "Etc/UTC".
    const std::string& name() const { return name_; }

    /// A stretch [begin, end) in which local time is UTC + offset.
    struct Stretch
    {
        std::chrono::sys_seconds begin;
        std::chrono::sys_seconds end;
        std::chrono::seconds offset;
    };
    Stretch stretchAt(std::chrono::sys_seconds time) const;

    /// What clocks show.
    template <typename Duration>
    std::chrono::local_time<Duration> toLocal(std::chrono::sys_time<Duration> time) const
    {
        const auto offset = stretchAt(std::chrono::floor<std::chrono::seconds>(time)).offset;
        return std::chrono::local_time<Duration>(time.time_since_epoch() + offset);
    }

    friend bool operator==(const Zone&, const Zone&) = default;

private:
    Zone(std::string_view name, const date::time_zone* zone) : name_(name), zone_(zone) {}

    std::string name_;
    const date::time_zone* zone_;
};

} // namespace livewall::stats
