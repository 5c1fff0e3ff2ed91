// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/instant.h"

#include <utility>

namespace livewall::engine {

Snapshot instant(stats::Board& board, const stats::BoardOptions& options,
                 std::span<const Listened> feeds, std::int64_t at_ms,
                 const std::optional<Verdict>& doubt)
{
    const std::int64_t second = board.second();
    stats::Figures figures = second > 0 ? board.figures(at_ms) : stats::Figures{.at_ms = at_ms};
    const Comparable comparable(options, feeds);
    Desk at_desk = second > 0 ? desk(board, comparable, doubt) : Desk();
    const Verdict verdict = !at_desk.scopes.empty() ? at_desk.scopes.front().verdict
                            : doubt                 ? *doubt
                                                    : judge(board, comparable);
    std::vector<UsualStore> usual_stores = usualStores(figures.slot, comparable);
    return {.wall_ms = at_ms,
            .figures = std::move(figures),
            .verdict = verdict,
            .rows_known = rowsKnown(second, comparable),
            .week_known = weekKnown(board.weeks(), second, feeds),
            .week_holidays = stats::weekHolidays(options.holidays, options.zone, second),
            .deploys = board.deploys(),
            .desk = std::move(at_desk),
            .usual_stores = std::move(usual_stores),
            .zone = options.zone.name(),
            .exclude = options.exclude,
            .day_places = board.dayPlaces(),
            .recent = board.recent()};
}

} // namespace livewall::engine
