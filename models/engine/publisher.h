// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace livewall::engine {

/// Where an engine leaves its newest snapshot, and whoever draws picks it up. Thread-safe; each
/// side holds the lock for the length of a pointer's copy.
class Publisher
{
public:
    Publisher() : latest_(std::make_shared<Snapshot>()) {}

    /// Numbers the snapshot and makes it the newest.
    void publish(Snapshot snapshot)
    {
        auto next = std::make_shared<Snapshot>(std::move(snapshot));
        const std::lock_guard lock(mutex_);
        next->sequence = latest_->sequence + 1;
        latest_ = std::move(next);
    }

    /// Of the next one. Whoever publishes may ask.
    std::uint64_t nextSequence() const { return latest()->sequence + 1; }

    std::shared_ptr<const Snapshot> latest() const
    {
        const std::lock_guard lock(mutex_);
        return latest_;
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Snapshot> latest_;
};

/// Purchases on their way to the map: bounded, lossy, counted. Thread-safe.
class PulseRing
{
public:
    static constexpr std::size_t kCapacity = 4096;

    void push(stats::Sighting sighting)
    {
        const std::lock_guard lock(mutex_);
        if (pulses_.size() < kCapacity)
            pulses_.push_back(std::move(sighting));
        else
            ++dropped_;
    }

    std::vector<stats::Sighting> take()
    {
        const std::lock_guard lock(mutex_);
        return std::exchange(pulses_, {});
    }

    std::uint64_t dropped() const
    {
        const std::lock_guard lock(mutex_);
        return dropped_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<stats::Sighting> pulses_;
    std::uint64_t dropped_ = 0;
};

} // namespace livewall::engine
