// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/identityline.h"
#include "models/stats/identitylines.h"
#include "models/stats/largearray.h"
#include "models/stats/tablehint.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <future>
#include <limits>

namespace livewall::stats {

/// Identities and their times, of which the old ones are forgotten by being told since when they
/// count: their places are taken by new ones. A new identity, as nearly all are, is mostly known to
/// be new by one line alone (IdentityLines), which is where it is put, too. A place takes 16 bytes,
/// and at most 14 of 16 are taken.
///
/// Where it is told how many are live it grows by the way, so that nobody has to wait for it: the
/// memory that a large one is about to grow into is made ready by a thread of its own, as the
/// system takes longer to give it than all that is put meanwhile; then each put() moves eight
/// lines, and until it has moved all of them the old memory stays. Else, and where times are not
/// exact, all lines are looked at in one go before it grows. Not thread-safe.
class IdentityTable
{
public:
    /// Times are exact where the horizon, which is how far what counts may lie behind what is put,
    /// is this at most. Else what has passed is remembered a little longer: for a thirtieth of a
    /// second where the horizon is a year.
    static constexpr std::int64_t kExactHorizon_ms = std::int64_t{12} * 24 * 3'600'000;

    /// Where an identity is, or where it is to be put. Good until the next call but announce() and
    /// prefetch().
    using Found = IdentityLines::Found;

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
        lines_.prefetch(identity);
        if (isMoving()) [[unlikely]]
            before_.prefetch(identity);
    }

    /// Times before `since_ms`, which never goes back, have passed. While the table grows, what is
    /// found may be moved.
    Found find(const event::Identity& identity, std::int64_t since_ms)
    {
        const Found found = lines_.find(identity, relative(since_ms));
        if (isMoving() && !found.is_there) [[unlikely]]
            return findMoving(found, identity, relative(since_ms));
        return found;
    }

    /// Of one that is there; the latest of all where it is too late for a line to say.
    std::int64_t time_ms(std::size_t place) const
    {
        const std::int64_t time = lines_.time(place);
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
        lines_.put(place, identity, relative(time_ms));
        if (isMoving()) [[unlikely]]
            move(kMovedLines, since_ms);
        if (--room_ == 0) [[unlikely]]
            makeRoom(since_ms, live);
    }

    /// Forgets what is before `time_ms` at once, and counts what is left.
    std::size_t sweep(std::int64_t time_ms);

    void clear();

private:
    static constexpr IdentityLine::Time kLatest = std::numeric_limits<IdentityLine::Time>::max();
    /// So often times are counted from a later one: what is put after that still has one.
    static constexpr std::int64_t kRebase_ms = kLatest - kExactHorizon_ms - 2;
    /// With each identity that is put, while it grows: it then has done so long before it must
    /// again.
    static constexpr std::size_t kMovedLines = 8;

    /// A time as lines keep it. What is too late for that, as it is where T is given and lies long
    /// before what is read, is never before any.
    IdentityLine::Time relative(std::int64_t time_ms) const
    {
        return static_cast<IdentityLine::Time>(
            std::clamp<std::int64_t>(((time_ms - base_ms_) >> unit_shift_) + 1, 1, kLatest));
    }

    bool isMoving() const { return moved_ < before_.size(); }
    Found findMoving(Found found, const event::Identity& identity, IdentityLine::Time since);
    void move(std::size_t lines, std::int64_t since_ms);
    void makeRoom(std::int64_t since_ms, std::size_t live);
    void giveRoom(std::size_t room);
    bool isMostlyLive(std::int64_t since_ms) const;
    void prepareToGrow();
    void rebase(std::int64_t since_ms);
    void grow(std::int64_t since_ms);

    IdentityLines lines_;
    /// Those that it has grown out of: what they have from line `moved_` on is still to be moved.
    IdentityLines before_;
    std::size_t moved_ = 0;
    TableHint hint_;                             ///< of lines_
    std::future<LargeArray<IdentityLine>> next_; ///< lines_ once it grows, where it soon will
    std::size_t room_ = 0;                       ///< so many may be put before somebody looks
    std::size_t kept_back_ = 0; ///< so many more, before it is known how many are left
    std::size_t unswept_ = 0;   ///< so many more, where that is known without a sweep
    std::int64_t base_ms_ = 0;  ///< what the times in lines are counted from
    int unit_shift_ = 0;        ///< in units of so many bits more than a millisecond
};

} // namespace livewall::stats
