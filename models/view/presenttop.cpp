// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presenttop.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cstdlib>

#include "models/event/money.h"
#include "models/view/format.h"
#include "models/view/presentmissing.h"
#include "models/view/presentstatus.h"
#include "models/view/words.h"

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
        amount += latin1(event::formatAmount(row.average % unit, digits))
                      .sliced(1)
                      .replace(u'.', decimalPoint());
    const QString mark = row.mixed ? u"+"_s : QString();
    return amount + u' ' + latin1(row.currency.code()) + mark;
}

/// Against where it stood an hour ago.
QString changeText(std::int64_t rank, std::optional<std::int64_t> rank_before)
{
    constexpr std::int64_t kMost = 99;
    if (!rank_before)
        return Words::tr("new", "in the top list");
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
        .merchant = merchantText(row.merchant, eid),
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

std::vector<GhostRowView> presentGhosts(const std::vector<engine::UsualStore>& stores)
{
    std::vector<GhostRowView> ghosts;
    for (const engine::UsualStore& store : stores) {
        if (!store.is_ghost)
            continue;
        const QString eid = QString::number(store.eid);
        ghosts.push_back(
            {.eid = store.eid,
             .merchant = merchantText(store.merchant, eid),
             .eid_text = eid,
             .words = Words::tr("expected %1, saw %2")
                          .arg(formatCount(store.expected), formatCount(store.so_far))});
    }
    return ghosts;
}

/// That no usual store is missing, or why nobody can tell.
QString ghostsNote(const engine::Snapshot& snapshot)
{
    if (!snapshot.has_events)
        return {};
    if (snapshot.usual_stores.empty())
        return Words::tr("Missing stores: nothing known to compare this hour with");
    if (snapshot.figures.slot.minutes < engine::UsualStore::kGhostMinutes)
        return Words::tr("Missing stores: known from minute %1 of the hour on")
            .arg(engine::UsualStore::kGhostMinutes);
    return Words::tr("No store that is usual at this hour is missing");
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
QString emptyNote(const engine::Snapshot& snapshot, const QString& nothing)
{
    if (snapshot.has_events)
        return nothing;
    const QString waiting = presentWaiting(snapshot);
    return snapshot.progress
               ? waiting
               : waiting + u'\n' + Words::tr("See the feeds below, or run livewall --demo");
}

QString excludedCodes(const std::vector<event::Country>& exclude)
{
    QStringList codes;
    for (const event::Country country : exclude)
        codes.append(latin1(country.code()).toUpper());
    return QLocale().createSeparatedList(codes);
}

} // namespace

QString notKeptNote(std::int64_t oldest_ms, std::int64_t at_ms, const BusinessTime& time)
{
    return Words::tr("Not kept: stores go back to %1\nThe week is kept for ever")
        .arg(time.sinceMinute(oldest_ms, at_ms));
}

QString merchantText(const std::string& name, const QString& eid)
{
    return name.empty() ? u"EID "_s + eid : QString::fromStdString(name);
}

std::array<TopTableView, 3> presentTop(const engine::Snapshot& snapshot, const BusinessTime& time)
{
    const bool is_hour_bound = isBound(snapshot, &engine::Missing::in_hour);
    const stats::Figures& figures = snapshot.figures;
    const engine::RowsKnown& known = snapshot.rows_known;
    TopTableView hour = presentTable(figures.hour, known, known.hour_before, is_hour_bound);
    hour.heading = hour.short_heading = Words::tr("Last hour");
    hour.count_head = Words::tr("#/h");
    hour.ghosts = presentGhosts(snapshot.usual_stores);
    if (hour.ghosts.empty())
        hour.ghosts_note = ghostsNote(snapshot);

    TopTableView excluding =
        presentTable(figures.hour_excluding, known, known.hour_before, is_hour_bound);
    const std::size_t countries = snapshot.exclude.size();
    if (countries == 0) {
        excluding.heading = Words::tr("Last hour (excluding none)");
        excluding.short_heading = Words::tr("excluding none");
    } else {
        excluding.heading =
            Words::tr("Last hour (excluding %1)").arg(excludedCodes(snapshot.exclude));
        excluding.short_heading = countries == 1 ? Words::tr("excluding 1 country")
                                                 : Words::tr("excluding %n countries", nullptr,
                                                             static_cast<int>(countries));
    }
    excluding.count_head = hour.count_head;

    TopTableView day = presentTable(figures.day, known, known.day_before,
                                    isBound(snapshot, &engine::Missing::in_day));
    day.heading = day.short_heading = Words::tr("Last day");
    day.count_head = Words::tr("#");

    hour.note = hour.rows.empty()
                    ? emptyNote(snapshot, Words::tr("No accepted purchase in the last hour"))
                    : QString();
    excluding.note =
        excluding.rows.empty()
            ? emptyNote(snapshot, Words::tr("No accepted purchase elsewhere in the last hour"))
            : QString();
    day.note = day.rows.empty()
                   ? emptyNote(snapshot, Words::tr("No accepted purchase in the last day"))
                   : QString();
    std::array<TopTableView, 3> tables = {std::move(hour), std::move(excluding), std::move(day)};
    if (snapshot.tables_from_ms) {
        for (TopTableView& table : tables) {
            table.note = notKeptNote(*snapshot.tables_from_ms, snapshot.figures.at_ms, time);
            table.ghosts_note.clear();
            table.total = table.others = table.others_below_fifth = u"–"_s;
        }
    }
    return tables;
}

} // namespace livewall::view
