// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentdesk.h"

#include "models/view/presentstatus.h"
#include "models/view/presenttop.h"
#include "models/view/presentverdict.h"
#include "models/view/presentweek.h"
#include "models/view/words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

using engine::Desk;

constexpr std::int64_t kMinute_ms = 60'000;
constexpr auto kMinutes = static_cast<std::int64_t>(Desk::kMinutes);
constexpr std::size_t kStores = 5;

QString codeText(event::Country country)
{
    return country.isNone() ? Words::tr("no country")
                            : QString::fromStdString(country.code()).toUpper();
}

/// "−140 of 152"
QString changeText(std::int64_t accepted, std::int64_t expected)
{
    const std::int64_t change = accepted - expected;
    const QString sign = change < 0 ? u"−"_s : change > 0 ? u"+"_s : u"±"_s;
    return Words::tr("%1%2 of %3", "less or more than expected")
        .arg(sign, formatCount(std::abs(change)), formatCount(expected));
}

DeskRowView presentCountry(const Desk::CountryHour& one)
{
    return {.key = QString::fromStdString(one.country.code()),
            .name = codeText(one.country),
            .change =
                one.expected ? changeText(one.accepted, *one.expected) : formatCount(one.accepted),
            .is_low = one.is_low};
}

/// Fewer than chance explains: under what is expected by three times its root.
bool isLow(const engine::UsualStore& store)
{
    return store.is_ghost || stats::Usual::of({store.expected})->isLow(store.so_far);
}

DeskRowView presentStore(const engine::UsualStore& store)
{
    return {.key = {},
            .name = merchantText(store.merchant, QString::number(store.eid)),
            .change = changeText(store.so_far, store.expected),
            .is_low = isLow(store)};
}

/// "97.3%"; nothing of nothing.
QString shareText(const stats::Attempts& counted)
{
    if (counted.attempts == 0)
        return u"–"_s;
    // Cut, so that not all is never 100%.
    const std::int64_t tenths = 1000 * counted.accepted / counted.attempts;
    return Words::tr("%1%", "share")
        .arg(QString::number(tenths / 10) + decimalPoint() + QString::number(tenths % 10));
}

DeskTileView attemptsTile(const Desk::Scope& scope)
{
    return {.label = Words::tr("Attempts, last hour"),
            .number = formatCount(scope.hour.attempts),
            .note = scope.usual ? Words::tr("usual %1").arg(formatCount(*scope.usual)) : QString()};
}

DeskTileView acceptedTile(const Desk::Scope& scope)
{
    return {.label = Words::tr("Accepted of them"),
            .number = shareText(scope.hour),
            .note = scope.before.attempts > 0 ? Words::tr("usual %1").arg(shareText(scope.before))
                                              : QString()};
}

/// Arrival is of all purchases, whatever the country.
DeskTileView latenessTile(const engine::Snapshot& snapshot)
{
    const stats::Ledger& ledger = snapshot.ledger;
    return {.label = Words::tr("Late, since start"),
            .number = formatCount(static_cast<std::int64_t>(ledger.late)),
            .note = Words::tr("over 1 min, of %1")
                        .arg(formatCount(
                            static_cast<std::int64_t>(ledger.accepted + ledger.not_accepted)))};
}

DeskScopeView presentScope(const engine::Snapshot& snapshot, const Desk::Scope& scope,
                           const BusinessTime& time)
{
    DeskScopeView view;
    if (scope.country) {
        view.key = QString::fromStdString(scope.country->code());
        view.name = codeText(*scope.country);
    }
    view.verdict = presentVerdict(snapshot, scope.verdict, time);
    view.minutes = scope.minutes;
    view.has_minutes = true;
    std::int64_t most = *std::ranges::max_element(scope.minutes);
    if (scope.band) {
        view.has_band = true;
        view.least = scope.band->least;
        view.most = scope.band->most;
        most = std::max(most, *std::ranges::max_element(view.most));
    }
    view.maximum = static_cast<double>(most);
    view.tiles = {attemptsTile(scope), acceptedTile(scope), latenessTile(snapshot)};
    return view;
}

/// Whole hours by the zone's clock.
std::vector<DeskMark> presentHours(const Desk& desk, const BusinessTime& time)
{
    std::vector<DeskMark> hours;
    for (std::int64_t minute = 0; minute <= kMinutes; ++minute) {
        const std::int64_t at_ms = desk.end * 1000 - (kMinutes - minute) * kMinute_ms;
        if (time.isWholeHour(at_ms))
            hours.push_back({static_cast<double>(minute), time.hourAndMinute(at_ms)});
    }
    return hours;
}

std::vector<DeskMark> presentDeploys(const Desk& desk)
{
    std::vector<DeskMark> deploys;
    const std::int64_t begin_ms = desk.end * 1000 - kMinutes * kMinute_ms;
    for (const stats::DeployMark& deploy : desk.deploys) {
        const double x =
            static_cast<double>(deploy.time_ms - begin_ms) / static_cast<double>(kMinute_ms);
        deploys.push_back({std::min(x, static_cast<double>(kMinutes)), deployLabel(deploy)});
    }
    return deploys;
}

} // namespace

DeskView presentDesk(const engine::Snapshot& snapshot, const BusinessTime& time)
{
    DeskView view;
    const Desk& desk = snapshot.desk;
    if (!snapshot.has_events || desk.scopes.empty()) {
        view.countries_note = view.stores_note =
            snapshot.tables_from_ms
                ? notKeptNote(*snapshot.tables_from_ms, snapshot.figures.at_ms, time)
                : presentWaiting(snapshot);
        view.nothing.verdict = presentVerdict(snapshot, snapshot.verdict, time);
        view.nothing.tiles = {attemptsTile({}), acceptedTile({}), latenessTile(snapshot)};
        view.nothing.tiles[0].number = view.nothing.tiles[2].number = u"–"_s;
        view.nothing.tiles[2].note.clear();
        return view;
    }
    for (const Desk::Scope& scope : desk.scopes)
        view.scopes.push_back(presentScope(snapshot, scope, time));
    for (std::size_t i = 0; i < std::min(desk.countries.size(), Desk::kCountries); ++i)
        view.countries.push_back(presentCountry(desk.countries[i]));
    // Right after a start all that is known is how many there were in all.
    if (view.countries.empty() && desk.scopes.front().hour.attempts > 0)
        view.countries_note = view.stores_note = Words::tr("Reading the weeks before");
    else if (view.countries.empty())
        view.countries_note =
            Words::tr("No purchase in the last 60 whole minutes, nor in the weeks before");
    for (std::size_t i = 0; i < std::min(snapshot.usual_stores.size(), kStores); ++i)
        view.stores.push_back(presentStore(snapshot.usual_stores[i]));
    if (view.stores.empty() && view.stores_note.isEmpty())
        view.stores_note = Words::tr("No store is known to be usual at this hour of the week");
    view.unheard = desk.unheard;
    view.hours = presentHours(desk, time);
    view.deploys = presentDeploys(desk);
    return view;
}

} // namespace livewall::view
