// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"

#include <atomic>
#include <cstdint>

namespace livewall::engine {

/// Runs on from where it is set. From any thread.
class RunningClock final : public Clock
{
public:
    explicit RunningClock(std::int64_t now_ms) { set(now_ms); }

    std::int64_t now_ms() const override { return ahead_ms_ + steady_.now_ms(); }
    std::int64_t elapsed_ms() const override { return steady_.now_ms(); }
    void set(std::int64_t now_ms) { ahead_ms_ = now_ms - steady_.now_ms(); }

private:
    SteadyClock steady_;
    std::atomic<std::int64_t> ahead_ms_;
};

} // namespace livewall::engine
