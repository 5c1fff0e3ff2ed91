// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/comparable.h"
#include "models/stats/figures.h"

#include <bitset>
#include <cstdint>

namespace livewall::engine {

/// What is known of that which the rows of the top lists are seen against (stats::RowTrend). As in
/// a verdict, up to Comparable::kHole_ms missing of each of them is no hole.
struct RowsKnown
{
    bool hour_before = true; ///< the hour window as it was an hour ago
    bool day_before = true;
    std::bitset<stats::kTrendMinutes> unheard; ///< of the minutes, the oldest first
    friend bool operator==(const RowsKnown&, const RowsKnown&) = default;
};

/// At T's `second`.
RowsKnown rowsKnown(std::int64_t second, const Comparable& comparable);

} // namespace livewall::engine
