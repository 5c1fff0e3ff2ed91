// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/delta.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace livewall::stats {

/// Purchases as they came, of which nobody has asked anything yet. Most of what a long file holds
/// leaves all windows before somebody does: it is written here once, and never gets there.
///
/// Holds kMost at most, 24 bytes each. Not thread-safe.
class Backlog
{
public:
    /// Some more than a day of twenty million purchases in four weeks.
    static constexpr std::size_t kMost = std::size_t{1280} * 1024;

    /// Takes a delta. False where it is not that of one purchase, or there is no room: it is for
    /// others to count.
    bool add(const Delta& delta)
    {
        const auto sum = static_cast<std::int64_t>(delta.sum);
        const auto second = static_cast<std::uint32_t>(delta.second); // good until 2106
        const bool is_one = (delta.accepted | delta.not_accepted) == 1 &&
                            delta.accepted != delta.not_accepted && sum == delta.sum && sum >= 0 &&
                            (sum == 0 || delta.accepted == 1) && second == delta.second;
        if (!is_one || (last_size_ == kBlock && !beginBlock())) [[unlikely]]
            return false;
        Held& held = blocks_.back();
        held.block->purchases[last_size_++] = {.eid = delta.eid,
                                               .sum = delta.accepted == 1 ? sum : kNotAccepted,
                                               .second = second,
                                               .country = delta.country,
                                               .currency = delta.currency};
        held.newest = std::max(held.newest, second);
        held.oldest = std::min(held.oldest, second);
        return true;
    }

    bool isFull() const { return last_size_ == kBlock && blocks_.size() == kMostBlocks; }

    /// Lets go of purchases before `second`, and calls left(second, eid) with each that was
    /// accepted. Some may stay: they lie among others.
    template <typename Left>
    void forgetBefore(std::int64_t second, Left&& left)
    {
        while (!blocks_.empty() && blocks_.front().newest < second) {
            for (const Purchase& purchase : firstBlock()) {
                if (purchase.sum != kNotAccepted)
                    left(std::int64_t{purchase.second}, purchase.eid);
            }
            dropFirst();
        }
    }

    /// The second of the oldest; nothing where there is none.
    std::optional<std::int64_t> oldest() const;

    /// Calls count(std::span<const Delta>) with all of them, in the order they came, some at a
    /// time; then nothing is left.
    template <typename Count>
    void drain(Count&& count)
    {
        for (; !blocks_.empty(); blocks_.pop_front()) {
            std::span<const Purchase> purchases = firstBlock();
            std::array<Delta, 128> deltas;
            while (!purchases.empty()) {
                const auto some = purchases.first(std::min(deltas.size(), purchases.size()));
                std::ranges::transform(some, deltas.begin(), deltaOf);
                count(std::span<const Delta>(deltas).first(some.size()));
                purchases = purchases.subspan(some.size());
            }
        }
        last_size_ = kBlock;
    }

private:
    static constexpr std::size_t kBlock = 1024;
    static constexpr std::size_t kMostBlocks = kMost / kBlock;
    static constexpr std::size_t kMostSpare = 16;
    static constexpr std::int64_t kNotAccepted = -1;

    struct Purchase
    {
        std::int64_t eid;
        std::int64_t sum; ///< or kNotAccepted
        std::uint32_t second;
        event::Country country;
        event::Currency currency;
    };
    struct Block
    {
        std::array<Purchase, kBlock> purchases;
    };
    struct Held
    {
        std::unique_ptr<Block> block;
        std::uint32_t newest = 0;
        std::uint32_t oldest = std::numeric_limits<std::uint32_t>::max();
    };

    static Delta deltaOf(const Purchase& purchase)
    {
        const bool accepted = purchase.sum != kNotAccepted;
        return {.second = purchase.second,
                .eid = purchase.eid,
                .country = purchase.country,
                .currency = purchase.currency,
                .accepted = accepted ? 1 : 0,
                .not_accepted = accepted ? 0 : 1,
                .sum = accepted ? purchase.sum : 0};
    }

    std::span<const Purchase> firstBlock() const
    {
        return std::span(std::as_const(blocks_.front().block->purchases))
            .first(blocks_.size() == 1 ? last_size_ : kBlock);
    }
    bool beginBlock();
    void dropFirst();

    std::deque<Held> blocks_;                   ///< all but the last are full
    std::vector<std::unique_ptr<Block>> spare_; ///< to be used again, while memory is near
    std::size_t last_size_ = kBlock;            ///< of the last block; without one: full
};

} // namespace livewall::stats
