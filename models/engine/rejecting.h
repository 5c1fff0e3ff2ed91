// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/eventbatch.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace livewall::engine {

/// Of what a feed has sent in the last minute most was rejected.
struct Rejecting
{
    std::uint64_t received = 0; ///< elements, in the last minute
    std::uint64_t rejected = 0;
    event::Rejection commonest = {}; ///< of equals the first in the order of DESIGN

    friend bool operator==(const Rejecting&, const Rejecting&) = default;
};

/// Counts what was rejected in the last minute: 60 seconds that end with the present one. Fixed
/// memory; not thread-safe.
class LastRejections
{
public:
    /// Of fewer elements nothing is said.
    static constexpr std::uint64_t kFewest = 20;

    void note(const event::EventBatch& batch, std::int64_t now_ms);

    /// Where at least kFewest came and more than half were rejected.
    std::optional<Rejecting> at(std::int64_t now_ms) const;

private:
    static constexpr std::int64_t kSeconds = 60;

    struct Second
    {
        std::int64_t second = -1; ///< since 1970
        std::uint64_t received = 0;
        std::array<std::uint64_t, event::kRejections> rejected{};
    };
    std::array<Second, static_cast<std::size_t>(kSeconds)> seconds_; ///< a ring by second
};

} // namespace livewall::engine
