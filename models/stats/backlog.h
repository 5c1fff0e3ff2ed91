// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/delta.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <span>
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

    /// Takes the first of them, as far as there is room, and says how many.
    std::size_t append(std::span<const UnitDelta> purchases);

    bool isFull() const { return room() == 0 && blocks_.size() == kMostBlocks; }

    /// Lets go of purchases before `second`, and calls left(second, eid) with each that was
    /// accepted. Some may stay: they lie among others.
    template <typename Left>
    void forgetBefore(std::int64_t second, Left&& left)
    {
        while (!blocks_.empty() && blocks_.front().newest < second) {
            for (const UnitDelta& purchase : blocks_.front().purchases) {
                if (purchase.isAccepted())
                    left(std::int64_t{purchase.second}, purchase.eid);
            }
            dropFirst();
        }
    }

    /// The second of the oldest; nothing where there is none.
    std::optional<std::int64_t> oldest() const;

    /// Calls count(std::span<const UnitDelta>) with all of them, in the order they came, some at a
    /// time; then nothing is left.
    template <typename Count>
    void drain(Count&& count)
    {
        for (; !blocks_.empty(); blocks_.pop_front())
            count(std::span<const UnitDelta>(blocks_.front().purchases));
    }

private:
    static constexpr std::size_t kBlock = 1024;
    static constexpr std::size_t kMostBlocks = kMost / kBlock;
    static constexpr std::size_t kMostSpare = 16;

    struct Held
    {
        std::vector<UnitDelta> purchases; ///< room for kBlock
        std::uint32_t newest = 0;
        std::uint32_t oldest = std::numeric_limits<std::uint32_t>::max();
    };

    /// In the last block.
    std::size_t room() const
    {
        return blocks_.empty() ? 0 : kBlock - blocks_.back().purchases.size();
    }
    bool beginBlock();
    void dropFirst();

    std::deque<Held> blocks_;                   ///< all but the last are full
    std::vector<std::vector<UnitDelta>> spare_; ///< to be used again, while memory is near
};

} // namespace livewall::stats
