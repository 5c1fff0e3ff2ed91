// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/sighting.h"

#include <boost/circular_buffer.hpp>
#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livewall::stats {

/// Purchases of the last day at one place: a whole degree of the grid, or a country as such where
/// no coordinates were given.
struct Place
{
    float latitude = std::numeric_limits<float>::quiet_NaN(); ///< the cell's centre; NaN: unknown
    float longitude = std::numeric_limits<float>::quiet_NaN();
    event::Country country;
    std::int64_t count = 0;

    bool hasLocation() const { return !std::isnan(latitude); }
};

/// Where the accepted purchases of the last day were made, to the degree and the hour, and the
/// newest kRecent of the last hour one by one: what the map needs to find its view and to show
/// where it has been busy. No figure is drawn from it.
/// Bounded: at most kMaxCells cells an hour; beyond them a purchase counts for its country alone.
class Places
{
public:
    static constexpr std::size_t kMaxCells = 4096;
    static constexpr std::size_t kRecent = 300;

    /// Counts one accepted purchase. Times may come in any order.
    void add(const Sighting& sighting);
    void add(const event::Purchase& accepted, std::string_view city);

    /// Counts accepted purchases of which no more than the country is known.
    void addCountry(std::int64_t time_ms, event::Country country, std::int64_t added);

    /// Puts a sighting among the newest without counting it.
    void addRecent(const Sighting& sighting);

    /// The last day at T, to the whole hour. Ordered by country and cell. Good until the next call.
    const std::vector<Place>& day(std::int64_t at_ms);

    /// The newest sightings of the hour before T, oldest first.
    std::vector<Sighting> recent(std::int64_t at_ms) const;

private:
    struct Cell
    {
        event::Country country;
        std::int16_t latitude = kNowhere; ///< whole degrees, floored
        std::int16_t longitude = kNowhere;
        friend constexpr auto operator<=>(const Cell&, const Cell&) = default;
        friend std::size_t hash_value(const Cell& cell)
        {
            const auto part = [](std::int16_t degrees, int shift) {
                return std::uint64_t{static_cast<std::uint16_t>(degrees)} << shift;
            };
            return boost::hash<std::uint64_t>()(cell.country.value() | part(cell.latitude, 16) |
                                                part(cell.longitude, 32));
        }
    };
    using Cells = boost::unordered_flat_map<Cell, std::int64_t>;
    static constexpr std::int16_t kNowhere = 1000;

    static Cell cellOf(event::Country country, float latitude, float longitude);
    void count(std::int64_t time_ms, Cell cell, std::int64_t added);
    bool isNewest(std::int64_t time_ms) const;

    Cells& cellsOf(std::int64_t hour);
    std::vector<Place> placesAt(std::int64_t hour) const;

    std::map<std::int64_t, Cells> hours_;              ///< by hour since 1970
    boost::circular_buffer<Sighting> recent_{kRecent}; ///< by time, newest last
    std::vector<Place> day_;                           ///< at day_hour_
    std::optional<std::int64_t> day_hour_;             ///< nothing: something has come since
};

} // namespace livewall::stats
