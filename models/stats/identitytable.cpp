// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"

#include <cstdint>
#include <cstring>
#include <utility>

namespace livewall::stats {

namespace {
constexpr std::size_t kFewest = 1024;

} // namespace

void IdentityTable::clear()
{
    reserve(kFewest);
}

void IdentityTable::reserve(std::size_t places)
{
    const std::size_t groups = places / TagGroup::kPlaces;
    tags_ = LargeArray<std::uint8_t>(places);
    std::memset(tags_.data(), TagGroup::kFree, places);
    identities_ = LargeArray<event::Identity>(places);
    times_ms_ = LargeArray<std::int64_t>(places);
    group_mask_ = groups - 1;
    used_ = 0;
}

std::size_t IdentityTable::sweep(std::int64_t time_ms)
{
    std::size_t left = 0;
    for (std::size_t at = 0; at <= group_mask_; ++at) {
        const TagGroup group(groupAt(at));
        const std::size_t first = at * TagGroup::kPlaces;
        // Who is old is anywhere: asked of all sixteen, whatever stands there, it costs no guess.
        TagGroup::Mask old = 0;
        for (std::size_t place = 0; place < TagGroup::kPlaces; ++place)
            old |= TagGroup::Mask{times_ms_[first + place] < time_ms} << place;
        old &= group.taken();
        left += static_cast<std::size_t>(std::popcount(group.taken() & ~old));
        // Nothing was ever looked for beyond a group with a free place: no trace is needed there.
        const bool is_open = group.matching(TagGroup::kFree) != 0;
        used_ -= is_open ? static_cast<std::size_t>(std::popcount(old)) : 0;
        for (; old != 0; old &= old - 1)
            tags_[first + lowest(old)] = is_open ? TagGroup::kFree : TagGroup::kRemoved;
    }
    return left;
}

void IdentityTable::makeRoom(std::int64_t since_ms)
{
    const std::size_t left = sweep(since_ms);
    // Else the next sweep would be too soon.
    if (left > places() / 16 * 10)
        grow();
    else if (used_ > places() / 16 * 12)
        dropTraces();
}

/// The first place for an identity that nothing stays in.
std::size_t IdentityTable::vacantFor(const event::Identity& identity) const
{
    std::size_t at = home(identity);
    TagGroup::Mask vacant = 0;
    while ((vacant = TagGroup(groupAt(at)).vacant()) == 0)
        at = (at + 1) & group_mask_;
    return at * TagGroup::kPlaces + lowest(vacant);
}

void IdentityTable::grow()
{
    const std::size_t before = places();
    const auto tags = std::exchange(tags_, {});
    const auto identities = std::exchange(identities_, {});
    const auto times_ms = std::exchange(times_ms_, {});
    reserve(2 * before);
    for (std::size_t from = 0; from < before; ++from) {
        const std::uint8_t tag = tags[from];
        if (!TagGroup::isTaken(tag))
            continue;
        const std::size_t place = vacantFor(identities[from]);
        tags_[place] = tag;
        identities_[place] = identities[from];
        times_ms_[place] = times_ms[from];
        ++used_;
    }
}

/// Puts everything anew, in place: what was removed leaves no traces that a search goes past.
void IdentityTable::dropTraces()
{
    // From here on a removed tag is that of one which is still to be put.
    for (std::size_t place = 0; place < places(); ++place)
        tags_[place] = TagGroup::isTaken(tags_[place]) ? TagGroup::kRemoved : TagGroup::kFree;
    used_ = 0;
    for (std::size_t place = 0; place < places(); ++place) {
        while (tags_[place] == TagGroup::kRemoved) {
            ++used_;
            const event::Identity identity = identities_[place];
            const std::size_t wanted = vacantFor(identity);
            if (wanted / TagGroup::kPlaces == place / TagGroup::kPlaces) {
                tags_[place] = tagOf(identity); // as good as any of its group
                break;
            }
            // What stands there changes places with it, and is the next to be put.
            const bool is_free = tags_[wanted] == TagGroup::kFree;
            tags_[wanted] = tagOf(identity);
            tags_[place] = is_free ? TagGroup::kFree : TagGroup::kRemoved;
            std::swap(identities_[place], identities_[wanted]);
            std::swap(times_ms_[place], times_ms_[wanted]);
        }
    }
}

} // namespace livewall::stats
