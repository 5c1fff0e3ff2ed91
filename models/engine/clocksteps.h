// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace livewall::engine {

/// The wall's clock was set, by somebody or by a time server.
struct ClockSet
{
    std::int64_t at_ms = 0; ///< by the clock as it is since
    std::int64_t by_ms = 0; ///< positive: forward

    friend bool operator==(const ClockSet&, const ClockSet&) = default;
};

/// Finds out that the wall's clock was set: it no longer goes on as one does that never steps.
/// Not thread-safe.
class ClockSteps
{
public:
    /// Less is a clock that is brought in line bit by bit, or one that was read a little late.
    static constexpr std::int64_t kLeast_ms = 2'000;
    /// So long the hour window holds both times.
    static constexpr std::int64_t kTell_ms = 3'600'000;

    /// Clock::now_ms() and Clock::elapsed_ms(), read together. By how much the clock was set since
    /// the call before, 0 where it was not.
    std::int64_t note(std::int64_t now_ms, std::int64_t elapsed_ms);

    /// For kTell_ms: how far it was set in all, where that did not cancel out. That a clock which
    /// had lost the date has found it again need not be told.
    std::optional<ClockSet> told(std::int64_t now_ms) const;

private:
    std::optional<std::int64_t> ahead_ms_; ///< of the one that never steps
    std::optional<ClockSet> set_;
};

} // namespace livewall::engine
