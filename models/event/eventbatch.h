// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/event/rejection.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::event {

/// What a run of lines decoded to: the purchases in the order read, and a count of everything
/// that was read, so that received = purchases + control + unknown_type + the sum of rejected.
/// clear() keeps the memory: a batch that goes round allocates nothing. Not thread-safe; a batch
/// is handed from thread to thread, never shared.
struct EventBatch
{
    std::vector<Purchase> purchases;
    std::vector<Deploy> deploys;
    std::string text; ///< what every Text of this batch points into
    std::vector<RejectionSample> samples;

    std::uint64_t received = 0; ///< elements: an array counts each of its own
    std::uint64_t control = 0;  ///< heartbeats and deploys
    std::uint64_t unknown_type = 0;
    std::array<std::uint64_t, kRejections> rejected{};
    std::optional<std::int64_t> heartbeat_ms; ///< the newest time that a heartbeat gave
    std::uint64_t heartbeats = 0;

    std::string_view view(Text piece) const
    {
        return std::string_view(text).substr(piece.offset, piece.size);
    }

    Text add(std::string_view piece)
    {
        const Text added{static_cast<std::uint32_t>(text.size()),
                         static_cast<std::uint32_t>(piece.size())};
        text.append(piece);
        return added;
    }

    bool isEmpty() const { return received == 0; }

    void clear()
    {
        purchases.clear();
        deploys.clear();
        text.clear();
        samples.clear();
        received = control = unknown_type = heartbeats = 0;
        rejected.fill(0);
        heartbeat_ms.reset();
    }
};

} // namespace livewall::event
