// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/counting.h"

#include "models/stats/intake.h"

namespace livewall::engine {

void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant,
           std::string_view city)
{
    board.add(stats::toDelta(purchase));
    if (purchase.accepted) {
        board.addName(purchase.eid, purchase.time_ms, merchant);
        board.addSighting(sightingOf(purchase, city));
    }
}

stats::Sighting sightingOf(const event::Purchase& purchase, std::string_view city)
{
    return {.time_ms = purchase.time_ms,
            .latitude = purchase.latitude,
            .longitude = purchase.longitude,
            .country = purchase.country,
            .city = std::string(city)};
}

} // namespace livewall::engine
