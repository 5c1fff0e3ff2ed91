// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/zone.h"

#include <date/tz.h>

#include <cstdlib>
#include <stdexcept>

namespace livewall::stats {

std::optional<Zone> Zone::find(std::string_view name)
{
    try {
        return Zone(name, date::locate_zone(name));
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

std::optional<Zone> Zone::system(std::string& passed_over)
{
    if (const char* variable = std::getenv("TZ")) {
        std::string_view name(variable);
        if (name.starts_with(':'))
            name.remove_prefix(1);
        if (name.empty())
            return utc();
        if (auto zone = find(name))
            return zone;
        passed_over = name;
    }
    try {
        const date::time_zone* zone = date::current_zone();
        return Zone(zone->name(), zone);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

Zone Zone::utc()
{
    constexpr std::string_view name = "UTC";
    return Zone(name, date::locate_zone(name));
}

Zone::Stretch Zone::stretchAt(std::chrono::sys_seconds time) const
{
    const date::sys_info info = zone_->get_info(time);
    return {info.begin, info.end, info.offset};
}

} // namespace livewall::stats
