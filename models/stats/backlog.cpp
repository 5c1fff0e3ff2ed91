// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/backlog.h"

namespace livewall::stats {

/// False where there is no room for another one.
bool Backlog::beginBlock()
{
    if (blocks_.size() == kMostBlocks)
        return false;
    if (spare_.empty()) {
        blocks_.push_back({.block = std::make_unique_for_overwrite<Block>()});
    } else {
        blocks_.push_back({.block = std::move(spare_.back())});
        spare_.pop_back();
    }
    last_size_ = 0;
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
    if (spare_.size() < kMostSpare)
        spare_.push_back(std::move(blocks_.front().block));
    blocks_.pop_front();
    if (blocks_.empty())
        last_size_ = kBlock;
}

} // namespace livewall::stats
