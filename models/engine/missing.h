// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/coverage.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace livewall::engine {

/// When one feed was not listened to in the windows at T. Times are ms since 1970.
struct Missing
{
    /// What is not covered just before now, and not longer, is no hole: it is on its way. A link
    /// that breaks has so long to come back before anybody says that it is lost, and a feed that
    /// came up claims nothing for its first moments (listening.h).
    static constexpr std::int64_t kOnItsWay_ms = 10'000;

    /// The newest holes that are told; there may be one for each time that the link broke.
    static constexpr std::size_t kMaxHoles = 100;

    bool in_hour = false; ///< somewhere in the hour window: its totals are lower bounds
    bool in_day = false;

    /// Where the day window begins with what is missing: since when it was listened to.
    std::optional<std::int64_t> listened_since_ms;

    /// What is missing between what there is in the day window, oldest first. What goes on now is
    /// not among it: that shows in the feed's link, or in that it catches up.
    std::vector<stats::Interval> holes;

    friend bool operator==(const Missing&, const Missing&) = default;
};

/// `second` is T's. `proven_ms`: beyond it a feed that is up has yet to prove that it lives, which
/// is no hole. Of a clock before 2000, which records nothing, nothing is said.
Missing missingAt(const stats::Coverage& coverage, std::int64_t second, std::int64_t proven_ms);

} // namespace livewall::engine
