// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitylines.h"

#include <optional>

namespace livewall::stats {

/// find() where the first line alone does not tell.
IdentityLines::Found IdentityLines::findBeyond(const event::Identity& identity,
                                               const IdentityLog& log, std::int64_t since_ms) const
{
    const Position first = positionOf(log.begin());
    const std::size_t home_line = home(identity) & mask_;
    std::optional<std::size_t> free_place;
    bool may_be_there = true;
    for (std::size_t line = home_line;; line = after(line)) {
        const auto free = lines_[line].before(first);
        for (auto left = may_be_there ? lines_[line].matching(identity) & ~free : 0; left != 0;
             left &= left - 1) {
            const Position at = lines_[line].position(IdentityLine::lowest(left));
            const IdentityLog::Entry& entry = log[log.begin() + Position{at - first}];
            if (entry.identity == identity && entry.time_ms >= since_ms)
                return {0, true};
        }
        if (free != 0 && !free_place)
            free_place = placeOf(line, free);
        // Once around, where each line has been gone past.
        may_be_there =
            may_be_there && lines_[line].mayHavePassed(identity, first) && after(line) != home_line;
        if (free_place && !may_be_there)
            return {*free_place, false};
    }
}

std::size_t IdentityLines::freePlace(const event::Identity& identity, const IdentityLog& log) const
{
    const Position first = positionOf(log.begin());
    for (std::size_t line = home(identity) & mask_;; line = after(line)) {
        if (const auto free = lines_[line].before(first); free != 0)
            return placeOf(line, free);
    }
}

void IdentityLines::bringNear(Position first)
{
    for (std::size_t line = 0; line < size(); ++line)
        lines_[line].bringNear(first);
}

} // namespace livewall::stats
