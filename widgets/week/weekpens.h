// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPen>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"

namespace livewall::widgets {

/// The lines of the week, in the plot and in its legend.
struct WeekPens
{
    QPen this_week;
    QPen past_week;
    QPen this_hour; ///< dashed
    QPen deploy;
    double dot_radius; ///< pixels; ends this hour's line

    /// Stale: this week is no longer now, so it loses the accent.
    WeekPens(const Units& units, const Theme& theme, bool is_stale);
};

} // namespace livewall::widgets
