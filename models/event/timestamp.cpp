// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/timestamp.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace livewall::event {
namespace {

constexpr std::int64_t kDay_ms = 86'400'000;

/// The digits at `at`, or something negative where one of them is no digit.
template <int digits>
int number(const char* at)
{
    int value = 0;
    unsigned bad = 0;
    for (int i = 0; i < digits; ++i) {
        const unsigned digit = static_cast<unsigned char>(at[i]) - unsigned{'0'};
        bad |= digit > 9 ? 1U : 0U;
        value = value * 10 + static_cast<int>(digit & 15);
    }
    return bad != 0 ? -1 : value;
}

bool isLeap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int daysIn(int month, int year)
{
    constexpr std::array<int, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : kDays[static_cast<std::size_t>(month)];
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, year 0 to 9999. Counted in years
/// that begin in March, so that the leap day is a year's last.
int daysSinceEpoch(int year, int month, int day)
{
    const int shifted_year = year + (month > 2 ? 0 : -1) + 400; // never negative
    const int shifted_month = month + (month > 2 ? -3 : 9);
    const int year_days =
        shifted_year * 365 + shifted_year / 4 - shifted_year / 100 + shifted_year / 400;
    const int month_days = (153 * shifted_month + 2) / 5;
    constexpr int kEpoch = 719'468 + 146'097; // 1970-01-01, counted from 400 years before 0-03-01
    return year_days + month_days + day - 1 - kEpoch;
}

} // namespace

std::optional<std::int64_t> parseTimestamp(std::string_view text)
{
    // 2011-03-10T16:01:15Z
    // 0    5  8  11 14 17
    constexpr std::size_t kSecondsEnd = 19;
    if (text.size() <= kSecondsEnd)
        return std::nullopt;
    const char* const at = text.data();
    if (at[4] != '-' || at[7] != '-' || (at[10] | 0x20) != 't' || at[13] != ':' || at[16] != ':')
        return std::nullopt;

    const int year = number<4>(at);
    const int month = number<2>(at + 5);
    const int day = number<2>(at + 8);
    const int hour = number<2>(at + 11);
    const int minute = number<2>(at + 14);
    const int second = number<2>(at + 17);
    if ((year | month | day | hour | minute | second) < 0 || month < 1 || month > 12 || day < 1 ||
        day > daysIn(month, year) || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;

    std::size_t next = kSecondsEnd;
    int millisecond = 0;
    if (at[next] == '.') {
        int unit = 100; // of the next digit, in ms; what is smaller is floored away
        for (++next; next < text.size() && at[next] >= '0' && at[next] <= '9'; ++next) {
            millisecond += (at[next] - '0') * unit;
            unit /= 10;
        }
        if (next == kSecondsEnd + 1 || next == text.size())
            return std::nullopt;
    }

    int offset_minutes = 0;
    const std::size_t rest = text.size() - next;
    if ((at[next] | 0x20) == 'z') {
        if (rest != 1)
            return std::nullopt;
    } else {
        if ((at[next] != '+' && at[next] != '-') || rest != 6 || at[next + 3] != ':')
            return std::nullopt;
        const int hours = number<2>(at + next + 1);
        const int minutes = number<2>(at + next + 4);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59)
            return std::nullopt;
        offset_minutes = (hours * 60 + minutes) * (at[next] == '-' ? -1 : 1);
    }

    const int second_ms = second == 60 ? 59'999 : second * 1000 + millisecond;
    const std::int64_t time_ms = daysSinceEpoch(year, month, day) * kDay_ms +
                                 (hour * 60 + minute - offset_minutes) * std::int64_t{60'000} +
                                 second_ms;
    if (time_ms < kFirstTime_ms || time_ms >= kEndTime_ms)
        return std::nullopt;
    return time_ms;
}

std::string formatTimestamp(std::int64_t time_ms)
{
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(time_ms)};
    const auto midnight = floor<days>(time);
    const year_month_day date(midnight);
    const hh_mm_ss clock(time - midnight);
    std::array<char, 48> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int{date.year()},
        unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace livewall::event
