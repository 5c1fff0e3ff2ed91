// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace livewall::generate {

struct EventStreamOptions
{
    std::int64_t events = 100'000; ///< purchases; a duplicate is a line more
    int minutes = 28 * 24 * 60;    ///< up to ten years
    int merchants = 400;           ///< 1 to 1,000,000
    std::uint64_t seed = 1;
    double duplicates = 0; ///< percent of the purchases that are sent a second time, at most 100
    double late = 0;       ///< percent of the purchases that come late, at most 100
    /// The purchases lie in the `minutes` before this instant.
    std::int64_t end_ms = 1'772'323'200'000; // 2026-03-01T00:00:00Z
};

/// Writes the lines of a recorded feed to `write`, in pieces of many lines: exactly `events`
/// purchases, in the order of time but for those that come late, 61 s to 10 min of event time
/// behind. A duplicate is the same bytes again, 1 to 1,000 lines after the first. The same options
/// give the same bytes on every machine. Stops early where `write` returns false, and then returns
/// false too.
bool writeEvents(const EventStreamOptions& options,
                 const std::function<bool(std::string_view)>& write);

} // namespace livewall::generate
