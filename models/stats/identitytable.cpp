// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"

#include <utility>

namespace livewall::stats {

namespace {
constexpr std::size_t kFewest = 1024;
}

void IdentityTable::clear()
{
    places_ = std::vector<Place>(kFewest);
    mask_ = kFewest - 1;
    taken_ = 0;
}

std::size_t IdentityTable::sweep(std::int64_t time_ms)
{
    // What moves into a place that has become free is looked at as well. What comes from beyond the
    // table's end was looked at before.
    for (std::size_t at = 0; at < places_.size(); ++at) {
        while (places_[at].time_ms != kFree_ms && places_[at].time_ms < time_ms)
            remove(at);
    }
    return taken_;
}

void IdentityTable::makeRoom(std::int64_t since_ms)
{
    sweep(since_ms);
    // Else the next sweep would be too soon.
    if (taken_ <= places_.size() / 8 * 5)
        return;
    const std::vector<Place> before =
        std::exchange(places_, std::vector<Place>(2 * places_.size()));
    mask_ = places_.size() - 1;
    for (const Place& place : before) {
        if (place.time_ms == kFree_ms)
            continue;
        std::size_t at = home(place.identity);
        while (places_[at].time_ms != kFree_ms)
            at = (at + 1) & mask_;
        places_[at] = place;
    }
}

/// Frees a place, and moves up those behind it that it kept from their own (Knuth, The Art of
/// Computer Programming, volume 3, section 6.4, algorithm R).
void IdentityTable::remove(std::size_t at)
{
    --taken_;
    for (std::size_t next = (at + 1) & mask_; places_[next].time_ms != kFree_ms;
         next = (next + 1) & mask_) {
        const std::size_t wanted = home(places_[next].identity);
        // How far both are behind the wanted one, around the table's end.
        if (((next - wanted) & mask_) >= ((next - at) & mask_)) {
            places_[at] = places_[next];
            at = next;
        }
    }
    places_[at].time_ms = kFree_ms;
}

} // namespace livewall::stats
