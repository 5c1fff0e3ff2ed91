// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/identityline.h"
#include "models/stats/largearray.h"
#include "models/stats/tablehint.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <future>
#include <limits>

namespace livewall::stats {

/// Identities and their times, of which the old ones are forgotten by being told since when they
/// count: their places are taken by new ones. Open addressing by lines of four places; the identity
/// is its own hash. A new identity, as nearly all are, is mostly known to be new by one line alone,
/// which is where it is put, too. A place takes 16 bytes, and at most 14 of 16 are taken. The
/// memory that a large one is about to grow into is made ready by a thread of its own, as the
/// system takes longer to give it than all that is put meanwhile. Not thread-safe.
class IdentityTable
{
public:
    /// Times are exact where the horizon, which is how far what counts may lie behind what is put,
    /// is this at most. Else what has passed is remembered a little longer: for a thirtieth of a
    /// second where the horizon is a year.
    static constexpr std::int64_t kExactHorizon_ms = std::int64_t{12} * 24 * 3'600'000;

    /// Where an identity is, or where it is to be put. Good until the next put() or clear().
    struct Found
    {
        std::size_t place = 0;
        bool is_there = false; ///< maybe with a time that has passed
    };

    explicit IdentityTable(std::int64_t horizon_ms);

    /// Has what find() will most likely look at fetched from memory. From any thread, whatever
    /// another one does with the table.
    void announce(const event::Identity& identity) const
    {
        hint_.fetch(IdentityLine::home(identity), sizeof(IdentityLine));
    }

    /// Brings what find() will look at nearer, while other work is done.
    void prefetch(const event::Identity& identity) const
    {
        const std::size_t line = home(identity);
        __builtin_prefetch(&lines_[line], 1);
        __builtin_prefetch(&lines_[after(line, line)], 1);
        __builtin_prefetch(&passed_[line / 64]);
    }

    /// Times before `since_ms`, which never goes back, have passed.
    Found find(const event::Identity& identity, std::int64_t since_ms) const
    {
        const IdentityLine::Time since = relative(since_ms);
        const std::size_t line = home(identity);
        if (lines_[line].matching(identity) == 0 && !isPassed(line)) [[likely]] {
            if (const auto free = lines_[line].before(since); free != 0) [[likely]]
                return {placeOf(line, free), false};
        }
        return findBeyond(identity, since);
    }

    /// Of one that is there; the latest of all where it is too late for a line to say.
    std::int64_t time_ms(std::size_t place) const
    {
        const std::int64_t time = lines_[place / kLine].time(place % kLine);
        return time == kLatest ? std::numeric_limits<std::int64_t>::max()
                               : base_ms_ + (time << unit_shift_) - 1;
    }

    static constexpr std::size_t kUnknown = std::numeric_limits<std::size_t>::max();

    /// Puts an identity where find() said, with a time that has not passed. `live`: how many there
    /// then are at most of which that is true. Who knows it spares the table from counting them.
    void put(std::size_t place, const event::Identity& identity, std::int64_t time_ms,
             std::int64_t since_ms, std::size_t live = kUnknown)
    {
        if (since_ms - base_ms_ > kRebase_ms << unit_shift_) [[unlikely]]
            rebase(since_ms);
        notePassed(home(identity), place / kLine);
        lines_[place / kLine].put(static_cast<unsigned>(place % kLine), identity,
                                  relative(time_ms));
        if (--room_ == 0) [[unlikely]]
            makeRoom(since_ms, live);
    }

    /// Forgets what is before `time_ms` at once, and counts what is left.
    std::size_t sweep(std::int64_t time_ms);

    void clear();

private:
    static constexpr std::size_t kLine = IdentityLine::kPlaces;
    static constexpr IdentityLine::Time kLatest = std::numeric_limits<IdentityLine::Time>::max();
    /// So often times are counted from a later one: what is put after that still has one.
    static constexpr std::int64_t kRebase_ms = kLatest - kExactHorizon_ms - 2;

    static std::size_t placeOf(std::size_t line, IdentityLine::Mask mask)
    {
        return line * kLine + IdentityLine::lowest(mask);
    }

    /// A time as lines keep it. What is too late for that, as it is where T is given and lies long
    /// before what is read, is never before any.
    IdentityLine::Time relative(std::int64_t time_ms) const
    {
        return static_cast<IdentityLine::Time>(
            std::clamp<std::int64_t>(((time_ms - base_ms_) >> unit_shift_) + 1, 1, kLatest));
    }

    std::size_t lines() const { return line_mask_ + 1; }
    std::size_t home(const event::Identity& identity) const
    {
        return IdentityLine::home(identity) & line_mask_;
    }
    /// The line that is looked at after `line` for what belongs in `first`: first the other one of
    /// a pair, which processors tend to fetch together.
    std::size_t after(std::size_t line, std::size_t first) const
    {
        if (line == first)
            return line ^ 1;
        return ((line | 1) == (first | 1) ? (line | 1) + 1 : line + 1) & line_mask_;
    }

    bool isPassed(std::size_t line) const { return (passed_[line / 64] >> line % 64 & 1) != 0; }
    /// Notes of the lines from one up to another, which is further on or the same, that something
    /// has gone past.
    void notePassed(std::size_t from, std::size_t to)
    {
        for (std::size_t line = from; line != to; line = after(line, from))
            passed_[line / 64] |= std::uint64_t{1} << line % 64;
    }
    Found findBeyond(const event::Identity& identity, IdentityLine::Time since) const;
    void takeOver();
    void makeRoom(std::int64_t since_ms, std::size_t live);
    void giveRoom(std::size_t room);
    void prepareToGrow();
    void rebase(std::int64_t since_ms);
    void grow();

    LargeArray<IdentityLine> lines_; ///< a power of two of them
    /// A bit for each: something that belongs in it, or went on from it before, is further on.
    LargeArray<std::uint64_t> passed_;
    TableHint hint_; ///< of lines_
    std::size_t line_mask_ = 0;
    std::future<LargeArray<IdentityLine>> next_; ///< lines_ once it grows, where it soon will
    std::size_t room_ = 0;                       ///< so many may be put before somebody looks
    std::size_t kept_back_ = 0; ///< so many more, before it is known how many are left
    std::size_t unswept_ = 0;   ///< so many more, where that is known without a sweep
    std::int64_t base_ms_ = 0;  ///< what the times in lines are counted from
    int unit_shift_ = 0;        ///< in units of so many bits more than a millisecond
};

} // namespace livewall::stats
