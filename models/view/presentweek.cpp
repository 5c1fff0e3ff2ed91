// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentweek.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <chrono>

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/presentstatus.h"
#include "models/view/words.h"

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

using Hours = std::chrono::duration<double, std::ratio<3600>>;

constexpr Hours kEarliestProjection = std::chrono::minutes(1);
constexpr Hours kTrustedTime = std::chrono::minutes(15);
constexpr std::int64_t kTrustedCount = 30; // a projection is then within a third, mostly

bool hasPurchase(const stats::WeekSeries& series)
{
    return std::ranges::any_of(series.counts,
                               [](const auto& count) { return count.value_or(0) > 0; });
}

/// The point at which slot i is plotted, the middle of its hour.
double slotX(int slot)
{
    return slot + 0.5;
}

using KnownSlots = std::array<engine::Known, stats::kSlots>;

/// "Good Friday"; of several of the weeks before how many.
QString leftOut(const engine::Snapshot& snapshot)
{
    constexpr qsizetype kLongest = 16;
    QStringList names;
    for (const stats::WeekHoliday& holiday : snapshot.week_holidays) {
        const auto ago = static_cast<std::size_t>(holiday.weeks_ago);
        if (ago > 0 && hasPurchase(snapshot.figures.week.series[ago]))
            names += holidayName(holiday.name);
    }
    if (names.size() > 1)
        return Words::tr("%n holidays", nullptr, static_cast<int>(names.size()));
    const QString name = names.value(0);
    return name.size() > kLongest ? name.first(kLongest - 1) + u'…' : name;
}

/// A holiday of a week to compare with is left out as if nobody had listened.
KnownSlots withoutHolidays(KnownSlots known, const std::vector<stats::WeekHoliday>& holidays,
                           std::size_t weeks_ago)
{
    for (const stats::WeekHoliday& holiday : holidays) {
        if (holiday.weeks_ago == static_cast<int>(weeks_ago))
            std::fill_n(known.begin() + 24 * holiday.day, 24, engine::Known::Nothing);
    }
    return known;
}

/// What nobody listened to is no zero, but a gap; of a week to compare with, what some did, too.
std::vector<WeekLine> wholeSlots(const stats::WeekSeries& series, const KnownSlots& known, int end,
                                 engine::Known least)
{
    std::vector<WeekLine> lines;
    bool is_broken = true;
    for (int slot = 0; slot < end; ++slot) {
        const std::optional<std::int64_t>& count = series.counts[slot];
        const double hours = series.hours[slot];
        if (!count || hours <= 0 || known[slot] > least) {
            is_broken = true;
            continue;
        }
        if (is_broken)
            lines.emplace_back();
        is_broken = false;
        lines.back().points.emplace_back(slotX(slot), static_cast<double>(*count) / hours);
    }
    return lines;
}

/// Up to T.
std::vector<WeekGap> gapsOf(const KnownSlots& known, int current_slot, double elapsed_hours)
{
    std::vector<WeekGap> gaps;
    for (int slot = 0; slot <= current_slot; ++slot) {
        if (known[slot] == engine::Known::All)
            continue;
        const bool is_partial = known[slot] == engine::Known::Part;
        const double to = slot + (slot == current_slot ? std::min(elapsed_hours, 1.0) : 1.0);
        if (!gaps.empty() && gaps.back().to == slot && gaps.back().is_partial == is_partial)
            gaps.back().to = to;
        else
            gaps.push_back({static_cast<double>(slot), to, is_partial});
    }
    return gaps;
}

bool isProjectable(std::int64_t count, Hours elapsed)
{
    return elapsed >= kEarliestProjection && (count >= kTrustedCount || elapsed >= kTrustedTime);
}

WeekLine projection(const std::vector<WeekLine>& whole, int slot, double rate)
{
    WeekLine line;
    if (!whole.empty() && whole.back().points.back().first == slotX(slot - 1))
        line.points.push_back(whole.back().points.back());
    line.points.emplace_back(slotX(slot), rate);
    return line;
}

double highest(const std::vector<WeekLine>& lines)
{
    double maximum = 0;
    for (const WeekLine& line : lines) {
        for (const auto& [x, y] : line.points)
            maximum = std::max(maximum, y);
    }
    return maximum;
}

} // namespace

