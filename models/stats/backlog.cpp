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
    last_size_ = 0;
    return true;
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
