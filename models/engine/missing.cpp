// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/missing.h"

#include "models/engine/listening.h"

#include <algorithm>

namespace livewall::engine {

Missing missingAt(const stats::Coverage& coverage, std::int64_t second, std::int64_t proven_ms)
{
    if (proven_ms < Listening::kOldest_ms)
        return {};
    // The windows as DESIGN has them; T may be ahead of a clock that was set back.
    const std::int64_t hour_ms = (second - 3599) * 1000;
    const std::int64_t day_ms = (second / 60 - 1439) * 60'000;
    std::int64_t end_ms = std::min((second + 1) * 1000, proven_ms);
    if (!coverage.isEmpty()) {
        const std::int64_t head_ms = coverage.intervals().back().to_ms;
        if (end_ms - head_ms <= Missing::kOnItsWay_ms)
            end_ms = std::min(end_ms, head_ms);
    }

    Missing missing{.in_hour = !coverage.covers(hour_ms, end_ms),
                    .in_day = !coverage.covers(day_ms, end_ms)};
    if (!missing.in_day)
        return missing;
    for (const stats::Interval& hole : coverage.holes(day_ms, end_ms)) {
        if (hole.to_ms == end_ms)
            continue;
        if (hole.from_ms == day_ms)
            missing.listened_since_ms = hole.to_ms;
        else
            missing.holes.push_back(hole);
    }
    if (missing.holes.size() > Missing::kMaxHoles)
        missing.holes.erase(missing.holes.begin(), missing.holes.end() - Missing::kMaxHoles);
    return missing;
}

} // namespace livewall::engine
