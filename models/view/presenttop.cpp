// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presenttop.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>

#include "models/event/money.h"
#include "models/view/format.h"
#include "models/view/presentmissing.h"
#include "models/view/presentstatus.h"

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString averageText(const stats::TopRow& row)
{
    const int digits = row.currency.minorDigits();
    std::int64_t unit = 1;
    for (int i = 0; i < digits; ++i)
        unit *= 10;

    // A count's form for the whole part, and the minor unit while there is room for it.
    constexpr std::int64_t kMillion = 1'000'000;
    const std::int64_t whole = row.average / unit;
    QString amount = formatCount(whole);
    if (whole < kMillion)
        amount += latin1(event::formatAmount(row.average % unit, digits)).sliced(1);
    const QString mark = row.mixed ? u"+"_s : QString();
    return amount + u' ' + latin1(row.currency.code()) + mark;
}

/// Against where it stood an hour ago.
QString changeText(std::int64_t rank, std::optional<std::int64_t> rank_before)
{
    constexpr std::int64_t kMost = 99;
    if (!rank_before)
        return u"new"_s;
    if (rank == *rank_before)
        return {};
    const std::int64_t places = std::abs(rank - *rank_before);
    const QString sign = rank < *rank_before ? u"▲\u2009"_s : u"▼\u2009"_s;
    return sign + QString::number(std::min(places, kMost)) + (places > kMost ? u"+"_s : QString());
}

TopRowView presentRow(const stats::TopRow& row, int rank, std::int64_t first_count)
{
    const QString eid = QString::number(row.eid);
    return {
        .eid = row.eid,
        .rank = rank,
        .merchant = row.merchant.empty() ? u"EID "_s + eid : QString::fromStdString(row.merchant),
        .eid_text = eid,
        .count = formatCount(row.count),
        .average = averageText(row),
        .share =
            first_count > 0 ? static_cast<double>(row.count) / static_cast<double>(first_count) : 0,
        .change = {},
        .minutes = row.trend.minutes,
        .unheard = {},
    };
}

TopTableView presentTable(const stats::TopTable& table, const engine::RowsKnown& known,
                          bool is_before_known, bool is_bound)
{
    TopTableView view;
    view.rows.reserve(table.rows.size());
    // Where nothing was sold at all an hour ago, no store is new.
    const bool has_before =
        is_before_known && std::ranges::any_of(table.rows, [](const stats::TopRow& row) {
            return row.trend.rank_before.has_value();
        });
    int rank = 0;
    for (const stats::TopRow& row : table.rows) {
        view.rows.push_back(presentRow(row, ++rank, table.rows.front().count));
        view.rows.back().unheard = known.unheard;
        if (has_before)
            view.rows.back().change = changeText(rank, row.trend.rank_before);
    }
    view.total = formatCount(table.total);
    if (is_bound)
        view.total.prepend(u"≥\u202F"_s);
    view.others = formatCount(table.othersBelow(stats::kTopRows));
    view.others_below_fifth = formatCount(table.othersBelow(5));
    return view;
}

/// Words for a table without rows: what is missing and, where something can be done, what.
QString emptyNote(const engine::Snapshot& snapshot, const QString& window)
{
    if (snapshot.has_events)
        return u"No accepted purchase "_s + window;
    const QString waiting = presentWaiting(snapshot);
    return snapshot.progress ? waiting
                             : waiting + u"\nSee the feeds below, or run livewall --demo"_s;
}

/// Words for a table of a T that is too long ago; the week has it still.
QString notKeptNote(std::int64_t oldest_ms, std::int64_t at_ms, const BusinessTime& time)
{
    return u"Not kept: stores go back to %1\nThe week is kept for ever"_s.arg(
        time.sinceMinute(oldest_ms, at_ms));
}

QString excludedCodes(const std::vector<event::Country>& exclude)
{
    QStringList codes;
    for (const event::Country country : exclude)
        codes.append(latin1(country.code()).toUpper());
    return codes.join(u", "_s);
}

} // namespace

std::array<TopTableView, 3> presentTop(const engine::Snapshot& snapshot, const BusinessTime& time)
{
    const bool is_hour_bound = isBound(snapshot, &engine::Missing::in_hour);
    const stats::Figures& figures = snapshot.figures;
    const engine::RowsKnown& known = snapshot.rows_known;
    TopTableView hour = presentTable(figures.hour, known, known.hour_before, is_hour_bound);
    hour.heading = hour.short_heading = u"Last hour"_s;
    hour.count_head = u"#/h"_s;

    TopTableView excluding =
        presentTable(figures.hour_excluding, known, known.hour_before, is_hour_bound);
    const std::size_t countries = snapshot.exclude.size();
    if (countries == 0) {
        excluding.heading = u"Last hour (excluding none)"_s;
        excluding.short_heading = u"excluding none"_s;
    } else {
        excluding.heading = u"Last hour (excluding %1)"_s.arg(excludedCodes(snapshot.exclude));
        excluding.short_heading =
            countries == 1 ? u"excluding 1 country"_s : u"excluding %1 countries"_s.arg(countries);
    }
    excluding.count_head = hour.count_head;

    TopTableView day = presentTable(figures.day, known, known.day_before,
                                    isBound(snapshot, &engine::Missing::in_day));
    day.heading = day.short_heading = u"Last day"_s;
    day.count_head = u"#"_s;

    hour.note = hour.rows.empty() ? emptyNote(snapshot, u"in the last hour"_s) : QString();
    excluding.note =
        excluding.rows.empty() ? emptyNote(snapshot, u"elsewhere in the last hour"_s) : QString();
    day.note = day.rows.empty() ? emptyNote(snapshot, u"in the last day"_s) : QString();
    std::array<TopTableView, 3> tables = {std::move(hour), std::move(excluding), std::move(day)};
    if (snapshot.tables_from_ms) {
        for (TopTableView& table : tables) {
            table.note = notKeptNote(*snapshot.tables_from_ms, snapshot.figures.at_ms, time);
            table.total = table.others = table.others_below_fifth = u"–"_s;
        }
    }
    return tables;
}

} // namespace livewall::view
