// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/minutelines.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace livewall::stats {

void MinuteLines::follow(std::uint32_t store, const std::vector<std::uint32_t>& wanted)
{
    static_assert(kMost < 255, "places fit a byte");
    auto room = followed_.end();
    if (followed_.size() < kMost) {
        room = followed_.emplace(room);
    } else {
        room = std::ranges::find_if(followed_, [&wanted](const Counts& one) {
            return std::ranges::find(wanted, one.store) == wanted.end();
        });
        assert(room != followed_.end());
        place_[room->store] = 0;
    }
    *room = {.store = store};
    place_[store] = static_cast<std::uint8_t>(std::distance(followed_.begin(), room) + 1);
}

void MinuteLines::count(std::uint32_t store, std::int64_t minute, std::int64_t accepted,
                        bool excluded)
{
    Counts& counts = followed_[place_[store] - 1U];
    counts.all[slot(minute)] += accepted;
    if (!excluded)
        counts.elsewhere[slot(minute)] += accepted;
}

void MinuteLines::begin(std::int64_t minute)
{
    for (Counts& counts : followed_) {
        counts.all[slot(minute)] = 0;
        counts.elsewhere[slot(minute)] = 0;
    }
}

std::array<std::int64_t, kTrendMinutes>
MinuteLines::line(std::uint32_t store, std::int64_t t_minute, bool excluding) const
{
    const Counts& counts = followed_[place_[store] - 1U];
    const auto& ring = excluding ? counts.elsewhere : counts.all;
    std::array<std::int64_t, kTrendMinutes> line;
    for (std::int64_t i = 0; i < kTrendMinutes; ++i)
        line[static_cast<std::size_t>(i)] = ring[slot(t_minute - kTrendMinutes + i)];
    return line;
}

} // namespace livewall::stats
