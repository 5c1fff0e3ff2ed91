// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace livewall::stats {

/// For maps: the identity is a hash already, which is told here.
struct IdentityHash
{
    using is_avalanching = void;
    std::size_t operator()(const event::Identity& identity) const { return identity.high; }
};

/// Identities and their times, of which the old ones are forgotten by being told since when they
/// count: a place whose time has passed is used again, and the rest is swept out when room is
/// needed, in place. Open addressing with linear probing; the identity is its own hash. A place for
/// one takes 24 bytes, and at most three of four are taken.
class IdentityTable
{
public:
    struct Place
    {
        event::Identity identity;
        std::int64_t time_ms = kFree_ms;
    };

    /// Where an identity is, or where it is to be put.
    struct Found
    {
        Place* place = nullptr; ///< good until the next put() or clear()
        bool is_there = false;  ///< maybe with a time that has passed
    };

    IdentityTable() { clear(); }

    /// Brings the identity's place nearer, while other work is done.
    void prefetch(const event::Identity& identity) const
    {
        __builtin_prefetch(&places_[home(identity)], 1);
    }

    /// Times before `since_ms`, which never goes back, have passed.
    Found find(const event::Identity& identity, std::int64_t since_ms)
    {
        Place* passed = nullptr;
        for (std::size_t at = home(identity);; at = (at + 1) & mask_) {
            Place& place = places_[at];
            if (place.time_ms == kFree_ms)
                return {passed != nullptr ? passed : &place, false};
            if (place.identity == identity)
                return {&place, true};
            if (place.time_ms < since_ms && passed == nullptr)
                passed = &place;
        }
    }

    /// Puts an identity where find() said.
    void put(Place& place, const event::Identity& identity, std::int64_t time_ms,
             std::int64_t since_ms)
    {
        taken_ += place.time_ms == kFree_ms ? 1 : 0;
        place = {identity, time_ms};
        if (taken_ > places_.size() / 4 * 3)
            makeRoom(since_ms);
    }

    /// Forgets what is before `time_ms` at once, and counts what is left.
    std::size_t sweep(std::int64_t time_ms);

    void clear();

private:
    static constexpr std::int64_t kFree_ms = std::numeric_limits<std::int64_t>::min();

    std::size_t home(const event::Identity& identity) const { return identity.high & mask_; }
    void makeRoom(std::int64_t since_ms);
    void remove(std::size_t at);

    std::vector<Place> places_; ///< a power of two
    std::size_t mask_ = 0;
    std::size_t taken_ = 0;
};

} // namespace livewall::stats
