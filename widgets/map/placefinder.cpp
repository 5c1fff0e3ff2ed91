// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/placefinder.h"

#include "models/event/country.h"
#include "models/geo/gazetteer.h"
#include "models/geo/nearestcity.h"
#include "models/view/format.h"
#include "widgets/map/citynames.h"
#include "widgets/map/mercator.h"

namespace livewall::widgets {

namespace {

event::Country countryOf(const view::MapPoint& point)
{
    return event::Country::fromCode(point.country.toStdString()).value_or(event::Country());
}

std::optional<geo::CityPlace> cityOf(const view::MapPoint& point)
{
    if (point.city.isEmpty())
        return std::nullopt;
    return geo::findCity(countryOf(point), point.city.toStdString());
}

/// What lies about a purchase that has coordinates and no city's name.
std::optional<geo::NearCity> nearestTo(const view::MapPoint& point)
{
    constexpr double kNear_km = 30;
    if (!point.has_location)
        return std::nullopt;
    return geo::nearestCity({point.latitude, point.longitude}, kNear_km);
}

PlaceName findPlace(const view::MapPoint& point)
{
    const auto found = geo::findCountry(countryOf(point));
    const QString country = found ? countryName(*found) : QString();
    if (const auto city = cityOf(point))
        return {cityName(*city), country};
    const QString given = point.city.simplified();
    if (!given.isEmpty())
        return {given, country};
    // Where coordinates are rounded, the nearest may lie across a border.
    if (const auto near = nearestTo(point); near && (!found || near->country == countryOf(point)))
        return {cityName(near->city), countryName(*geo::findCountry(near->country))};
    return {country, {}};
}

} // namespace

std::optional<Mark> findMark(const view::MapPoint& point)
{
    if (point.has_location)
        return Mark{toWorld({point.latitude, point.longitude}), Exactness::Exact};
    if (const auto city = cityOf(point))
        return Mark{toWorld(city->point), Exactness::City};
    if (const auto country = geo::findCountry(countryOf(point)))
        return Mark{toWorld(country->label), Exactness::Country};
    return std::nullopt;
}

std::optional<Presence> findPresence(const view::MapPoint& point)
{
    if (point.has_location) {
        const geo::Extent area{point.latitude, point.longitude, point.latitude, point.longitude};
        return Presence{area, point.count};
    }
    if (const auto country = geo::findCountry(countryOf(point)))
        return Presence{country->extent, point.count};
    return std::nullopt;
}

std::optional<Sight> findSight(const view::MapPoint& point)
{
    const auto mark = findMark(point);
    if (!mark)
        return std::nullopt;
    Sight sight{.at = mark->at,
                .exactness = mark->exactness,
                .area = {},
                .country = point.country,
                .name = findName(point)};
    if (sight.exactness == Exactness::Country) {
        const geo::Extent extent = geo::findCountry(countryOf(point))->extent;
        sight.area =
            QRectF(toWorld({extent.north, extent.west}), toWorld({extent.south, extent.east}));
    }
    return sight;
}

PlaceName findName(const view::MapPoint& point)
{
    PlaceName name = findPlace(point);
    if (point.purchase && !name.isEmpty()) {
        name.merchant = point.purchase->merchant.simplified();
        name.amount = view::formatMoney(point.purchase->amount, point.purchase->currency);
    }
    return name;
}

} // namespace livewall::widgets
