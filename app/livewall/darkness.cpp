// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/darkness.h"

#include <algorithm>
#include <cstddef>

namespace livewall::app {

namespace {

bool beginOn(const config::DarkHours& hours, std::chrono::local_days day)
{
    const std::chrono::weekday weekday(day);
    return hours.days.test(weekday.iso_encoding() - 1); // 0 is Monday
}

bool hold(const config::DarkHours& hours, std::chrono::local_seconds time)
{
    const auto today = std::chrono::floor<std::chrono::days>(time);
    const auto since_midnight = time - today;
    if (hours.from < hours.to)
        return beginOn(hours, today) && since_midnight >= hours.from && since_midnight < hours.to;
    return (beginOn(hours, today) && since_midnight >= hours.from) ||
           (beginOn(hours, today - std::chrono::days(1)) && since_midnight < hours.to);
}

} // namespace

double brightnessAt(const std::vector<config::DarkHours>& hours, std::chrono::local_seconds time)
{
    double brightness = kFullBrightness;
    for (const config::DarkHours& one : hours) {
        if (hold(one, time))
            brightness = std::min(brightness, one.brightness);
    }
    return brightness;
}

} // namespace livewall::app
