// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace livewall::stats {

/// Purchases of all stores by UTC minute, for the newest kMinutes: 36 days, which holds any week
/// and the three before it in any zone. Fixed memory.
class MinuteHistory
{
public:
    static constexpr std::int64_t kMinutes = 36 * 24 * 60;

    MinuteHistory();

    /// Counts accepted purchases of one second. What is older than the newest kMinutes is let go;
    /// nothing may be newer than where advance() went.
    void add(std::int64_t second, std::int64_t accepted);

    /// Moves the newest minute to that of `second`; never back.
    void advance(std::int64_t second);

    /// Accepted purchases in the minutes of [from, to), both in seconds and on whole minutes.
    std::int64_t sum(std::int64_t from, std::int64_t to) const;
    /// Those of the minute that begins at `from` (seconds) and of those after it.
    void accepted(std::int64_t from, std::span<std::int64_t> minutes) const;

private:
    std::vector<std::int64_t> accepted_; ///< a ring by minute since 1970
    std::int64_t newest_ = 0;            ///< minute since 1970
};

} // namespace livewall::stats
