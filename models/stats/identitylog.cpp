// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitylog.h"

#include <limits>
#include <utility>

namespace livewall::stats {

void IdentityLog::addBlock(std::int64_t since_ms)
{
    std::unique_ptr<Block> next; // memory that one leaves is the next one's
    while (!blocks_.empty() && blocks_.front()->latest_ms < since_ms)
        next = dropFirst();
    if (!next)
        next = std::make_unique_for_overwrite<Block>();
    next->latest_ms = std::numeric_limits<std::int64_t>::min();
    last_ = next.get();
    blocks_.push_back(std::move(next));
    in_last_ = 0;
}

/// One that is full.
std::unique_ptr<IdentityLog::Block> IdentityLog::dropFirst()
{
    std::unique_ptr<Block> first = std::move(blocks_.front());
    blocks_.pop_front();
    begin_ += kEntries;
    return first;
}

void IdentityLog::forgetBefore(std::int64_t since_ms)
{
    while (blocks_.size() > 1 && blocks_.front()->latest_ms < since_ms)
        dropFirst();
}

} // namespace livewall::stats
