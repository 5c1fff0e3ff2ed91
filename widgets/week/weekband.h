// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/view/wallview.h"

namespace livewall::widgets {

/// What the weeks before spanned at one x: both in purchases an hour.
struct BandPoint
{
    double x = 0;
    double least = 0;
    double most = 0;
    friend bool operator==(const BandPoint&, const BandPoint&) = default;
};

/// Least to most of the weeks before under today, midnight to midnight, as stretches without a
/// gap. Empty where fewer than two weeks can be compared: one has no span.
std::vector<std::vector<BandPoint>> todaysBand(const view::WeekView& week);

} // namespace livewall::widgets
