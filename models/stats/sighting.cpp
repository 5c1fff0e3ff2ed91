// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/sighting.h"

namespace livewall::stats {

Sighting sightingOf(const event::Purchase& accepted, std::string_view merchant,
                    std::string_view city, const MapOptions& options)
{
    Sighting sighting{.time_ms = accepted.time_ms,
                      .latitude = accepted.latitude,
                      .longitude = accepted.longitude,
                      .country = accepted.country,
                      .city = std::string(city)};
    if (options.has_details)
        sighting.bought = {.eid = accepted.eid,
                           .merchant = std::string(merchant),
                           .amount = accepted.amount,
                           .currency = accepted.currency};
    roundPlace(sighting, options);
    return sighting;
}

void roundPlace(Sighting& sighting, const MapOptions& options)
{
    if (!options.decimals || !sighting.hasLocation())
        return;
    const double squares = std::pow(10, *options.decimals);
    const auto rounded = [squares](float degrees) {
        return static_cast<float>(std::round(double{degrees} * squares) / squares);
    };
    sighting.latitude = rounded(sighting.latitude);
    sighting.longitude = rounded(sighting.longitude);
}

} // namespace livewall::stats
