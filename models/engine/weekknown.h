// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/comparable.h"
#include "models/stats/figures.h"
#include "models/stats/weekcalendar.h"

#include <array>
#include <cstdint>
#include <span>

namespace livewall::engine {

/// How much of a slot of the week was listened to. What adds up to less than a minute is no hole:
/// a link that was made anew hides no hour.
/// Ordered from most to least.
enum class Known : std::uint8_t {
    All,
    Part,    ///< some feed was not listened to for some of it: a lower bound
    Nothing, ///< no feed was: no count
};

/// Of each week of the chart (index: weeks ago) each slot; slots after T's are All.
using WeekKnown = std::array<std::array<Known, stats::kSlots>, stats::kSeries>;

/// `weeks`: as the chart's series; `second`: T's. Without feeds all is known.
WeekKnown weekKnown(std::span<const stats::WeekCalendar> weeks, std::int64_t second,
                    std::span<const Listened> feeds);

} // namespace livewall::engine
