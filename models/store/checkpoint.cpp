// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/checkpoint.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <utility>

namespace livewall::store {

void Changes::add(const stats::Delta& delta)
{
    const std::uint64_t codes =
        (std::uint64_t{delta.country.value()} << 16) | std::uint64_t{delta.currency.index()};
    const auto [found, is_new] = index_.try_emplace(Key{delta.second, delta.eid, codes},
                                                    static_cast<std::uint32_t>(deltas_.size()));
    if (is_new) {
        deltas_.push_back(delta);
        return;
    }
    stats::Delta& sum = deltas_[found->second];
    sum.accepted += delta.accepted;
    sum.not_accepted += delta.not_accepted;
    sum.sum += delta.sum;
}

void Changes::addName(std::int64_t eid, std::int64_t time_ms, std::string_view name)
{
    if (name.empty())
        return;
    const auto [last, is_new] =
        name_index_.try_emplace(eid, static_cast<std::uint32_t>(names_.size()));
    if (!is_new && names_[last->second].name == name) {
        NameSpan& known = names_[last->second];
        known.first_ms = std::min(known.first_ms, time_ms);
        known.newest_ms = std::max(known.newest_ms, time_ms);
        return;
    }
    // A store that goes to and fro between names takes a span each time: the table merges them.
    last->second = static_cast<std::uint32_t>(names_.size());
    names_.push_back({eid, time_ms, time_ms, std::string(name)});
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
    Checkpoint checkpoint;
    checkpoint.deltas = std::exchange(deltas_, {});
    index_.clear();
    checkpoint.names = std::exchange(names_, {});
    name_index_.clear();
    checkpoint.identities.resize(identities_.size());
    std::swap(checkpoint.identities, identities_);
    // One that was new may be in the store all the same, so that its release stays.
    const boost::unordered_flat_set<std::int64_t> released(released_.begin(), released_.end());
    std::erase_if(held_, [&](const HeldPurchase& held) { return released.contains(held.number); });
    checkpoint.held = std::exchange(held_, {});
    checkpoint.released = std::exchange(released_, {});
    checkpoint.deploys = std::exchange(deploys_, {});
    return checkpoint;
}

} // namespace livewall::store
