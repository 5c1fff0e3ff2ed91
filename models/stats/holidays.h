// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/comparison.h"
#include "models/stats/zone.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::stats {

/// Days, by local date, on which what people buy is not what is usual: left out of what others are
/// compared with, and not compared themselves. None unless they are added. A value.
class Holidays
{
public:
    /// Sweden's public holidays of any year that are known by a name (Lag (1989:253) om allmänna
    /// helgdagar): of Sundays Easter Day and Whit Sunday alone.
    void addSwedish() { has_swedish_ = true; }

    /// A single day. A later name of the same day replaces the one before.
    void add(std::chrono::local_days day, std::string name);

    /// What the day is called, in English where it was computed; nothing on any other day.
    std::optional<std::string_view> nameOf(std::chrono::local_days day) const;

    /// The same of the first such day in which minutes lie.
    std::optional<std::string_view> nameIn(const Zone& zone, Minutes minutes) const;

private:
    bool has_swedish_ = false;
    std::map<std::chrono::local_days, std::string> days_;
};

/// Easter Day in the Gregorian calendar (J. Meeus, "Astronomical Algorithms", chapter 8).
std::chrono::local_days easter(std::chrono::year year);

/// One of the four weeks' days that is a holiday.
struct WeekHoliday
{
    int weeks_ago = 0;
    int day = 0; ///< from Monday
    std::chrono::local_days date;
    std::string name;

    friend bool operator==(const WeekHoliday&, const WeekHoliday&) = default;
};

/// Of the week of `second` and the three before it, by date.
std::vector<WeekHoliday> weekHolidays(const Holidays& holidays, const Zone& zone,
                                      std::int64_t second);

} // namespace livewall::stats
