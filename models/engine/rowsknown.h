// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/verdict.h"
#include "models/stats/figures.h"

#include <bitset>
#include <cstdint>
#include <span>

namespace livewall::engine {

/// What is known of that which the rows of the top lists are seen against (stats::RowTrend). As in
/// a verdict, up to Verdict::kHole_ms missing of each of them is no hole.
struct RowsKnown
{
    bool hour_before = true; ///< the hour window as it was an hour ago
    bool day_before = true;
    std::bitset<stats::kTrendMinutes> unheard; ///< of the minutes, the oldest first
    friend bool operator==(const RowsKnown&, const RowsKnown&) = default;
};

/// At T's `second`. It must be known of all `feeds`.
RowsKnown rowsKnown(std::int64_t second, std::span<const Listened> feeds);

} // namespace livewall::engine
