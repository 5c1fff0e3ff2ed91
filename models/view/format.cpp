// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/format.h"

#include <algorithm>
#include <format>
#include <string>

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

constexpr QChar kThinSpace(u'\u202F'); // narrow and never broken at

QString grouped(std::int64_t count)
{
    QString digits = QString::number(count);
    for (auto at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, kThinSpace);
    return digits;
}

} // namespace

QString formatCount(std::int64_t count)
{
    constexpr std::int64_t kMillion = 1'000'000;
    if (count < kMillion)
        return grouped(count);

    const std::int64_t millions = count / kMillion;
    const std::int64_t thousandths = count % kMillion / 1'000;
    QString text = grouped(millions);
    if (millions < 10)
        text += u".%1"_s.arg(thousandths / 10, 2, 10, QChar(u'0'));
    else if (millions < 100)
        text += u".%1"_s.arg(thousandths / 100);
    return text + kThinSpace + u'M';
}

QString formatAge(std::int64_t age_ms)
{
    const std::int64_t seconds = std::max<std::int64_t>(age_ms, 0) / 1000;
    if (seconds < 60)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 60 * 60)
        return u"%1 min"_s.arg(seconds / 60);
    if (seconds < 24 * 60 * 60)
        return u"%1 h"_s.arg(seconds / (60 * 60));
    return u"%1 d"_s.arg(seconds / (24 * 60 * 60));
}

BusinessTime::BusinessTime(std::string_view zone) : zone_(stats::Zone::find(zone).value()) {}

QString BusinessTime::dateAndTime(std::int64_t time_ms) const
{
    const auto time = std::chrono::floor<std::chrono::seconds>(local(time_ms));
    return QString::fromStdString(std::format("{:%a, %F %T}", time));
}

double BusinessTime::weekHours(std::int64_t time_ms) const
{
    using namespace std::chrono;
    const auto shown = local(time_ms);
    const auto day = floor<days>(shown);
    return duration<double, std::ratio<3600>>(shown - (day - (weekday(day) - Monday))).count();
}

bool BusinessTime::isWholeHour(std::int64_t time_ms) const
{
    using namespace std::chrono;
    const auto shown = local(time_ms);
    return floor<minutes>(shown) == floor<hours>(shown);
}

QString BusinessTime::hourAndMinute(std::int64_t time_ms) const
{
    return QString::fromStdString(std::format("{:%R}", local(time_ms)));
}

QString BusinessTime::weekdayAndHour(std::int64_t time_ms) const
{
    const auto hour = std::chrono::floor<std::chrono::hours>(local(time_ms));
    return QString::fromStdString(std::format("{:%A %R}", hour));
}

QString BusinessTime::since(std::int64_t time_ms, std::int64_t now_ms) const
{
    const auto time = std::chrono::floor<std::chrono::seconds>(local(time_ms));
    return sinceWith(std::format("{:%T}", time), time_ms, now_ms);
}

QString BusinessTime::sinceMinute(std::int64_t time_ms, std::int64_t now_ms) const
{
    return sinceWith(std::format("{:%R}", local(time_ms)), time_ms, now_ms);
}

std::chrono::local_time<std::chrono::milliseconds> BusinessTime::local(std::int64_t time_ms) const
{
    return zone_.toLocal(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time_ms)));
}

QString BusinessTime::sinceWith(std::string_view time, std::int64_t time_ms,
                                std::int64_t now_ms) const
{
    const auto day = std::chrono::floor<std::chrono::days>(local(time_ms));
    const auto today = std::chrono::floor<std::chrono::days>(local(now_ms));
    std::string text(time);
    if (day > today || today - day > std::chrono::days(6))
        text = std::format("{:%F} {}", day, time);
    else if (day != today)
        text = std::format("{:%a} {}", day, time);
    return QString::fromStdString(text);
}

} // namespace livewall::view
