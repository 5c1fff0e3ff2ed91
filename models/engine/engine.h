// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/arrivals.h"
#include "models/engine/snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace livewall::engine {

/// What a wall is driven by: it reads, counts on threads of its own, and has a newest snapshot at
/// any time. All functions may be called from any thread but start() and the destructor, which
/// belong to the owner's.
class Engine
{
public:
    virtual ~Engine() = default; ///< stops and waits for its threads

    /// Starts reading. Once.
    virtual void start() = 0;

    /// Never null once start() has returned; never waits for counting.
    virtual std::shared_ptr<const Snapshot> latest() const = 0;

    /// The accepted purchases since the call before, at most PulseRing::kCapacity of them: what
    /// is beyond is dropped and counted in Snapshot::pulses_dropped.
    virtual std::vector<stats::Sighting> takePulses() = 0;

    /// When what the snapshots up to this one count came in, since the call before. Nothing of a
    /// recording: it came in long ago.
    virtual std::vector<Arrival> takeArrivals([[maybe_unused]] std::uint64_t sequence)
    {
        return {};
    }
};

} // namespace livewall::engine
