// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/comparison.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <numeric>

namespace livewall::stats {

using namespace std::chrono;

Minutes weeksBefore(const Zone& zone, Minutes minutes, int weeks)
{
    const days distance(7 * weeks);
    const auto shifted = [&](std::int64_t second) {
        const sys_seconds time{seconds(second)};
        const local_seconds shown = zone.toLocal(time) - distance;
        // The offset as long ago. Between then and what is found no clock changes but where it
        // skipped what is looked for.
        return (shown.time_since_epoch() - zone.stretchAt(time - distance).offset).count();
    };
    const std::int64_t from = shifted(minutes.from);
    return {from, std::max(from, shifted(minutes.to))};
}

std::optional<std::int64_t> median(std::vector<std::int64_t> counts)
{
    if (counts.empty())
        return std::nullopt;
    std::ranges::sort(counts);
    const std::size_t middle = counts.size() / 2;
    return counts.size() % 2 == 1 ? counts[middle]
                                  : std::midpoint(counts[middle - 1], counts[middle]);
}

} // namespace livewall::stats
