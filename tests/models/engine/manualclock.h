// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"

#include <atomic>
#include <cstdint>

namespace livewall::engine {

/// Stands until it is set. From any thread.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(std::int64_t now_ms = 0) : now_ms_(now_ms) {}

    std::int64_t now_ms() const override { return now_ms_; }
    void set(std::int64_t now_ms) { now_ms_ = now_ms; }

private:
    std::atomic<std::int64_t> now_ms_;
};

} // namespace livewall::engine
