// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentmap.h"

#include "models/view/format.h"
#include "models/view/presentstatus.h"
#include "models/view/presenttop.h"
#include "models/view/words.h"

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

/// The part of a MapPoint that a sighting and a place of the last day have in common.
template <typename Sighted>
MapPoint presentPlace(const Sighted& sighted)
{
    MapPoint point;
    point.has_location = sighted.hasLocation();
    if (point.has_location) {
        point.latitude = sighted.latitude;
        point.longitude = sighted.longitude;
    }
    point.country = QString::fromStdString(sighted.country.code());
    return point;
}

template <typename Sighted>
bool isPlaced(const Sighted& sighted)
{
    return sighted.hasLocation() || !sighted.country.isNone();
}

QString rateText(const engine::Snapshot& snapshot)
{
    if (snapshot.tables_from_ms)
        return {};
    const QString rate = Words::tr("%1 a minute").arg(formatCount(snapshot.figures.last_minute));
    return presentCondition(snapshot) == Condition::Partial ? u"≥\u202F"_s + rate : rate;
}

/// Words for a map without any mark: what is missing.
QString emptyNote(const engine::Snapshot& snapshot)
{
    if (!snapshot.has_events)
        return presentWaiting(snapshot);
    if (!snapshot.has_places)
        return Words::tr("Not kept: where purchases of then were made");
    if (snapshot.day_places.empty())
        return Words::tr("No accepted purchase in the last day");
    return Words::tr("No purchase of the last day says where it was made");
}

} // namespace

MapPoint presentSighting(const stats::Sighting& sighting)
{
    MapPoint point = presentPlace(sighting);
    point.city = QString::fromStdString(sighting.city);
    point.time_ms = sighting.time_ms;
    if (const auto& bought = sighting.bought)
        point.purchase = {.merchant = merchantText(bought->merchant, QString::number(bought->eid)),
                          .amount = bought->amount,
                          .currency = bought->currency};
    return point;
}

MapView presentMap(const engine::Snapshot& snapshot)
{
    MapView view;
    view.rate = rateText(snapshot);
    view.recent.reserve(snapshot.recent.size());
    for (const stats::Sighting& sighting : snapshot.recent) {
        if (isPlaced(sighting))
            view.recent.push_back(presentSighting(sighting));
    }
    view.day.reserve(snapshot.day_places.size());
    for (const stats::Place& place : snapshot.day_places) {
        if (!isPlaced(place))
            continue;
        view.day.push_back(presentPlace(place));
        view.day.back().count = place.count;
    }
    // A part of the day would be none.
    if (!snapshot.has_places)
        view.day.clear();
    if (view.day.empty())
        view.note = emptyNote(snapshot);
    // They are kept for the newest hour alone.
    else if (view.recent.empty() && snapshot.mode == engine::Mode::Past &&
             (snapshot.figures.hour.total > 0 || snapshot.tables_from_ms))
        view.note = Words::tr("Not kept: where each purchase of then was made");
    return view;
}

} // namespace livewall::view
