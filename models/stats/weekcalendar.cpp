// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/weekcalendar.h"

#include <algorithm>
#include <cassert>

namespace livewall::stats {

using namespace std::chrono;

namespace {
// No zone is further from UTC: a week widened by it on both sides holds the local one.
constexpr std::chrono::hours kFurthestOffset(26);
} // namespace

WeekCalendar::WeekCalendar(const Zone& zone, local_days monday)
{
    const local_seconds week_begin = monday;
    const local_seconds week_end = monday + days(7);
    sys_seconds from(week_begin.time_since_epoch() - kFurthestOffset);
    const sys_seconds end(week_end.time_since_epoch() + kFurthestOffset);

    std::array<seconds, kSlots> lengths{};
    while (from < end) {
        const Zone::Stretch stretch = zone.stretchAt(from);
        const sys_seconds to = std::min(stretch.end, end);
        const local_seconds local_to =
            std::min(local_seconds(to.time_since_epoch() + stretch.offset), week_end);
        local_seconds local =
            std::max(local_seconds(from.time_since_epoch() + stretch.offset), week_begin);
        while (local < local_to) {
            const auto hour = floor<std::chrono::hours>(local);
            const local_seconds next =
                std::min<local_seconds>(hour + std::chrono::hours(1), local_to);
            const int slot = static_cast<int>((hour - week_begin) / std::chrono::hours(1));
            pieces_.push_back({(local - stretch.offset).time_since_epoch().count(),
                               (next - stretch.offset).time_since_epoch().count(), slot});
            lengths[static_cast<std::size_t>(slot)] += next - local;
            local = next;
        }
        from = to;
    }
    std::ranges::transform(lengths, hours_.begin(), [](seconds length) {
        return static_cast<double>(length.count()) / 3600.0;
    });
}

local_days WeekCalendar::mondayOf(const Zone& zone, std::int64_t second)
{
    const auto day = floor<days>(zone.toLocal(sys_seconds(seconds(second))));
    return day - (weekday(day) - Monday);
}

int WeekCalendar::slotOf(std::int64_t second) const
{
    const auto after = std::ranges::upper_bound(pieces_, second, {}, &Piece::from);
    assert(after != pieces_.begin());
    return std::prev(after)->slot;
}

std::optional<SlotFigures::Hour> WeekCalendar::hourOf(int slot) const
{
    constexpr std::int64_t kHour_s = 3600;
    const auto piece = std::ranges::find(pieces_, slot, &Piece::slot);
    if (piece == pieces_.end() || hours_[static_cast<std::size_t>(slot)] != 1.0 ||
        piece->from % kHour_s != 0 || piece->to - piece->from != kHour_s)
        return std::nullopt;
    return SlotFigures::Hour{piece->from, piece->to};
}

std::int64_t WeekCalendar::secondsBefore(int slot, std::int64_t end) const
{
    std::int64_t total = 0;
    for (const Piece& piece : pieces_) {
        if (piece.slot == slot && piece.from < end)
            total += std::min(piece.to, end) - piece.from;
    }
    return total;
}

} // namespace livewall::stats
