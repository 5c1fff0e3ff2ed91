// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/figures.h"
#include "models/stats/zone.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace livewall::stats {

/// How one local week, Monday to Sunday by wall-clock date, lies on the line of time: the pieces of
/// UTC that belong to each of its 168 slots. Where clocks change, a slot is shorter, longer, split
/// in two or missing. Immutable.
class WeekCalendar
{
public:
    /// A stretch [from, to) of seconds since 1970 that belongs to one slot; ends on whole minutes,
    /// since every zone has had whole-minute offsets since 2000.
    struct Piece
    {
        std::int64_t from = 0;
        std::int64_t to = 0;
        int slot = 0;
    };

    WeekCalendar(const Zone& zone, std::chrono::local_days monday);

    /// The Monday of the local week in which `second` lies.
    static std::chrono::local_days mondayOf(const Zone& zone, std::int64_t second);

    std::int64_t startSecond() const { return pieces_.front().from; }
    std::int64_t endSecond() const { return pieces_.back().to; }
    const std::vector<Piece>& pieces() const { return pieces_; } ///< ordered by time

    /// The slot's whole real length in hours; 0 where the clock skipped it.
    const std::array<double, kSlots>& hours() const { return hours_; }

    /// The slot of `second`, which must lie in this week.
    int slotOf(std::int64_t second) const;

    /// The slot as one UTC hour; nothing where it is not.
    std::optional<SlotFigures::Hour> hourOf(int slot) const;

    /// Seconds of the slot before `end`.
    std::int64_t secondsBefore(int slot, std::int64_t end) const;

private:
    std::vector<Piece> pieces_;
    std::array<double, kSlots> hours_{};
};

} // namespace livewall::stats
