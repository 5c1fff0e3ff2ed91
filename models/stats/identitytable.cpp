// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"

#include <algorithm>
#include <cassert>
#include <system_error>
#include <utility>

namespace livewall::stats {

namespace {
constexpr std::size_t kFewestLines = 128;

/// Of so many places what may be taken: with more, many a line would be full.
constexpr std::size_t mostTaken(std::size_t places)
{
    return places / 20 * 13;
}
/// Then it shows that it will have to grow.
constexpr std::size_t almostMostTaken(std::size_t places)
{
    return mostTaken(places) / 16 * 15;
}

/// Of a smaller one the next is made as fast as a thread.
constexpr std::size_t kLargeLines = 16 * 1024;
} // namespace

void IdentityTable::clear()
{
    log_ = {};
    forgetLinesBefore();
    setLines(LargeArray<IdentityLine>(kFewestLines));
}

void IdentityTable::forgetLinesBefore()
{
    moved_ = moved_end_ = 0;
    before_ = {};
}

void IdentityTable::setLines(LargeArray<IdentityLine> lines)
{
    next_ = {};
    lines_ = IdentityLines(std::move(lines), log_.begin());
    hint_.set(lines_.data(), lines_.mask());
    next_look_ = almostMostTaken(lines_.places());
}

/// Enters the next ones of the log that are in the lines before only.
void IdentityTable::move(std::size_t entries, std::int64_t since_ms)
{
    constexpr std::uint64_t kAhead = 16;
    moved_ = std::clamp(log_.begin(), moved_, moved_end_); // what the log has let go of is done
    const std::uint64_t end = moved_ + std::min<std::uint64_t>(entries, moved_end_ - moved_);
    for (; moved_ < end; ++moved_) {
        if (moved_ + kAhead < moved_end_)
            lines_.prefetch(log_[moved_ + kAhead].identity);
        const IdentityLog::Entry& entry = log_[moved_];
        if (entry.time_ms >= since_ms)
            lines_.put(lines_.freePlace(entry.identity, log_), entry.identity, log_, moved_);
    }
    if (!isMoving())
        before_ = {};
}

std::size_t IdentityTable::sweep(std::int64_t since_ms)
{
    log_.forgetBefore(since_ms);
    std::size_t left = 0;
    for (std::uint64_t position = log_.begin(); position < log_.end(); ++position)
        left += log_[position].time_ms >= since_ms ? 1 : 0;
    return left;
}

/// Writes what counts down anew, without the rest.
void IdentityTable::compact(std::int64_t since_ms)
{
    const IdentityLog all = std::exchange(log_, {});
    forgetLinesBefore();
    lines_.clear(log_.begin());
    for (std::uint64_t position = all.begin(); position < all.end(); ++position) {
        const IdentityLog::Entry& entry = all[position];
        if (entry.time_ms < since_ms)
            continue;
        log_.append(entry.identity, entry.time_ms, since_ms);
        lines_.put(lines_.freePlace(entry.identity, log_), entry.identity, log_, log_.end() - 1);
    }
}

void IdentityTable::makeRoom(std::int64_t since_ms)
{
    if (next_look_ < mostTaken(lines_.places())) {
        next_look_ = mostTaken(lines_.places());
        prepareToGrow();
        return;
    }
    // What counts may lie among much that has passed, where some came late.
    if (hasMuchPassed(since_ms))
        compact(since_ms);
    if (log_.size() >= almostMostTaken(lines_.places())) {
        grow();
    } else {
        next_ = {};
        next_look_ = almostMostTaken(lines_.places());
    }
}

/// By some of the log.
bool IdentityTable::hasMuchPassed(std::int64_t since_ms) const
{
    constexpr std::uint64_t kLooked = 1024;
    const std::uint64_t step = std::max<std::uint64_t>(log_.size() / kLooked, 1);
    std::size_t looked = 0;
    std::size_t passed = 0;
    for (std::uint64_t position = log_.begin(); position < log_.end(); position += step) {
        ++looked;
        passed += log_[position].time_ms < since_ms ? 1 : 0;
    }
    return passed > looked / 3;
}

void IdentityTable::prepareToGrow()
{
    if (lines_.size() < kLargeLines)
        return;
    try {
        next_ = std::async(std::launch::async,
                           [size = 2 * lines_.size()] { return LargeArray<IdentityLine>(size); });
    } catch (const std::system_error&) { // no thread to be had: it waits for its memory then
    }
}

void IdentityTable::grow()
{
    assert(!isMoving()); // it has done so long before
    auto more = next_.valid() ? next_.get() : LargeArray<IdentityLine>(2 * lines_.size());
    moved_ = log_.begin();
    moved_end_ = log_.end();
    before_ = std::move(lines_);
    setLines(std::move(more));
}

} // namespace livewall::stats
