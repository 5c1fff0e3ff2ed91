// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekpens.h"

namespace livewall::widgets {
namespace {

// In u.
constexpr double kThisWeek = 0.45;
constexpr double kPastWeek = 0.2;
constexpr double kDeploy = 0.15;
constexpr double kDot = 1.2;

} // namespace

WeekPens::WeekPens(const Units& units, const Theme& theme, bool is_stale)
    : this_week(is_stale ? theme.stale : theme.accent, units.u(kThisWeek), Qt::SolidLine,
                Qt::RoundCap, Qt::RoundJoin)
    , past_week(theme.outline, units.u(kPastWeek), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)
    , this_hour(this_week)
    , deploy(theme.warn, units.u(kDeploy))
    , dot_radius(units.u(kDot) / 2)
{
    // An hour is 0.93 u wide: a level line has room for one gap before the dot, so it comes first.
    this_hour.setCapStyle(Qt::FlatCap);
    this_hour.setDashPattern({1.4, 0.9});
    this_hour.setDashOffset(1.4);
}

} // namespace livewall::widgets
