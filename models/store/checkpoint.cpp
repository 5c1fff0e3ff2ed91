// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/checkpoint.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace livewall::store {

namespace {
/// So many at a time are looked up together: each of a step's accesses is asked for a step before.
constexpr std::size_t kTogether = 64;

/// Cells of a checkpoint, of which the index takes megabytes.
constexpr std::size_t kManyCells = 100'000;
} // namespace

void Changes::add(std::span<const stats::Delta> deltas)
{
    for (; !deltas.empty(); deltas = deltas.subspan(std::min(kTogether, deltas.size())))
        addFew(deltas.first(std::min(kTogether, deltas.size())));
}

Changes::CellKey Changes::keyOf(const stats::Delta& delta)
{
    return {delta.second, delta.eid,
            (std::uint64_t{delta.country.value()} << 16) | std::uint64_t{delta.currency.index()}};
}

void Changes::addFew(std::span<const stats::Delta> deltas)
{
    for (const stats::Delta& delta : deltas)
        index_.prefetch(keyOf(delta));
    std::array<std::uint32_t, kTogether> places;
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        const CellKey key = keyOf(deltas[i]);
        const KnownCell* known = index_.find(key);
        if (known == nullptr) {
            known = &index_.insert({key, static_cast<std::uint32_t>(deltas_.size())});
            deltas_.push_back(deltas[i]);
            places[i] = kNone;
            continue;
        }
        places[i] = known->at;
        __builtin_prefetch(&deltas_[known->at], 1);
    }
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        if (places[i] == kNone)
            continue;
        stats::Delta& sum = deltas_[places[i]];
        sum.accepted += deltas[i].accepted;
        sum.not_accepted += deltas[i].not_accepted;
        sum.sum += deltas[i].sum;
    }
}

void Changes::addNames(std::span<const stats::NameSeen> names)
{
    for (; !names.empty(); names = names.subspan(std::min(kTogether, names.size())))
        addFewNames(names.first(std::min(kTogether, names.size())));
}

void Changes::addFewNames(std::span<const stats::NameSeen> names)
{
    for (const stats::NameSeen& seen : names)
        name_index_.prefetch({seen.eid});
    for (const stats::NameSeen& seen : names) {
        if (const KnownName* const last = name_index_.find({seen.eid}))
            __builtin_prefetch(&names_[last->at], 1);
    }
    for (const stats::NameSeen& seen : names) {
        if (seen.name.empty())
            continue;
        KnownName* const last = name_index_.find({seen.eid});
        if (last != nullptr && names_[last->at].name == seen.name) {
            NameSpan& known = names_[last->at];
            known.first_ms = std::min(known.first_ms, seen.time_ms);
            known.newest_ms = std::max(known.newest_ms, seen.time_ms);
            continue;
        }
        // A store that goes to and fro between names takes a span each time: the table merges them.
        const auto at = static_cast<std::uint32_t>(names_.size());
        names_.push_back({seen.eid, seen.time_ms, seen.time_ms, std::string(seen.name)});
        if (last != nullptr)
            last->at = at;
        else
            name_index_.insert({{seen.eid}, at});
    }
}

void Changes::release(std::int64_t number)
{
    released_.push_back(number);
}

std::size_t Changes::size() const
{
    std::size_t size =
        deltas_.size() + names_.size() + held_.size() + released_.size() + deploys_.size();
    for (const auto& of_feed : identities_)
        size += of_feed.size();
    return size;
}

Checkpoint Changes::take()
{
    // As much comes until the next one, most likely.
    const auto takeOut = [](auto& things) {
        auto taken = std::exchange(things, {});
        things.reserve(taken.size());
        return taken;
    };
    Checkpoint checkpoint;
    checkpoint.deltas = takeOut(deltas_);
    // A large one is emptied, as memory that is new has to be cleared, page by page.
    if (index_.size() >= kManyCells)
        index_.eraseIf([](const KnownCell&) { return true; });
    else
        index_ = stats::ProbedTable<KnownCell>(checkpoint.deltas.size());
    checkpoint.names = takeOut(names_);
    name_index_ = stats::ProbedTable<KnownName>(checkpoint.names.size());
    for (std::vector<Remembered>& of_feed : identities_)
        checkpoint.identities.push_back(takeOut(of_feed));
    // One that was new may be in the store all the same, so that its release stays.
    const boost::unordered_flat_set<std::int64_t> released(released_.begin(), released_.end());
    std::erase_if(held_, [&](const HeldPurchase& held) { return released.contains(held.number); });
    checkpoint.held = std::exchange(held_, {});
    checkpoint.released = std::exchange(released_, {});
    checkpoint.deploys = std::exchange(deploys_, {});
    return checkpoint;
}

} // namespace livewall::store
