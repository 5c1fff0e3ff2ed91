// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/rejecting.h"

#include <algorithm>
#include <numeric>

namespace livewall::engine {

void LastRejections::note(const event::EventBatch& batch, std::int64_t now_ms)
{
    if (now_ms < 0 || batch.received == 0)
        return;
    const std::int64_t number = now_ms / 1000;
    Second& second = seconds_[static_cast<std::size_t>(number % kSeconds)];
    if (second.second != number)
        second = {.second = number};
    second.received += batch.received;
    for (std::size_t reason = 0; reason < event::kRejections; ++reason)
        second.rejected[reason] += batch.rejected[reason];
}

std::optional<Rejecting> LastRejections::at(std::int64_t now_ms) const
{
    const std::int64_t newest = now_ms / 1000;
    Rejecting found;
    std::array<std::uint64_t, event::kRejections> by_reason{};
    for (const Second& second : seconds_) {
        if (second.second > newest || second.second <= newest - kSeconds)
            continue;
        found.received += second.received;
        for (std::size_t reason = 0; reason < event::kRejections; ++reason)
            by_reason[reason] += second.rejected[reason];
    }
    found.rejected = std::accumulate(by_reason.begin(), by_reason.end(), std::uint64_t{0});
    if (found.received < kFewest || found.rejected <= found.received / 2)
        return std::nullopt;
    found.commonest =
        static_cast<event::Rejection>(std::ranges::max_element(by_reason) - by_reason.begin());
    return found;
}

} // namespace livewall::engine
