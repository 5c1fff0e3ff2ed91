// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace livewall::engine {

/// Time, passed in wherever it is needed. Only SystemClock reads the machine's time of day.
/// now_ms() is called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Milliseconds. Of a time of day: since 1970, UTC; it may step, back too, as machines' do.
    virtual std::int64_t now_ms() const = 0;

    /// Milliseconds since some moment: they run evenly, on while the machine sleeps, and never
    /// step. From any thread. Those of a clock that never steps are its own.
    virtual std::int64_t elapsed_ms() const { return now_ms(); }

    /// The same to the microsecond, for what takes less than a frame.
    virtual std::int64_t elapsed_us() const { return elapsed_ms() * 1000; }
};

class SystemClock final : public Clock
{
public:
    std::int64_t now_ms() const override;
    std::int64_t elapsed_ms() const override;
    std::int64_t elapsed_us() const override;
};

/// Runs evenly and never steps; starts anywhere. What paces a replay.
class SteadyClock final : public Clock
{
public:
    std::int64_t now_ms() const override;
};

} // namespace livewall::engine
