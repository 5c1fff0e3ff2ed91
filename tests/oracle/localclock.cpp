// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/localclock.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace livewall::oracle {

LocalClock::LocalClock(std::string zone) : zone_(std::move(zone))
{
    // The C library takes an unknown zone for UTC.
    if (!std::filesystem::is_regular_file("/usr/share/zoneinfo/" + zone_))
        throw std::runtime_error("unknown zone " + zone_);
}

std::chrono::local_seconds LocalClock::at(std::chrono::sys_seconds time) const
{
    const char* current = std::getenv("TZ");
    if (current == nullptr || std::string_view(current) != zone_) {
        setenv("TZ", zone_.c_str(), 1);
        tzset();
    }
    const std::time_t second = time.time_since_epoch().count();
    std::tm local{};
    localtime_r(&second, &local);
    return std::chrono::local_seconds(time.time_since_epoch() +
                                      std::chrono::seconds(local.tm_gmtoff));
}

} // namespace livewall::oracle
