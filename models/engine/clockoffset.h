// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace livewall::engine {

/// How far the wall's clock is from a server's, from the times that its heartbeats give.
///
/// A heartbeat's arrival by our clock less its time by the server's is the offset plus how long it
/// was on its way, which is never negative. So each difference is at least the offset, and the
/// smallest of many is the closest: one that was hardly delayed is enough. A delay that all of them
/// have counts as an offset, and cannot be told from one: only a clock that is behind is certain.
///
/// Where our clock is set the differences of before say nothing any more: clear(). Fixed memory;
/// not thread-safe.
class ClockOffset
{
public:
    static constexpr std::int64_t kWindow_ms = 10 * 60'000;
    /// Fewer heartbeats say nothing: each may have been held up.
    static constexpr std::uint64_t kFewest = 3;

    void note(std::int64_t heartbeat_ms, std::int64_t arrived_ms);

    /// Begins anew: the next ones may be another server's, or our clock was set.
    void clear() { buckets_.fill({}); }

    /// Positive: our clock is ahead. Nothing while too few came in the last kWindow_ms.
    std::optional<std::int64_t> offset_ms(std::int64_t now_ms) const;

private:
    static constexpr std::int64_t kBucket_ms = 10'000;
    static constexpr std::int64_t kBuckets = kWindow_ms / kBucket_ms;

    struct Bucket
    {
        std::int64_t number = -1; ///< since 1970
        std::uint64_t heartbeats = 0;
        std::int64_t smallest_ms = 0;
    };
    std::array<Bucket, static_cast<std::size_t>(kBuckets)> buckets_; ///< a ring by number
};

} // namespace livewall::engine