QString holidayName(const std::string& name)
{
    // Those that are computed; another has the name that its configuration gives it.
    static constexpr const char* kNames[] = {
        QT_TRANSLATE_NOOP("Words", "New Year's Day"), QT_TRANSLATE_NOOP("Words", "Epiphany"),
        QT_TRANSLATE_NOOP("Words", "May Day"),        QT_TRANSLATE_NOOP("Words", "National Day"),
        QT_TRANSLATE_NOOP("Words", "Christmas Day"),  QT_TRANSLATE_NOOP("Words", "Boxing Day"),
        QT_TRANSLATE_NOOP("Words", "Good Friday"),    QT_TRANSLATE_NOOP("Words", "Easter Day"),
        QT_TRANSLATE_NOOP("Words", "Easter Monday"),  QT_TRANSLATE_NOOP("Words", "Ascension Day"),
        QT_TRANSLATE_NOOP("Words", "Whit Sunday"),    QT_TRANSLATE_NOOP("Words", "Whit Monday"),
        QT_TRANSLATE_NOOP("Words", "Midsummer Day"),  QT_TRANSLATE_NOOP("Words", "All Saints' Day"),
    };
    const bool is_known = std::ranges::find(kNames, std::string_view(name)) != std::end(kNames);
    return is_known ? Words::tr(name.c_str()) : QString::fromStdString(name);
}

WeekView presentWeek(const engine::Snapshot& snapshot)
{
    WeekView view;
    for (std::size_t day = 0; day < view.days.size(); ++day) {
        const int number = static_cast<int>(day) + 1;
        view.days[day] = QLocale().standaloneDayName(number);
        view.short_days[day] = QLocale().standaloneDayName(number, QLocale::ShortFormat);
    }
    if (!snapshot.has_events)
        return view;

    const stats::WeekFigures& week = snapshot.figures.week;
    view.today = week.current_slot / 24;
    view.series[0] =
        wholeSlots(week.series[0], snapshot.week_known[0], week.current_slot, engine::Known::Part);
    for (std::size_t ago = 1; ago < view.series.size(); ++ago) {
        if (hasPurchase(week.series[ago]))
            view.series[ago] =
                wholeSlots(week.series[ago],
                           withoutHolidays(snapshot.week_known[ago], snapshot.week_holidays, ago),
                           stats::kSlots, engine::Known::All);
    }
    view.is_holiday =
        std::ranges::any_of(snapshot.week_holidays, [&view](const stats::WeekHoliday& holiday) {
            return holiday.weeks_ago == 0 && holiday.day == view.today;
        });
    view.left_out = leftOut(snapshot);
    view.gaps = gapsOf(snapshot.week_known[0], week.current_slot, week.elapsed_hours);

    const std::int64_t count = week.series[0].counts[week.current_slot].value_or(0);
    if (snapshot.week_known[0][week.current_slot] != engine::Known::Nothing)
        view.partial_count = formatCount(count);
    // What was counted of an hour that was not all listened to says nothing of its rate.
    const bool is_bound = snapshot.week_known[0][week.current_slot] != engine::Known::All;
    const bool is_lower = is_bound || presentCondition(snapshot) == Condition::Partial;
    if (is_lower && !view.partial_count.isEmpty())
        view.partial_count.prepend(u"≥\u202F"_s);
    if (!is_bound && isProjectable(count, Hours(week.elapsed_hours))) {
        view.partial = projection(view.series[0], week.current_slot,
                                  static_cast<double>(count) / week.elapsed_hours);
        view.maximum = view.partial->points.back().second;
    }
    for (const std::vector<WeekLine>& lines : view.series)
        view.maximum = std::max(view.maximum, highest(lines));
    return view;
}

QString deployLabel(const stats::DeployMark& deploy)
{
    QStringList parts;
    for (const std::string& part : {deploy.service, deploy.version}) {
        if (!part.empty())
            parts += QString::fromStdString(part);
    }
    return parts.isEmpty() ? Words::tr("deploy") : parts.join(u' ');
}

std::vector<WeekDeploy> presentDeploys(const engine::Snapshot& snapshot, const BusinessTime& time)
{
    std::vector<WeekDeploy> deploys;
    for (const stats::DeployMark& deploy : snapshot.deploys) {
        deploys.push_back({.x = time.weekHours(deploy.time_ms), .label = deployLabel(deploy)});
    }
    return deploys;
}

} // namespace livewall::view
