// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/moment.h"

#include "models/view/words.h"

#include <format>

#include <QRegularExpression>

#include "models/event/timestamp.h"

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace livewall::view {
namespace {

using LocalTime = local_time<milliseconds>;

constexpr std::int64_t kMost_s = 200LL * 366 * 86'400; // of a distance: nobody means more

/// The first instant at which clocks show `time`; where they never do, `is_skipped` is set, and it
/// is what they would show had nobody set them.
std::int64_t instantOf(LocalTime time, const stats::Zone& zone, bool& is_skipped)
{
    const sys_seconds near(floor<seconds>(time.time_since_epoch()));
    const seconds before = zone.stretchAt(near - days(1)).offset;
    const seconds after = zone.stretchAt(near + days(1)).offset;
    is_skipped = false;
    for (const seconds offset : {before, after}) {
        const sys_time<milliseconds> instant(time.time_since_epoch() - offset);
        if (zone.stretchAt(floor<seconds>(instant)).offset == offset)
            return instant.time_since_epoch().count();
    }
    is_skipped = true;
    return (time.time_since_epoch() - before).count();
}

LocalTime localTime(std::int64_t at_ms, const stats::Zone& zone)
{
    return zone.toLocal(sys_time<milliseconds>(milliseconds(at_ms)));
}

QString wanted(const QString& text)
{
    return Words::tr("“%1” is not a time. Write 2011-03-10 16:01, 16:01:15 or -2h").arg(text);
}

/// Hours, minutes and seconds of three groups of a match, the last of them possibly empty.
std::optional<milliseconds> timeOfDay(const QRegularExpressionMatch& match, int first)
{
    const int hour = match.captured(first).toInt();
    const int minute = match.captured(first + 1).toInt();
    const int second = match.captured(first + 2).toInt();
    if (hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return hours(hour) + minutes(minute) + seconds(second);
}

/// "-1d12h" in seconds.
std::optional<std::int64_t> distance(const QString& text)
{
    static const QRegularExpression whole(
        QLatin1StringView("^([+-])((?:\\s*[0-9]{1,9}\\s*(?:min|[smhdw]))+)$"));
    static const QRegularExpression part(QLatin1StringView("([0-9]+)\\s*(min|[smhdw])"));
    const auto match = whole.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    std::int64_t sum_s = 0;
    for (auto parts = part.globalMatch(match.captured(2)); parts.hasNext();) {
        const auto one = parts.next();
        const char unit = one.captured(2).front().toLatin1();
        const std::int64_t unit_s = unit == 's'   ? 1
                                    : unit == 'm' ? 60
                                    : unit == 'h' ? 3600
                                    : unit == 'd' ? 86'400
                                                  : 7 * 86'400;
        sum_s += one.captured(1).toLongLong() * unit_s;
        if (sum_s > kMost_s)
            return std::nullopt;
    }
    return match.captured(1) == u"-"_s ? -sum_s : sum_s;
}

} // namespace

Moment readMoment(const QString& text, const stats::Zone& zone, std::int64_t at_ms,
                  std::int64_t last_ms)
{
    static const QRegularExpression clock(
        QLatin1StringView("^([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?$"));
    static const QRegularExpression date(
        QLatin1StringView("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
                          "(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?$"));
    const QString typed = text.trimmed();
    if (const auto by_s = distance(typed))
        return {at_ms + *by_s * 1000, {}};
    if (const auto instant = event::parseTimestamp(typed.toStdString()))
        return {*instant, {}};

    local_days day = floor<days>(localTime(at_ms, zone));
    std::optional<milliseconds> time;
    const auto clock_match = clock.match(typed);
    if (clock_match.hasMatch()) {
        time = timeOfDay(clock_match, 1);
    } else if (const auto match = date.match(typed); match.hasMatch()) {
        const year_month_day given{year(match.captured(1).toInt()),
                                   month(match.captured(2).toUInt()),
                                   std::chrono::day(match.captured(3).toUInt())};
        if (!given.ok())
            return {{}, wanted(typed)};
        day = local_days(given);
        time = timeOfDay(match, 4);
    }
    if (!time)
        return {{}, wanted(typed)};
    bool is_skipped = false;
    std::int64_t instant_ms = instantOf(day + *time, zone, is_skipped);
    if (clock_match.hasMatch() && instant_ms > last_ms) {
        day -= days(1);
        instant_ms = instantOf(day + *time, zone, is_skipped);
    }
    if (is_skipped)
        return {{},
                Words::tr("The clock of %1 skipped %2 on %3")
                    .arg(QString::fromStdString(zone.name()),
                         QString::fromStdString(std::format("{:%H:%M}", *time)),
                         QString::fromStdString(std::format("{:%F}", day)))};
    return {instant_ms, {}};
}

QString writeMoment(std::int64_t at_ms, const stats::Zone& zone)
{
    return QString::fromStdString(std::format("{:%F %T}", floor<seconds>(localTime(at_ms, zone))));
}

std::int64_t daysFrom(std::int64_t at_ms, int count, const stats::Zone& zone)
{
    bool is_skipped = false;
    return instantOf(localTime(at_ms, zone) + days(count), zone, is_skipped);
}

} // namespace livewall::view
