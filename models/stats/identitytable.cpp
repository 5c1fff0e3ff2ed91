// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"

#include <system_error>
#include <utility>

namespace livewall::stats {

namespace {
constexpr std::size_t kFewestLines = 256;

/// Of so many places: what may be taken in the end, and what after a sweep, or the next one would
/// be too soon.
constexpr std::size_t mostTaken(std::size_t places)
{
    return places / 16 * 14;
}
constexpr std::size_t mostLeft(std::size_t places)
{
    return places / 16 * 9;
}

/// Of a smaller one the next is made as fast as a thread.
constexpr std::size_t kLargeLines = 16 * 1024;
} // namespace

IdentityTable::IdentityTable(std::int64_t horizon_ms)
{
    while (horizon_ms >> unit_shift_ > kExactHorizon_ms)
        ++unit_shift_;
    clear();
}

void IdentityTable::clear()
{
    next_ = {};
    lines_ = LargeArray<IdentityLine>(kFewestLines);
    takeOver();
}

/// Makes the rest fit new lines, in which nothing is.
void IdentityTable::takeOver()
{
    passed_ = LargeArray<std::uint64_t>(lines_.size() / 64);
    line_mask_ = lines_.size() - 1;
    hint_.set(lines_.data(), line_mask_);
    giveRoom(mostTaken(lines_.size() * kLine));
    unswept_ = 0;
}

/// In two parts: between them it shows whether it will have to grow.
void IdentityTable::giveRoom(std::size_t room)
{
    room_ = room - room / 2;
    kept_back_ = room / 2;
}

/// find() where the first line alone does not tell.
IdentityTable::Found IdentityTable::findBeyond(const event::Identity& identity,
                                               IdentityLine::Time since) const
{
    constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();
    const std::size_t first = home(identity);
    std::size_t free_place = kNowhere;
    bool may_be_there = true;
    for (std::size_t line = first;; line = after(line, first)) {
        if (may_be_there) {
            if (const auto mask = lines_[line].matching(identity); mask != 0)
                return {placeOf(line, mask), true};
        }
        may_be_there = may_be_there && isPassed(line);
        if (const auto free = lines_[line].before(since); free != 0 && free_place == kNowhere)
            free_place = placeOf(line, free);
        // Once around, where each line has been gone past.
        const bool is_last = (line | 1) != (first | 1) && after(line, first) == (first | 1) - 1;
        if (free_place != kNowhere && (!may_be_there || is_last))
            return {free_place, false};
    }
}

std::size_t IdentityTable::sweep(std::int64_t time_ms)
{
    const IdentityLine::Time since = relative(time_ms);
    std::fill_n(passed_.data(), passed_.size(), 0);
    std::size_t left = 0;
    for (std::size_t line = 0; line < lines(); ++line) {
        left += lines_[line].clearBefore(since);
        if (lines_[line].isOfOneHome(line, line_mask_)) [[likely]]
            continue;
        for (unsigned place = 0; place < kLine; ++place) {
            if (lines_[line].time(place) != 0)
                notePassed(lines_[line].home(place) & line_mask_, line);
        }
    }
    return left;
}

/// What has passed leaves its place to what comes, so that there is room as long as few are live.
/// But lines that something once went past are looked at twice until a sweep.
void IdentityTable::makeRoom(std::int64_t since_ms, std::size_t live)
{
    const std::size_t places = lines() * kLine;
    if (kept_back_ > 0) {
        room_ = std::exchange(kept_back_, 0);
        if (live != kUnknown && live > mostLeft(places))
            prepareToGrow();
        return;
    }
    // In longer units than milliseconds some are live that whoever counts them has forgotten.
    if (unswept_ > 0 && unit_shift_ == 0 && live <= mostLeft(places)) {
        const std::size_t room = std::min(mostTaken(places) - live, unswept_);
        unswept_ -= room;
        giveRoom(room);
        return;
    }
    const std::size_t left = sweep(since_ms);
    if (left > mostLeft(places))
        grow();
    next_ = {};
    giveRoom(mostTaken(lines() * kLine) - left);
    unswept_ = lines() * kLine;
}

void IdentityTable::prepareToGrow()
{
    if (lines() < kLargeLines)
        return;
    try {
        next_ = std::async(std::launch::async,
                           [size = 2 * lines()] { return LargeArray<IdentityLine>(size); });
    } catch (const std::system_error&) { // no thread to be had: it waits for its memory then
    }
}

/// Counts times from `since_ms` on, before which all have passed.
void IdentityTable::rebase(std::int64_t since_ms)
{
    const std::int64_t later = (since_ms - base_ms_) >> unit_shift_;
    for (std::size_t line = 0; line < lines(); ++line) {
        for (unsigned place = 0; place < kLine; ++place) {
            const std::int64_t time = lines_[line].time(place);
            if (time < kLatest)
                lines_[line].setTime(place, static_cast<IdentityLine::Time>(
                                                std::max<std::int64_t>(time - later, 0)));
        }
    }
    base_ms_ += later << unit_shift_;
}

void IdentityTable::grow()
{
    const LargeArray<IdentityLine> before =
        std::exchange(lines_, next_.valid() ? next_.get() : LargeArray<IdentityLine>(2 * lines()));
    takeOver();
    for (std::size_t from = 0; from < before.size(); ++from) {
        for (unsigned place = 0; place < kLine; ++place) {
            if (before[from].time(place) == 0)
                continue;
            const std::size_t first = before[from].home(place) & line_mask_;
            std::size_t line = first;
            IdentityLine::Mask free = 0;
            while ((free = lines_[line].before(1)) == 0)
                line = after(line, first);
            notePassed(first, line);
            lines_[line].copy(IdentityLine::lowest(free), before[from], place);
        }
    }
}

} // namespace livewall::stats
