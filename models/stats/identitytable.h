// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/identitylines.h"
#include "models/stats/identitylog.h"
#include "models/stats/largearray.h"
#include "models/stats/tablehint.h"

#include <cstddef>
#include <cstdint>
#include <future>

namespace livewall::stats {

/// Identities and their times, of which the old ones are forgotten by being told since when they
/// count. They are written down as they come (IdentityLog), 24 bytes each; a much smaller table
/// says where (IdentityLines), and mostly by one line alone that one is new. Memory is for what
/// came since the oldest that counts, and for three times what counts at most: where much of the
/// rest has passed, what counts is written down anew, in one go.
///
/// It grows by the way, so that nobody has to wait for it: the memory that a large one is about to
/// grow into is made ready by a thread of its own, as the system takes longer to give it than all
/// that is put meanwhile; then with each put() some of the log are entered there, and until all
/// are the old lines stay. Not thread-safe.
class IdentityTable
{
public:
    /// Whether an identity is there, or else where it is to be put. Good until the next call but
    /// those that only fetch.
    using Found = IdentityLines::Found;

    IdentityTable() { clear(); }

    /// Has what find() will most likely look at fetched from memory. From any thread, whatever
    /// another one does with the table.
    void announce(const event::Identity& identity) const
    {
        hint_.fetch(IdentityLines::home(identity), sizeof(IdentityLine));
    }

    /// Brings what find() will look at nearer, while other work is done.
    void prefetch(const event::Identity& identity) const
    {
        lines_.prefetch(identity);
        if (isMoving()) [[unlikely]]
            before_.prefetch(identity);
    }

    /// Times before `since_ms` have passed.
    Found find(const event::Identity& identity, std::int64_t since_ms) const
    {
        Found found = lines_.find(identity, log_, since_ms);
        if (isMoving() && !found.is_there) [[unlikely]]
            found.is_there = before_.find(identity, log_, since_ms).is_there;
        return found;
    }

    /// Puts an identity that is not there where find() said. `since_ms` never goes back.
    void put(std::size_t place, const event::Identity& identity, std::int64_t time_ms,
             std::int64_t since_ms)
    {
        log_.append(identity, time_ms, since_ms);
        lines_.put(place, identity, log_, log_.end() - 1);
        if (isMoving()) [[unlikely]]
            move(kMoved, since_ms);
        if (log_.size() >= next_look_) [[unlikely]]
            makeRoom(since_ms);
    }

    /// Counts what is not before `since_ms`, and lets go of the rest as far as that is easy.
    std::size_t sweep(std::int64_t since_ms);

    void clear();

private:
    /// With each identity that is put, while it grows: it then has done so long before it must
    /// again.
    static constexpr std::size_t kMoved = 2;

    bool isMoving() const { return moved_ < moved_end_; }
    void move(std::size_t entries, std::int64_t since_ms);
    void compact(std::int64_t since_ms);
    void makeRoom(std::int64_t since_ms);
    bool hasMuchPassed(std::int64_t since_ms) const;
    void prepareToGrow();
    void grow();
    void forgetLinesBefore();
    void setLines(LargeArray<IdentityLine> lines);

    IdentityLog log_;
    IdentityLines lines_;
    /// Those that it has grown out of: what the log has of [moved_, moved_end_) is only there.
    IdentityLines before_;
    std::uint64_t moved_ = 0;
    std::uint64_t moved_end_ = 0;
    TableHint hint_;                             ///< of lines_
    std::future<LargeArray<IdentityLine>> next_; ///< lines_ once it grows, where it soon will
    std::size_t next_look_ = 0; ///< with so many in the log there may have to be more room
};

} // namespace livewall::stats
