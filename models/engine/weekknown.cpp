// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/weekknown.h"

#include <algorithm>
#include <cstddef>

namespace livewall::engine {

namespace {

constexpr std::int64_t kHole_ms = 60'000;

} // namespace

WeekKnown weekKnown(std::span<const stats::WeekCalendar> weeks, std::int64_t second,
                    std::span<const stats::Coverage* const> coverages)
{
    WeekKnown known{};
    if (coverages.empty())
        return known;
    for (std::size_t ago = 0; ago < weeks.size(); ++ago) {
        // A slot may be in two pieces: what is missing of one is missing of it.
        std::array<bool, stats::kSlots> has_any{};
        std::array<bool, stats::kSlots> is_begun{};
        for (const stats::WeekCalendar::Piece& piece : weeks[ago].pieces()) {
            const std::int64_t from_ms = piece.from * 1000;
            const std::int64_t to_ms = std::min(piece.to, second + 1) * 1000;
            if (from_ms >= to_ms)
                continue;
            const auto slot = static_cast<std::size_t>(piece.slot);
            is_begun[slot] = true;
            for (const stats::Coverage* coverage : coverages) {
                const std::int64_t covered_ms = coverage->covered_ms(from_ms, to_ms);
                has_any[slot] |= covered_ms > 0;
                if (to_ms - from_ms - covered_ms >= kHole_ms)
                    known[ago][slot] = Known::Part;
            }
        }
        for (std::size_t slot = 0; slot < stats::kSlots; ++slot) {
            if (is_begun[slot] && !has_any[slot] && known[ago][slot] == Known::Part)
                known[ago][slot] = Known::Nothing;
        }
    }
    return known;
}

} // namespace livewall::engine
