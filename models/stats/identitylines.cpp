// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitylines.h"

#include <algorithm>

namespace livewall::stats {

/// find() where the first line alone does not tell.
IdentityLines::Found IdentityLines::findBeyond(const event::Identity& identity, Time since) const
{
    const std::size_t first = home(IdentityLine::home(identity));
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
        if (free_place != kNowhere && (!may_be_there || isLast(line, first)))
            return {free_place, false};
    }
}

std::size_t IdentityLines::placeOf(const event::Identity& identity) const
{
    if (size() == 0)
        return kNowhere;
    const std::size_t first = home(IdentityLine::home(identity));
    for (std::size_t line = first;; line = after(line, first)) {
        if (const auto mask = lines_[line].matching(identity); mask != 0)
            return placeOf(line, mask);
        if (!isPassed(line) || isLast(line, first))
            return kNowhere;
    }
}

void IdentityLines::take(const IdentityLine& other, unsigned from)
{
    const std::size_t first = home(other.home(from));
    std::size_t line = first;
    IdentityLine::Mask free = 0;
    while ((free = lines_[line].before(1)) == 0)
        line = after(line, first);
    notePassed(first, line);
    lines_[line].copy(IdentityLine::lowest(free), other, from);
}

std::size_t IdentityLines::sweep(Time since)
{
    std::fill_n(passed_.data(), passed_.size(), 0);
    std::size_t left = 0;
    for (std::size_t line = 0; line < size(); ++line) {
        left += lines_[line].clearBefore(since);
        if (lines_[line].isOfOneHome(line, mask_)) [[likely]]
            continue;
        for (unsigned place = 0; place < kPlaces; ++place) {
            if (lines_[line].time(place) != 0)
                notePassed(home(lines_[line].home(place)), line);
        }
    }
    return left;
}

} // namespace livewall::stats
