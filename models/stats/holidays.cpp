// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/holidays.h"

#include "models/stats/figures.h"
#include "models/stats/weekcalendar.h"

#include <array>
#include <utility>

namespace livewall::stats {

using namespace std::chrono;

namespace {

struct FixedDay
{
    month_day day;
    std::string_view name;
};

constexpr std::array kFixed = {
    FixedDay{January / 1, "New Year's Day"},
    FixedDay{January / 6, "Epiphany"},
    FixedDay{May / 1, "May Day"},
    FixedDay{June / 6, "National Day"},
    FixedDay{December / 25, "Christmas Day"},
    FixedDay{December / 26, "Boxing Day"},
};

struct EasterDay
{
    int days; ///< from Easter Day
    std::string_view name;
};

constexpr std::array kAboutEaster = {
    EasterDay{-2, "Good Friday"},   EasterDay{0, "Easter Day"},   EasterDay{1, "Easter Monday"},
    EasterDay{39, "Ascension Day"}, EasterDay{49, "Whit Sunday"},
};

/// A Saturday of seven days.
struct SaturdayFrom
{
    month_day first;
    std::string_view name;
};

constexpr std::array kSaturdays = {
    SaturdayFrom{June / 20, "Midsummer Day"},
    SaturdayFrom{October / 31, "All Saints' Day"},
};

/// The National Day is a holiday since 2005; until then Whit Monday was one.
constexpr year kNationalDaySince{2005};

std::optional<std::string_view> swedish(local_days day)
{
    const year_month_day date(day);
    for (const FixedDay& fixed : kFixed) {
        if (fixed.day == date.month() / date.day() &&
            (fixed.day != June / 6 || date.year() >= kNationalDaySince))
            return fixed.name;
    }
    for (const SaturdayFrom& saturday : kSaturdays) {
        const local_days first(date.year() / saturday.first);
        if (weekday(day) == Saturday && day >= first && day < first + days(7))
            return saturday.name;
    }
    const auto after = (day - easter(date.year())).count();
    for (const EasterDay& about : kAboutEaster) {
        if (after == about.days)
            return about.name;
    }
    if (after == 50 && date.year() < kNationalDaySince)
        return "Whit Monday";
    return std::nullopt;
}

} // namespace

void Holidays::add(local_days day, std::string name)
{
    days_[day] = std::move(name);
}

std::optional<std::string_view> Holidays::nameOf(local_days day) const
{
    if (const auto found = days_.find(day); found != days_.end())
        return found->second;
    return has_swedish_ ? swedish(day) : std::nullopt;
}

std::optional<std::string_view> Holidays::nameIn(const Zone& zone, Minutes minutes) const
{
    const auto dayOf = [&zone](std::int64_t second) {
        return floor<days>(zone.toLocal(sys_seconds(seconds(second))));
    };
    for (local_days day = dayOf(minutes.from); day <= dayOf(minutes.to - 1); day += days(1)) {
        if (const auto name = nameOf(day))
            return name;
    }
    return std::nullopt;
}

local_days easter(year in)
{
    const int y = static_cast<int>(in);
    const int a = y % 19;
    const int b = y / 100;
    const int c = y % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return local_days(in / (n / 31) / (n % 31 + 1));
}

std::vector<WeekHoliday> weekHolidays(const Holidays& holidays, const Zone& zone,
                                      std::int64_t second)
{
    std::vector<WeekHoliday> found;
    const local_days monday = WeekCalendar::mondayOf(zone, second);
    for (int ago = kSeries - 1; ago >= 0; --ago) {
        for (int day = 0; day < 7; ++day) {
            const local_days date = monday + days(day - 7 * ago);
            if (const auto name = holidays.nameOf(date))
                found.push_back({ago, day, date, std::string(*name)});
        }
    }
    return found;
}

} // namespace livewall::stats
