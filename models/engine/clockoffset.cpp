// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/clockoffset.h"

#include <algorithm>

namespace livewall::engine {

void ClockOffset::note(std::int64_t heartbeat_ms, std::int64_t arrived_ms)
{
    if (arrived_ms < 0)
        return;
    const std::int64_t number = arrived_ms / kBucket_ms;
    const std::int64_t difference_ms = arrived_ms - heartbeat_ms;
    Bucket& bucket = buckets_[static_cast<std::size_t>(number % kBuckets)];
    if (bucket.number != number)
        bucket = {.number = number, .heartbeats = 0, .smallest_ms = difference_ms};
    ++bucket.heartbeats;
    bucket.smallest_ms = std::min(bucket.smallest_ms, difference_ms);
}

std::optional<std::int64_t> ClockOffset::offset_ms(std::int64_t now_ms) const
{
    const std::int64_t newest = now_ms / kBucket_ms;
    std::uint64_t heartbeats = 0;
    std::optional<std::int64_t> smallest_ms;
    for (const Bucket& bucket : buckets_) {
        if (bucket.heartbeats == 0 || bucket.number > newest || bucket.number <= newest - kBuckets)
            continue;
        heartbeats += bucket.heartbeats;
        smallest_ms = std::min(bucket.smallest_ms, smallest_ms.value_or(bucket.smallest_ms));
    }
    return heartbeats < kFewest ? std::nullopt : smallest_ms;
}

} // namespace livewall::engine
