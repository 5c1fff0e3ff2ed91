// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/keptbatches.h"

#include <utility>

namespace livewall::engine {

KeptBatches::KeptBatches(std::size_t feeds, bool is_from_start) : feeds_(feeds)
{
    for (Feed& feed : feeds_)
        feed.kept.is_all = is_from_start;
}

void KeptBatches::note(std::size_t feed, const feed::Batch& batch)
{
    feeds_[feed].is_invented |= !batch.history.empty();
}

void KeptBatches::keep(std::size_t feed, const feed::Batch& batch)
{
    const std::uint64_t elements = batch.events.received;
    if (!batch.cursor.empty() || feeds_[feed].is_invented || elements == 0)
        return;
    auto& batches = feeds_[feed].kept.batches;
    if (batches.empty() || batches.back()->events.received >= kBatchElements)
        batches.push_back(std::make_unique<feed::Batch>());
    feed::Batch& last = *batches.back();
    last.events.append(batch.events);
    last.events.samples.clear();
    last.arrived_ms = batch.arrived_ms;
    elements_ += elements;
    if (elements_ <= kMaxElements)
        return;
    for (Feed& each : feeds_)
        each.kept = {};
    elements_ = 0;
}

KeptBatches::Kept KeptBatches::take(std::size_t feed)
{
    Kept kept = std::exchange(feeds_[feed].kept, {});
    kept.is_all = kept.is_all && !feeds_[feed].is_invented;
    for (const auto& batch : kept.batches)
        elements_ -= batch->events.received;
    return kept;
}

} // namespace livewall::engine
