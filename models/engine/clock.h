// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace livewall::engine {

/// The time of day, passed in wherever it is needed. Only SystemClock reads the machine's.
/// now_ms() is called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Milliseconds since 1970, UTC. May step, back too, as machines' clocks do.
    virtual std::int64_t now_ms() const = 0;
};

class SystemClock final : public Clock
{
public:
    std::int64_t now_ms() const override;
};

} // namespace livewall::engine
