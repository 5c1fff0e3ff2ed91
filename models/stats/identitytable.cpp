// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"

#include <bit>
#include <cassert>
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
    before_ = {};
    moved_ = 0;
    lines_ = IdentityLines(LargeArray<IdentityLine>(kFewestLines));
    hint_.set(lines_.data(), lines_.mask());
    giveRoom(mostTaken(lines_.places()));
    unswept_ = 0;
}

/// In two parts: between them it shows whether it will have to grow.
void IdentityTable::giveRoom(std::size_t room)
{
    assert(room > 0);
    room_ = room - room / 2;
    kept_back_ = room / 2;
}

/// Of what was not found in its new line. What is in an old one that was not moved yet is moved
/// here and now, so that it is never in two places.
IdentityTable::Found IdentityTable::findMoving(Found found, const event::Identity& identity,
                                               IdentityLine::Time since)
{
    const std::size_t place = before_.placeOf(identity);
    // Of what is moved a copy stays, whose time says nothing any more.
    if (place == IdentityLines::kNowhere || place / IdentityLines::kPlaces < moved_)
        return found;
    const IdentityLine::Time time = before_.time(place);
    if (time < since)
        return found;
    before_.setTime(place, 0);
    lines_.put(found.place, identity, time);
    return {found.place, true};
}

/// The next `lines` of those before.
void IdentityTable::move(std::size_t lines, std::int64_t since_ms)
{
    const IdentityLine::Time since = relative(since_ms);
    const std::size_t end = moved_ + std::min(lines, before_.size() - moved_);
    for (; moved_ < end; ++moved_) {
        const IdentityLine& line = before_.line(moved_);
        for (IdentityLine::Mask left = ~line.before(since) & IdentityLine::kAll; left != 0;
             left &= left - 1)
            lines_.take(line, IdentityLine::lowest(left));
    }
    if (!isMoving()) {
        before_ = {};
        moved_ = 0;
    }
}

std::size_t IdentityTable::sweep(std::int64_t time_ms)
{
    move(before_.size(), time_ms);
    return lines_.sweep(relative(time_ms));
}

/// What has passed leaves its place to what comes, so that there is room as long as few are live.
/// But lines that something once went past are looked at twice until a sweep.
void IdentityTable::makeRoom(std::int64_t since_ms, std::size_t live)
{
    const std::size_t places = lines_.places();
    if (kept_back_ > 0) {
        room_ = std::exchange(kept_back_, 0);
        if (live != kUnknown && live > mostLeft(places))
            prepareToGrow();
        return;
    }
    // In longer units than milliseconds some are live that whoever counts them has forgotten.
    const bool is_known = live != kUnknown && unit_shift_ == 0;
    if (unswept_ > 0 && is_known && live <= mostLeft(places)) {
        const std::size_t room = std::min(mostTaken(places) - live, unswept_);
        unswept_ -= room;
        giveRoom(room);
        return;
    }
    // To sweep a large one takes long, and may be spared where it has to grow all the same. Who
    // counts by the hour may count much that has passed.
    const std::size_t left = is_known && live > mostLeft(places) && isMostlyLive(since_ms)
                                 ? std::min(live, mostTaken(places))
                                 : sweep(since_ms);
    if (left > mostLeft(places))
        grow(since_ms);
    next_ = {};
    giveRoom(mostTaken(lines_.places()) - left);
    unswept_ = lines_.places();
}

/// Whether more is live than may be left after a sweep, by some of the lines.
bool IdentityTable::isMostlyLive(std::int64_t since_ms) const
{
    constexpr std::size_t kLooked = 1024;
    const std::size_t step = std::max(lines_.size() / kLooked, std::size_t{1});
    std::size_t looked = 0;
    std::size_t live = 0;
    for (std::size_t line = 0; line < lines_.size(); line += step) {
        looked += IdentityLines::kPlaces;
        live += static_cast<std::size_t>(
            std::popcount(~lines_.line(line).before(relative(since_ms)) & IdentityLine::kAll));
    }
    return live > mostLeft(looked);
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

/// Counts times from `since_ms` on, before which all have passed. Nothing is moved: somebody has
/// found a place to put something.
void IdentityTable::rebase(std::int64_t since_ms)
{
    const std::int64_t later = (since_ms - base_ms_) >> unit_shift_;
    for (IdentityLines* const lines : {&lines_, &before_}) {
        for (std::size_t place = 0; place < lines->places(); ++place) {
            const std::int64_t time = lines->time(place);
            if (time < kLatest)
                lines->setTime(place, static_cast<IdentityLine::Time>(
                                          std::max<std::int64_t>(time - later, 0)));
        }
    }
    base_ms_ += later << unit_shift_;
}

void IdentityTable::grow(std::int64_t since_ms)
{
    move(before_.size(), since_ms); // nothing, unless little could be put since
    before_ = std::exchange(
        lines_,
        IdentityLines(next_.valid() ? next_.get() : LargeArray<IdentityLine>(2 * lines_.size())));
    hint_.set(lines_.data(), lines_.mask());
}

} // namespace livewall::stats
