// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace livewall::oracle {

/// What clocks show in one zone, as the C library says it (localtime_r). Asked on purpose instead
/// of std::chrono::time_zone: libstdc++ 14 differs from the compiled zone files, for hours up to a
/// year, around the instants where a zone begins another line of its entry in the database: in 97
/// of 447 zones since 2000 (America/St_Johns and Pacific/Apia in 2011, Europe/Istanbul in 2015).
/// Sets the process's TZ: for tests of one thread.
class LocalClock
{
public:
    /// Throws std::runtime_error where the zone is unknown.
    explicit LocalClock(std::string zone);

    std::chrono::local_seconds at(std::chrono::sys_seconds time) const;

private:
    std::string zone_;
};

} // namespace livewall::oracle
