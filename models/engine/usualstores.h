// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/comparable.h"
#include "models/stats/figures.h"

#include <cstdint>
#include <string>
#include <vector>

namespace livewall::engine {

/// A store that is usual in T's hour of the week: among its top ten in at least two of the three
/// weeks before, as far as these may be compared with.
struct UsualStore
{
    /// DESIGN 3, Ghost row: fewer are not expected, and of them a ghost has sold under a fifth once
    /// so many minutes of the hour have passed.
    static constexpr std::int64_t kGhostExpected = 30;
    static constexpr std::int64_t kGhostPart = 5;
    static constexpr std::int64_t kGhostMinutes = 15;

    std::int64_t eid = 0;
    std::string merchant;      ///< "" where no name is known
    std::int64_t expected = 0; ///< the median of the weeks, pro rata by the minute, rounded down
    std::int64_t so_far = 0;   ///< accepted in the same whole minutes
    bool is_ghost = false;

    std::int64_t missing() const { return expected - so_far; }
    friend bool operator==(const UsualStore&, const UsualStore&) = default;
};

/// Those of whom most is missing first; ties by EID. None where T's hour is not known so far, or is
/// of a holiday; nor any of whom the weeks' median is not known.
std::vector<UsualStore> usualStores(const stats::SlotFigures& slot, const Comparable& comparable);

} // namespace livewall::engine
