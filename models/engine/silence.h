// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/board.h"
#include "models/stats/coverage.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace livewall::engine {

/// No live feed has given a proof that it lives, for so long that purchases should have come.
struct Silence
{
    /// Where fewer usually come nobody can tell.
    static constexpr std::int64_t kUsual = 20;

    std::int64_t since_ms = 0; ///< by the wall's clock: the last proof of any of them
    std::int64_t usual = 0;    ///< accepted purchases of all feeds that usually come in that time

    friend bool operator==(const Silence&, const Silence&) = default;
};

/// Judges that nothing has come since then. Usual is the median over those of the three weeks
/// before, at the same local times, that each of `coverages` covers; summed day by day without the
/// holidays of either side, so that a silence which is one stays one when a holiday begins. Whole
/// minutes, and the last week at most, so that no silence is compared with itself. Counts up to a
/// week's minutes three times: not for each picture.
std::optional<Silence> silenceSince(std::int64_t since_ms, std::int64_t now_ms,
                                    const stats::Board& board, const stats::BoardOptions& options,
                                    const std::vector<const stats::Coverage*>& coverages);

} // namespace livewall::engine
