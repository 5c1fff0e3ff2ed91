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
                    std::span<const Listened> feeds)
{
    WeekKnown known{};
    for (std::size_t ago = 0; ago < weeks.size(); ++ago) {
        const std::int64_t end_ms = (second + 1) * 1000;
        const auto isKnown = [&](std::int64_t from, std::int64_t to) {
            return std::ranges::all_of(feeds, [&](const Listened& feed) {
                return feed.missing_ms(from * 1000, std::min(to * 1000, end_ms)) == 0;
            });
        };
        if (isKnown(weeks[ago].startSecond(), weeks[ago].endSecond()))
            continue; // as nearly always
        // A slot may be in two pieces: what is missing of one is missing of it.
        std::array<bool, stats::kSlots> has_any{};
        std::array<bool, stats::kSlots> is_begun{};
        for (const stats::WeekCalendar::Piece& piece : weeks[ago].pieces()) {
            const std::int64_t from_ms = piece.from * 1000;
            const std::int64_t to_ms = std::min(piece.to * 1000, end_ms);
            if (from_ms >= to_ms)
                continue;
            const auto slot = static_cast<std::size_t>(piece.slot);
            is_begun[slot] = true;
            for (const Listened& feed : feeds) {
                const std::int64_t missing_ms = feed.missing_ms(from_ms, to_ms);
                has_any[slot] |= missing_ms < to_ms - from_ms;
                if (missing_ms >= kHole_ms)
                    known[ago][slot] = Known::Part;
            }
        }
        for (std::size_t slot = 0; slot < stats::kSlots; ++slot) {
            if (is_begun[slot] && !has_any[slot])
                known[ago][slot] = Known::Nothing;
        }
    }
    return known;
}

} // namespace livewall::engine
