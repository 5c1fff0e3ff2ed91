// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/backlog.h"

#include <utility>

namespace livewall::stats {

std::size_t Backlog::append(std::span<const UnitDelta> purchases)
{
    std::size_t taken = 0;
    while (taken < purchases.size() && (room() > 0 || beginBlock())) {
        const auto some = purchases.subspan(taken, std::min(purchases.size() - taken, room()));
        Held& held = blocks_.back();
        held.purchases.insert(held.purchases.end(), some.begin(), some.end());
        for (const UnitDelta& purchase : some) {
            held.newest = std::max(held.newest, purchase.second);
            held.oldest = std::min(held.oldest, purchase.second);
        }
        taken += some.size();
    }
    return taken;
}

/// False where there is no room for another one.
bool Backlog::beginBlock()
{
    if (blocks_.size() == kMostBlocks)
        return false;
    Held& held = blocks_.emplace_back();
    if (spare_.empty()) {
        held.purchases.reserve(kBlock);
    } else {
        held.purchases = std::move(spare_.back());
        spare_.pop_back();
    }
    return true;
}

std::optional<std::int64_t> Backlog::oldest() const
{
    std::optional<std::int64_t> oldest;
    for (const Held& held : blocks_)
        oldest = std::min(oldest.value_or(held.oldest), std::int64_t{held.oldest});
    return oldest;
}

void Backlog::dropFirst()
{
    if (spare_.size() < kMostSpare) {
        spare_.push_back(std::move(blocks_.front().purchases));
        spare_.back().clear();
    }
    blocks_.pop_front();
}

} // namespace livewall::stats
