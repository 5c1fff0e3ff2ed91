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
        board.addSighting(purchase, city);
    }
}

void count(stats::Board& board, const event::EventBatch& batch,
           std::span<const std::uint32_t> counting, bool has_map)
{
    for (const std::uint32_t at : counting)
        board.add(stats::toDelta(batch.purchases[at]));
    for (const std::uint32_t at : counting) {
        if (const event::Purchase& purchase = batch.purchases[at]; purchase.accepted)
            board.addName(purchase.eid, purchase.time_ms, batch.view(purchase.merchant));
    }
    if (!has_map)
        return;
    for (const std::uint32_t at : counting) {
        if (const event::Purchase& purchase = batch.purchases[at]; purchase.accepted)
            board.addSighting(purchase, batch.view(purchase.city));
    }
}

} // namespace livewall::engine
