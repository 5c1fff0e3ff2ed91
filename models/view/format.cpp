// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/format.h"

#include <QDate>
#include <QLocale>
#include <QTime>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "models/event/money.h"
#include "models/view/words.h"

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

/// Between thousands, and before a unit. English would write a comma, which other readers take for
/// a decimal one: a narrow space that is never broken at.
QString groupSeparator()
{
    const QLocale locale;
    const bool is_english =
        locale.language() == QLocale::C || locale.language() == QLocale::English;
    return is_english ? u"\u202F"_s : locale.groupSeparator();
}

QString grouped(std::int64_t count)
{
    const QString separator = groupSeparator();
    QString digits = QString::number(count);
    for (auto at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, separator);
    return digits;
}

QDate dayOf(std::chrono::local_time<std::chrono::milliseconds> time)
{
    return QDate(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time)));
}

QTime timeOf(std::chrono::local_time<std::chrono::milliseconds> time)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    return QTime::fromMSecsSinceStartOfDay(static_cast<int>((time - midnight).count()));
}

QString clockText(const QString& weekday, const QString& date, const QString& time)
{
    //: The clock: weekday, date and time.
    return Words::tr("%1, %2 %3").arg(weekday, date, time);
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
        text += decimalPoint() + u"%1"_s.arg(thousandths / 10, 2, 10, QChar(u'0'));
    else if (millions < 100)
        text += decimalPoint() + QString::number(thousandths / 100);
    return text + groupSeparator() + Words::tr("M", "million");
}

QString decimalPoint()
{
    return QLocale().decimalPoint();
}

QString formatMoney(std::int64_t amount, event::Currency currency)
{
    const std::string exact = event::formatAmount(std::abs(amount), currency.minorDigits());
    const auto point = std::min(exact.find('.'), exact.size());
    const QString whole = grouped(std::stoll(exact.substr(0, point)));
    QString text = (amount < 0 ? u"-"_s : QString()) + whole;
    if (point < exact.size())
        text += decimalPoint() + QString::fromStdString(exact.substr(point + 1));
    return text + u' ' + QString::fromStdString(std::string(currency.code()));
}

QString formatAge(std::int64_t age_ms)
{
    const std::int64_t seconds = std::max<std::int64_t>(age_ms, 0) / 1000;
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < 60 * 60)
        return Words::tr("%1 min").arg(seconds / 60);
    if (seconds < 24 * 60 * 60)
        return Words::tr("%1 h").arg(seconds / (60 * 60));
    return Words::tr("%1 d").arg(seconds / (24 * 60 * 60));
}

QStringList clockSamples()
{
    QStringList samples;
    for (int day = 1; day <= 7; ++day)
        samples +=
            clockText(QLocale().dayName(day, QLocale::ShortFormat), u"2000-00-00"_s, u"00:00:00"_s);
    return samples;
}

BusinessTime::BusinessTime(std::string_view zone) : zone_(stats::Zone::find(zone).value()) {}

QString BusinessTime::dateAndTime(std::int64_t time_ms) const
{
    const auto time = local(time_ms);
    const QDate day = dayOf(time);
    return clockText(QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat),
                     day.toString(u"yyyy-MM-dd"_s), timeOf(time).toString(u"HH:mm:ss"_s));
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
    const auto time = local(time_ms);
    //: A weekday and an hour of it: "Thursday 16:00", as in "on a usual Thursday 16:00".
    return Words::tr("%1 %2").arg(QLocale().dayName(dayOf(time).dayOfWeek()),
                                  timeOf(time).toString(u"HH:00"_s));
}

QString BusinessTime::since(std::int64_t time_ms, std::int64_t now_ms) const
{
    return sinceWith(timeOf(local(time_ms)).toString(u"HH:mm:ss"_s), time_ms, now_ms);
}

QString BusinessTime::sinceMinute(std::int64_t time_ms, std::int64_t now_ms) const
{
    return sinceWith(timeOf(local(time_ms)).toString(u"HH:mm"_s), time_ms, now_ms);
}

std::chrono::local_time<std::chrono::milliseconds> BusinessTime::local(std::int64_t time_ms) const
{
    return zone_.toLocal(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time_ms)));
}

QString BusinessTime::sinceWith(const QString& time, std::int64_t time_ms,
                                std::int64_t now_ms) const
{
    const QDate day = dayOf(local(time_ms));
    const QDate today = dayOf(local(now_ms));
    if (day == today)
        return time;
    const bool is_near = day < today && day.daysTo(today) <= 6;
    //: A day as QLocale::toString() writes it: one of the last six, one of this year, another.
    const QString form = is_near                      ? Words::tr("ddd", "day")
                         : day.year() == today.year() ? Words::tr("yyyy-MM-dd", "day of this year")
                                                      : Words::tr("yyyy-MM-dd", "day");
    return QLocale().toString(day, form) + u' ' + time;
}

} // namespace livewall::view
