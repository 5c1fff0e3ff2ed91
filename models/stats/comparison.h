// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/zone.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace livewall::stats {

/// [from, to) in seconds since 1970, on whole minutes.
struct Minutes
{
    std::int64_t from = 0;
    std::int64_t to = 0;
    friend bool operator==(const Minutes&, const Minutes&) = default;
};

/// When clocks in the zone showed the same some weeks before. What they showed twice or never
/// there is at most the clock change's hour off.
Minutes weeksBefore(const Zone& zone, Minutes minutes, int weeks);

/// The middle one; of an even number, the mean of the middle two, rounded down. Nothing of none.
std::optional<std::int64_t> median(std::vector<std::int64_t> counts);

} // namespace livewall::stats
