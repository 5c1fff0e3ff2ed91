// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace livewall::oracle {

/// What clocks show in one zone, as the C library says it (localtime_r). Asked on purpose instead
/// of std::chrono::time_zone: libstdc++ 14 reads the zone database's source form and is wrong where
/// a zone changes its rules at an offset of its own (Pacific/Apia in 2011, Europe/Istanbul in
/// 2015). Sets the process's TZ: for tests of one thread.
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
