// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/places.h"

#include <algorithm>
#include <iterator>

namespace livewall::stats {

namespace {
constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::size_t kHours = 25; // the last day, and the hour that T is in

/// std::floor() of degrees, which is a call where the processor may lack the instruction for it.
std::int16_t flooredDegrees(float degrees)
{
    const auto whole = static_cast<std::int16_t>(degrees);
    return static_cast<std::int16_t>(whole - (static_cast<float>(whole) > degrees ? 1 : 0));
}

} // namespace

Places::Cell Places::cellOf(event::Country country, float latitude, float longitude)
{
    if (std::isnan(latitude))
        return {.country = country};
    // The pole and the antimeridian themselves belong to the last cell before them.
    return {.country = country,
            .latitude = std::min<std::int16_t>(flooredDegrees(latitude), 89),
            .longitude = std::min<std::int16_t>(flooredDegrees(longitude), 179)};
}

void Places::add(const Sighting& sighting)
{
    count(sighting.time_ms, cellOf(sighting.country, sighting.latitude, sighting.longitude), 1);
    addRecent(sighting);
}

void Places::add(const event::Purchase& accepted, std::string_view city)
{
    count(accepted.time_ms, cellOf(accepted.country, accepted.latitude, accepted.longitude), 1);
    if (!recent_.full() || !isNewest(accepted.time_ms)) {
        addRecent(sightingOf(accepted, {}, city, {}));
        return;
    }
    // The usual case: the oldest one's memory is the newest one's.
    recent_.rotate(recent_.begin() + 1);
    Sighting& newest = recent_.back();
    newest.time_ms = accepted.time_ms;
    newest.latitude = accepted.latitude;
    newest.longitude = accepted.longitude;
    newest.country = accepted.country;
    newest.city = city;
}

bool Places::isNewest(std::int64_t time_ms) const
{
    return recent_.empty() || time_ms >= recent_.back().time_ms;
}

void Places::addRecent(const Sighting& sighting)
{
    // Nearly all arrive in order: the place is at the end. A full buffer lets its first one go.
    if (isNewest(sighting.time_ms)) {
        recent_.push_back(sighting);
        return;
    }
    const auto later = std::upper_bound(
        recent_.begin(), recent_.end(), sighting.time_ms,
        [](std::int64_t time_ms, const Sighting& other) { return time_ms < other.time_ms; });
    if (!recent_.full() || later != recent_.begin())
        recent_.insert(later, sighting);
}

void Places::addCountry(std::int64_t time_ms, event::Country country, std::int64_t added)
{
    count(time_ms, {.country = country}, added);
}

Places::Cells& Places::cellsOf(std::int64_t hour)
{
    if (!hours_.empty() && hours_.rbegin()->first == hour)
        return hours_.rbegin()->second;
    return hours_[hour];
}

void Places::count(std::int64_t time_ms, Cell cell, std::int64_t added)
{
    day_hour_.reset();
    Cells& cells = cellsOf(time_ms / kHour_ms);
    if (const auto found = cells.find(cell); found != cells.end()) {
        found->second += added;
        return;
    }
    if (cells.size() >= kMaxCells)
        cell = {.country = cell.country};
    cells[cell] += added;
    if (hours_.size() > kHours)
        hours_.erase(hours_.begin());
}

const std::vector<Place>& Places::day(std::int64_t at_ms)
{
    const std::int64_t hour = at_ms / kHour_ms;
    if (day_hour_ != hour) {
        day_ = placesAt(hour);
        day_hour_ = hour;
    }
    return day_;
}

std::vector<Place> Places::placesAt(std::int64_t at) const
{
    std::map<Cell, std::int64_t> total;
    for (const auto& [hour, cells] : hours_) {
        if (hour <= at && hour > at - static_cast<std::int64_t>(kHours)) {
            for (const auto& [cell, count] : cells)
                total[cell] += count;
        }
    }
    std::vector<Place> places;
    places.reserve(total.size());
    for (const auto& [cell, count] : total) {
        Place place{.country = cell.country, .count = count};
        if (cell.latitude != kNowhere) {
            place.latitude = static_cast<float>(cell.latitude) + 0.5f;
            place.longitude = static_cast<float>(cell.longitude) + 0.5f;
        }
        places.push_back(place);
    }
    return places;
}

std::vector<Sighting> Places::recent(std::int64_t at_ms) const
{
    std::vector<Sighting> newest;
    std::ranges::copy_if(recent_, std::back_inserter(newest), [at_ms](const Sighting& sighting) {
        return sighting.time_ms > at_ms - kHour_ms;
    });
    return newest;
}

} // namespace livewall::stats
