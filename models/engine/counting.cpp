// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/counting.h"

#include "models/stats/intake.h"

namespace livewall::engine {

void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant,
           std::string_view city)
{
    count(board, purchase, merchant);
    if (purchase.accepted)
        board.addSighting(purchase, city);
}

void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant)
{
    board.add(stats::toDelta(purchase));
    if (purchase.accepted)
        board.addName(purchase.eid, purchase.time_ms, merchant);
}

} // namespace livewall::engine
