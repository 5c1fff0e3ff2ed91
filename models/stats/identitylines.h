// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/identityline.h"
#include "models/stats/identitylog.h"
#include "models/stats/largearray.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace livewall::stats {

/// Where the identities of a log are: a power of two of lines, 64 at least. Open addressing: what
/// finds no place in the line where it belongs is in one further on. What the log lets go of leaves
/// its place by that alone. Not thread-safe.
class IdentityLines
{
public:
    /// Whether an identity is there; or else where it is to be put.
    struct Found
    {
        std::size_t place = 0;
        bool is_there = false;
    };

    IdentityLines() = default; ///< none
    /// Of lines in which nothing is, for what is behind `base` in a log.
    IdentityLines(LargeArray<IdentityLine> lines, std::uint64_t base)
        : lines_(std::move(lines)), mask_(lines_.size() - 1), base_(base)
    {
    }

    /// As it was made, for what is behind another `base`.
    void clear(std::uint64_t base)
    {
        std::fill_n(lines_.data(), lines_.size(), IdentityLine());
        base_ = base;
    }

    std::size_t size() const { return lines_.size(); }
    std::size_t places() const { return lines_.size() * IdentityLine::kPlaces; }
    const IdentityLine* data() const { return lines_.data(); }
    std::size_t mask() const { return mask_; }

    /// The part of an identity of which the bits of mask() say in which line it belongs.
    static std::uint64_t home(const event::Identity& identity) { return identity.high; }

    void prefetch(const event::Identity& identity) const
    {
        __builtin_prefetch(&lines_[home(identity) & mask_], 1);
    }

    /// What is of a time before `since_ms` is not there. One place at least must be free.
    Found find(const event::Identity& identity, const IdentityLog& log, std::int64_t since_ms) const
    {
        const std::size_t line = home(identity) & mask_;
        const Position first = positionOf(log.begin());
        const auto free = lines_[line].before(first);
        const auto matching = lines_[line].matching(identity) & ~free;
        if (matching == 0 && free != 0 && !lines_[line].mayHavePassed(identity, first)) [[likely]]
            return {placeOf(line, free), false};
        return findBeyond(identity, log, since_ms);
    }

    /// At a place where find() said, or freePlace() for the same log.
    void put(std::size_t place, const event::Identity& identity, const IdentityLog& log,
             std::uint64_t position)
    {
        const Position at = positionOf(position);
        for (std::size_t line = home(identity) & mask_; line != place / kNumbers;
             line = after(line))
            lines_[line].notePassed(identity, at, positionOf(log.begin()));
        lines_[place / kNumbers].put(static_cast<unsigned>(place % kNumbers), identity, at);
        if (at % kNear == 0) [[unlikely]]
            bringNear(positionOf(log.begin()));
    }

    /// Where an identity that is not there is to be put.
    std::size_t freePlace(const event::Identity& identity, const IdentityLog& log) const;

private:
    using Position = IdentityLine::Position;
    /// After so many more what has gone is brought near: long before it could seem to be there.
    static constexpr Position kNear = Position{1} << 30;

    /// So many numbers are for each line, as they are told apart fast. Not all are places.
    static constexpr std::size_t kNumbers = 16;
    static std::size_t placeOf(std::size_t line, IdentityLine::Mask mask)
    {
        return line * kNumbers + IdentityLine::lowest(mask);
    }

    /// 0, which is what lines begin with, is before all that come.
    Position positionOf(std::uint64_t position) const
    {
        return static_cast<Position>(position - base_ + 1);
    }
    std::size_t after(std::size_t line) const { return (line + 1) & mask_; }
    Found findBeyond(const event::Identity& identity, const IdentityLog& log,
                     std::int64_t since_ms) const;
    void bringNear(Position first);

    LargeArray<IdentityLine> lines_;
    std::size_t mask_ = 0;
    std::uint64_t base_ = 0; ///< a position of the log
};

} // namespace livewall::stats
