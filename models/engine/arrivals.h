// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace livewall::engine {

/// Events that came in together.
struct Arrival
{
    std::int64_t read_us = 0; ///< when the first of them had been read, by Clock::elapsed_us()
    std::uint64_t events = 0;

    bool operator==(const Arrival&) const = default;
};

/// When counted events came in, on the way from the engine to whoever draws the snapshots that
/// count them: no event is left out, and none is told before its snapshot is taken. Bounded: what
/// nobody takes in time counts as having come with the oldest of what is merged, so that nothing
/// ever looks faster than it was. Thread-safe.
class Arrivals
{
public:
    static constexpr std::size_t kCapacity = 4096;

    /// Counted, and in no snapshot yet. Nothing of no event.
    void note(Arrival arrival);

    /// The snapshot of this number counts all that was noted so far. Before it is published.
    void publish(std::uint64_t sequence);

    /// What snapshots up to this number count, since the call before, in the order of counting.
    std::vector<Arrival> take(std::uint64_t sequence);

private:
    struct Counted
    {
        Arrival arrival;
        std::uint64_t sequence; ///< of the snapshot that counts it
    };

    std::mutex mutex_;
    std::vector<Arrival> noted_;
    std::deque<Counted> counted_;
};

} // namespace livewall::engine
