// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/rowsknown.h"

#include <cstddef>

namespace livewall::engine {

RowsKnown rowsKnown(std::int64_t second, const Comparable& comparable)
{
    constexpr std::int64_t kHour_s = 3600;
    constexpr std::int64_t kDay_s = 86'400;
    const auto isKnown = [&](std::int64_t from, std::int64_t to) {
        return comparable.isKnown({from, to});
    };
    const std::int64_t minute = second / 60 * 60;
    RowsKnown known{.hour_before = isKnown(minute - 2 * kHour_s, minute - kHour_s),
                    .day_before = isKnown(minute - kHour_s - kDay_s, minute - kHour_s),
                    .unheard = {}};
    if (isKnown(minute - kHour_s, minute))
        return known; // as nearly always
    for (std::size_t i = 0; i < known.unheard.size(); ++i) {
        const std::int64_t from = minute - kHour_s + static_cast<std::int64_t>(i) * 60;
        known.unheard[i] = !isKnown(from, from + 60);
    }
    return known;
}

} // namespace livewall::engine
