// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/identitytable.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include <sys/mman.h>

namespace livewall::stats {

namespace {
constexpr std::size_t kFewest = 1024;

/// An arrival is anywhere in the table: with large pages its address is found at once, too. Where
/// there are none nothing changes.
void preferHugePages(void* memory, std::size_t bytes)
{
    constexpr std::uintptr_t kPage = 4096;
    constexpr std::size_t kWorthIt = 4 * 1024 * 1024;
    const std::uintptr_t first =
        (reinterpret_cast<std::uintptr_t>(memory) + kPage - 1) & ~(kPage - 1);
    if (bytes >= kWorthIt)
        ::madvise(reinterpret_cast<void*>(first), bytes - kPage, MADV_HUGEPAGE);
}

} // namespace

void IdentityTable::clear()
{
    reserve(kFewest);
}

void IdentityTable::reserve(std::size_t places)
{
    const std::size_t groups = places / TagGroup::kPlaces;
    groups_ = std::make_unique_for_overwrite<Tags[]>(groups);
    tags_ = groups_[0].tags;
    std::memset(tags_, TagGroup::kFree, places);
    identities_ = std::make_unique_for_overwrite<event::Identity[]>(places);
    times_ms_ = std::make_unique_for_overwrite<std::int64_t[]>(places);
    preferHugePages(identities_.get(), places * sizeof(event::Identity));
    preferHugePages(times_ms_.get(), places * sizeof(std::int64_t));
    group_mask_ = groups - 1;
    used_ = 0;
}

std::size_t IdentityTable::sweep(std::int64_t time_ms)
{
    std::size_t left = 0;
    for (std::size_t at = 0; at <= group_mask_; ++at) {
        const TagGroup group(groupAt(at));
        // Nothing was ever looked for beyond a group with a free place: no trace is needed there.
        const bool is_open = group.matching(TagGroup::kFree) != 0;
        for (auto mask = group.taken(); mask != 0; mask &= mask - 1) {
            const std::size_t place = at * TagGroup::kPlaces + lowest(mask);
            if (times_ms_[place] >= time_ms) {
                ++left;
            } else {
                tags_[place] = is_open ? TagGroup::kFree : TagGroup::kRemoved;
                used_ -= is_open ? 1 : 0;
            }
        }
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
    const auto groups = std::exchange(groups_, nullptr);
    const auto identities = std::exchange(identities_, nullptr);
    const auto times_ms = std::exchange(times_ms_, nullptr);
    reserve(2 * before);
    for (std::size_t from = 0; from < before; ++from) {
        const std::uint8_t tag = groups[from / TagGroup::kPlaces].tags[from % TagGroup::kPlaces];
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
