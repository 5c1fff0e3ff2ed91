// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

namespace livewall::stats {

/// Identities and their times in the order in which they came, each at its position; the oldest are
/// let go of. 24 bytes each. Not thread-safe.
class IdentityLog
{
public:
    struct Entry
    {
        event::Identity identity;
        std::int64_t time_ms;
    };

    /// Positions of [begin, end) are there.
    std::uint64_t begin() const { return begin_; }
    std::uint64_t end() const { return end_; }
    std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }

    const Entry& operator[](std::uint64_t position) const
    {
        const std::uint64_t at = position - begin_;
        return blocks_[at / kEntries]->entries[at % kEntries];
    }

    /// Lets go of what is first there, as far as that is of times before `since_ms`, some hundreds
    /// at a time.
    void forgetBefore(std::int64_t since_ms);

    /// At end(). Before it takes more memory it lets go of what forgetBefore() does.
    void append(const event::Identity& identity, std::int64_t time_ms, std::int64_t since_ms)
    {
        if (in_last_ == kEntries) [[unlikely]]
            addBlock(since_ms);
        Block& last = *last_;
        last.entries[in_last_++] = {identity, time_ms};
        last.latest_ms = std::max(last.latest_ms, time_ms);
        ++end_;
    }

private:
    static constexpr std::size_t kEntries = 512;
    struct Block
    {
        std::array<Entry, kEntries> entries;
        std::int64_t latest_ms;
    };

    void addBlock(std::int64_t since_ms);
    std::unique_ptr<Block> dropFirst();

    std::deque<std::unique_ptr<Block>> blocks_; ///< all but the last one full
    Block* last_ = nullptr;
    std::size_t in_last_ = kEntries;
    std::uint64_t begin_ = 0; ///< where a block begins
    std::uint64_t end_ = 0;
};

} // namespace livewall::stats
