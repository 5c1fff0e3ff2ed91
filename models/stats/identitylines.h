// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/identityline.h"
#include "models/stats/largearray.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace livewall::stats {

/// A power of two of lines, 64 at least, each with places for identities, which are their own
/// hashes. Open addressing: what finds no place in the line where it belongs is in one further on.
/// Times are as lines have them. Not thread-safe.
class IdentityLines
{
public:
    using Time = IdentityLine::Time;
    static constexpr std::size_t kPlaces = IdentityLine::kPlaces; ///< of a line
    static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

    /// Where an identity is, or else where it is to be put.
    struct Found
    {
        std::size_t place = 0;
        bool is_there = false; ///< maybe with a time that has passed
    };

    /// None at all, in which placeOf() finds nothing; find() and take() are for those that are.
    IdentityLines() = default;
    /// Of lines in which nothing is.
    explicit IdentityLines(LargeArray<IdentityLine> lines)
        : lines_(std::move(lines)), passed_(lines_.size() / 64), mask_(lines_.size() - 1)
    {
    }

    std::size_t size() const { return lines_.size(); }
    std::size_t places() const { return lines_.size() * kPlaces; }
    const IdentityLine* data() const { return lines_.data(); }
    std::size_t mask() const { return mask_; }
    const IdentityLine& line(std::size_t line) const { return lines_[line]; }
    Time time(std::size_t place) const
    {
        return lines_[place / kPlaces].time(static_cast<unsigned>(place % kPlaces));
    }
    void setTime(std::size_t place, Time time)
    {
        lines_[place / kPlaces].setTime(static_cast<unsigned>(place % kPlaces), time);
    }

    void prefetch(const event::Identity& identity) const
    {
        const std::size_t line = home(IdentityLine::home(identity));
        __builtin_prefetch(&lines_[line], 1);
        __builtin_prefetch(&lines_[after(line, line)], 1);
        __builtin_prefetch(&passed_[line / 64]);
    }

    /// Times before `since` have passed: their places may be taken. One place at least must be
    /// such, or free.
    Found find(const event::Identity& identity, Time since) const
    {
        const std::size_t line = home(IdentityLine::home(identity));
        if (lines_[line].matching(identity) == 0 && !isPassed(line)) [[likely]] {
            if (const auto free = lines_[line].before(since); free != 0) [[likely]]
                return {placeOf(line, free), false};
        }
        return findBeyond(identity, since);
    }

    /// Where an identity is, whatever its time; kNowhere.
    std::size_t placeOf(const event::Identity& identity) const;

    /// At a place where find() said.
    void put(std::size_t place, const event::Identity& identity, Time time)
    {
        notePassed(home(IdentityLine::home(identity)), place / kPlaces);
        lines_[place / kPlaces].put(static_cast<unsigned>(place % kPlaces), identity, time);
    }

    /// What another line has at `from`, which is not here yet. There must be room.
    void take(const IdentityLine& other, unsigned from);

    /// Forgets what is before `since`, and gives how many are left. What has gone past a line
    /// before is no longer looked for behind it.
    std::size_t sweep(Time since);

private:
    static std::size_t placeOf(std::size_t line, IdentityLine::Mask mask)
    {
        return line * kPlaces + IdentityLine::lowest(mask);
    }
    std::size_t home(std::uint64_t hash) const { return hash & mask_; }
    /// The line that is looked at after `line` for what belongs in `first`: first the other one of
    /// a pair, which processors tend to fetch together.
    std::size_t after(std::size_t line, std::size_t first) const
    {
        if (line == first)
            return line ^ 1;
        return ((line | 1) == (first | 1) ? (line | 1) + 1 : line + 1) & mask_;
    }
    /// Where each line has been looked at that there is.
    bool isLast(std::size_t line, std::size_t first) const
    {
        return (line | 1) != (first | 1) && after(line, first) == (first | 1) - 1;
    }

    bool isPassed(std::size_t line) const { return (passed_[line / 64] >> line % 64 & 1) != 0; }
    /// Notes of the lines from one up to another, which is further on or the same, that something
    /// has gone past.
    void notePassed(std::size_t from, std::size_t to)
    {
        for (std::size_t line = from; line != to; line = after(line, from))
            passed_[line / 64] |= std::uint64_t{1} << line % 64;
    }
    Found findBeyond(const event::Identity& identity, Time since) const;

    LargeArray<IdentityLine> lines_;
    /// A bit for each: something that belongs in it, or went on from it before, is further on.
    LargeArray<std::uint64_t> passed_;
    std::size_t mask_ = 0;
};

} // namespace livewall::stats
