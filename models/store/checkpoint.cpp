// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/checkpoint.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace livewall::store {

namespace {

template <typename T>
void appendTo(std::vector<T>& all, std::vector<T> more)
{
    if (all.empty())
        all = std::move(more);
    else
        std::ranges::move(more, std::back_inserter(all));
}

} // namespace

void Checkpoint::append(Checkpoint later)
{
    Changes sum(0);
    for (const auto* part : {&deltas, &later.deltas}) {
        for (const stats::Delta& delta : *part)
            sum.add(delta);
    }
    for (const auto* part : {&names, &later.names}) {
        for (const stats::MerchantName& name : *part)
            sum.addName(name.eid, name.time_ms, name.name);
    }
    Checkpoint merged = sum.take();
    deltas = std::move(merged.deltas);
    names = std::move(merged.names);
    feeds = std::move(later.feeds);
    identities.resize(std::max(identities.size(), later.identities.size()));
    for (std::size_t feed = 0; feed < later.identities.size(); ++feed)
        appendTo(identities[feed], std::move(later.identities[feed]));
    appendTo(held, std::move(later.held));
    appendTo(released, std::move(later.released));
    // What came and went between the two need not be written at all.
    std::ranges::sort(released);
    std::erase_if(held, [this](const HeldPurchase& one) {
        return std::ranges::binary_search(released, one.number);
    });
    appendTo(deploys, std::move(later.deploys));
    recent = std::move(later.recent);
}

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
    Name& known = names_[eid];
    if (known.text == name) {
        known.time_ms = std::max(known.time_ms, time_ms);
    } else if (known.text.empty() || time_ms > known.time_ms ||
               (time_ms == known.time_ms && name > known.text)) {
        known.time_ms = time_ms;
        known.text = name;
    }
}

void Changes::release(std::int64_t number)
{
    // Nearly all that wait have waited longer than a checkpoint.
    const auto fresh = std::ranges::find(held_, number, &HeldPurchase::number);
    if (fresh != held_.end())
        held_.erase(fresh);
    else
        released_.push_back(number);
}

std::size_t Changes::size() const
{
    std::size_t size = deltas_.size();
    for (const auto& of_feed : identities_)
        size += of_feed.size();
    return size;
}

Checkpoint Changes::take()
{
    Checkpoint checkpoint;
    checkpoint.deltas = std::exchange(deltas_, {});
    index_.clear();
    checkpoint.names.reserve(names_.size());
    for (auto& [eid, name] : names_)
        checkpoint.names.push_back({eid, name.time_ms, std::move(name.text)});
    names_.clear();
    checkpoint.identities.resize(identities_.size());
    std::swap(checkpoint.identities, identities_);
    checkpoint.held = std::exchange(held_, {});
    checkpoint.released = std::exchange(released_, {});
    checkpoint.deploys = std::exchange(deploys_, {});
    return checkpoint;
}

} // namespace livewall::store
