// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/placefinder.h"

#include "models/event/country.h"
#include "models/geo/gazetteer.h"
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

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
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

PlaceName findName(const view::MapPoint& point)
{
    const auto found = geo::findCountry(countryOf(point));
    const QString country = found ? text(found->name) : QString();
    if (const auto city = cityOf(point))
        return {text(city->name), country};
    const QString given = point.city.simplified();
    return given.isEmpty() ? PlaceName{country, {}} : PlaceName{given, country};
}

} // namespace livewall::widgets
