// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/silence.h"

#include "models/stats/comparison.h"

#include <algorithm>
#include <utility>

namespace livewall::engine {

namespace {

/// What usually comes in minutes of one day; 0 where nobody can tell.
std::int64_t usualOf(stats::Minutes minutes, const stats::Board& board,
                     const stats::BoardOptions& options,
                     const std::vector<const stats::Coverage*>& coverages)
{
    if (options.holidays.nameIn(options.zone, minutes))
        return 0;
    std::vector<std::int64_t> counts;
    for (int weeks = 1; weeks < stats::kSeries; ++weeks) {
        const stats::Minutes then = stats::weeksBefore(options.zone, minutes, weeks);
        const bool is_covered = std::ranges::all_of(coverages, [&](const auto* coverage) {
            return coverage->covers(then.from * 1000, then.to * 1000);
        });
        if (is_covered && then.to - then.from == minutes.to - minutes.from &&
            !options.holidays.nameIn(options.zone, then))
            counts.push_back(board.accepted(then.from, then.to));
    }
    return stats::median(std::move(counts)).value_or(0);
}

} // namespace

std::optional<Silence> silenceSince(std::int64_t since_ms, std::int64_t now_ms,
                                    const stats::Board& board, const stats::BoardOptions& options,
                                    const std::vector<const stats::Coverage*>& coverages)
{
    constexpr std::int64_t kWeek_s = std::int64_t{7} * 86'400;
    const std::int64_t to = now_ms / 60'000 * 60;
    const std::int64_t from = std::max((since_ms + 59'999) / 60'000 * 60, to - kWeek_s);
    std::int64_t usual = 0;
    for (const stats::Minutes& part : stats::splitByDay(options.zone, {from, to}))
        usual += usualOf(part, board, options, coverages);
    if (usual < Silence::kUsual)
        return std::nullopt;
    return Silence{.since_ms = since_ms, .usual = usual};
}

} // namespace livewall::engine
