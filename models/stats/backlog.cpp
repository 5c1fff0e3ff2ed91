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
        blocks_.push_back(std::make_unique_for_overwrite<Block>());
    } else {
        blocks_.push_back(std::move(spare_.back()));
        spare_.pop_back();
    }
    blocks_.back()->newest = 0;
    blocks_.back()->oldest = std::numeric_limits<std::uint32_t>::max();
    last_size_ = 0;
    return true;
}

std::optional<std::int64_t> Backlog::oldest() const
{
    std::optional<std::int64_t> oldest;
    for (const auto& block : blocks_)
        oldest = std::min(oldest.value_or(block->oldest), std::int64_t{block->oldest});
    return oldest;
}

void Backlog::dropFirst()
{
    if (spare_.size() < kMostSpare)
        spare_.push_back(std::move(blocks_.front()));
    blocks_.pop_front();
    if (blocks_.empty())
        last_size_ = kBlock;
}

} // namespace livewall::stats
