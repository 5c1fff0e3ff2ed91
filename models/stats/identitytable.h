// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/largearray.h"
#include "models/stats/taggroup.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace livewall::stats {

/// For maps: the identity is a hash already, which is told here.
struct IdentityHash
{
    using is_avalanching = void;
    std::size_t operator()(const event::Identity& identity) const { return identity.high; }
};

/// Identities and their times, of which the old ones are forgotten by being told since when they
/// count: they are swept out when room is needed, in place. Open addressing by groups of sixteen
/// places; the identity is its own hash. A new identity, as nearly all are, is known to be new from
/// the tags alone, which are a byte each. A place for one takes 25 bytes, and at most 13 of 16 are
/// taken.
class IdentityTable
{
public:
    /// Where an identity is, or where it is to be put. Good until the next put() or clear().
    struct Found
    {
        std::size_t place = 0;
        bool is_there = false; ///< maybe with a time that has passed
    };

    IdentityTable() { clear(); }

    /// Brings the tags that find() will look at nearer, while other work is done.
    void prefetchTags(const event::Identity& identity) const
    {
        __builtin_prefetch(groupAt(home(identity)), 1);
    }

    /// After some such work, where put() will most likely put it, or what find() has to look at
    /// because it may be there.
    void prefetchPlace(const event::Identity& identity) const
    {
        const std::size_t at = home(identity);
        const std::size_t first = at * TagGroup::kPlaces;
        const TagGroup group(groupAt(at));
        const std::size_t vacant = first + lowest(group.vacant() | kBeyond);
        const TagGroup::Mask matching = group.matching(tagOf(identity));
        __builtin_prefetch(&identities_[vacant], 1);
        __builtin_prefetch(&times_ms_[vacant], 1);
        if (matching != 0)
            __builtin_prefetch(&identities_[first + lowest(matching)]);
    }

    Found find(const event::Identity& identity) const
    {
        std::size_t vacant = kNowhere;
        for (std::size_t at = home(identity);; at = (at + 1) & group_mask_) {
            const TagGroup group(groupAt(at));
            const std::size_t first = at * TagGroup::kPlaces;
            for (auto mask = group.matching(tagOf(identity)); mask != 0; mask &= mask - 1) {
                const std::size_t place = first + lowest(mask);
                if (identities_[place] == identity)
                    return {place, true};
            }
            if (const auto mask = group.vacant(); mask != 0 && vacant == kNowhere)
                vacant = first + lowest(mask);
            if (group.matching(TagGroup::kFree) != 0)
                return {vacant, false};
        }
    }

    std::int64_t time_ms(std::size_t place) const { return times_ms_[place]; }

    /// Puts an identity where find() said. Times before `since_ms`, which never goes back, have
    /// passed, and are forgotten when room is needed.
    void put(std::size_t place, const event::Identity& identity, std::int64_t time_ms,
             std::int64_t since_ms)
    {
        used_ += tags_[place] == TagGroup::kFree ? 1 : 0;
        tags_[place] = tagOf(identity);
        identities_[place] = identity;
        times_ms_[place] = time_ms;
        if (used_ > places() / 16 * 13)
            makeRoom(since_ms);
    }

    /// Forgets what is before `time_ms` at once, and counts what is left.
    std::size_t sweep(std::int64_t time_ms);

    void clear();

private:
    static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();
    static constexpr TagGroup::Mask kBeyond = TagGroup::Mask{1} << (TagGroup::kPlaces - 1);

    static std::uint8_t tagOf(const event::Identity& identity)
    {
        return static_cast<std::uint8_t>(identity.low >> 57);
    }
    static std::size_t lowest(TagGroup::Mask mask)
    {
        return static_cast<std::size_t>(std::countr_zero(mask));
    }

    std::size_t home(const event::Identity& identity) const { return identity.high & group_mask_; }
    const std::uint8_t* groupAt(std::size_t group) const
    {
        return &tags_[group * TagGroup::kPlaces];
    }
    std::size_t places() const { return (group_mask_ + 1) * TagGroup::kPlaces; }
    void reserve(std::size_t places);
    void makeRoom(std::int64_t since_ms);
    std::size_t vacantFor(const event::Identity& identity) const;
    void grow();
    void dropTraces();

    // By place, a power of two of them.
    LargeArray<std::uint8_t> tags_;
    LargeArray<event::Identity> identities_;
    LargeArray<std::int64_t> times_ms_;
    std::size_t group_mask_ = 0;
    std::size_t used_ = 0; ///< places that are not free: taken ones, and those that were
};

} // namespace livewall::stats
