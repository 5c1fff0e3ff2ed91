// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/currency.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livewall::stats {

inline constexpr int kTopRows = 10;

inline constexpr std::int64_t kTrendMinutes = 60;

/// What a row of a list is seen against. `rank_before`: its rank in the same list at the last
/// second of the 61st minute before T's own, when the hour was the 60 minutes and the day the 1440
/// minutes that end there; nothing where it had sold nothing in them.
struct RowTrend
{
    std::optional<std::int64_t> rank_before;
    /// Accepted purchases in each of the 60 whole minutes before T's own, oldest first; beside the
    /// excluding list without its countries.
    std::array<std::int64_t, kTrendMinutes> minutes{};

    friend bool operator==(const RowTrend&, const RowTrend&) = default;
};

/// One store of a top list.
struct TopRow
{
    std::int64_t eid = 0;
    std::string merchant;     ///< "" where no name is known
    std::int64_t count = 0;   ///< accepted purchases in the window, all currencies
    std::int64_t average = 0; ///< per accepted purchase in `currency`, its minor unit, half to even
    event::Currency currency; ///< of most purchases; ties: code ascending
    bool mixed = false;       ///< sold in other currencies too
    RowTrend trend;

    friend bool operator==(const TopRow&, const TopRow&) = default;
};

/// A window's stores by accepted purchases, descending, ties by EID ascending; at most kTopRows.
struct TopTable
{
    std::vector<TopRow> rows;
    std::int64_t total = 0;    ///< accepted purchases of all stores
    std::int64_t attempts = 0; ///< accepted and not accepted

    /// Accepted purchases of the stores below that rank.
    std::int64_t othersBelow(std::size_t rank) const
    {
        std::int64_t rest = total;
        for (std::size_t i = 0; i < std::min(rank, rows.size()); ++i)
            rest -= rows[i].count;
        return rest;
    }

    friend bool operator==(const TopTable&, const TopTable&) = default;
};

inline constexpr int kSlots = 168; ///< (local weekday, local hour) from Monday 00
inline constexpr int kSeries = 4;  ///< this week and the three before

/// One week of the chart. A slot is nothing where the clock skipped it, or after T's own slot.
struct WeekSeries
{
    std::array<std::optional<std::int64_t>, kSlots> counts; ///< accepted purchases
    std::array<double, kSlots> hours{}; ///< the slot's whole real length in hours

    friend bool operator==(const WeekSeries&, const WeekSeries&) = default;
};

struct WeekFigures
{
    std::int64_t start_second = 0;          ///< the week's first instant: Monday's local midnight
    std::array<WeekSeries, kSeries> series; ///< index: weeks ago
    int current_slot = 0;                   ///< the slot of T; partial
    double elapsed_hours = 0;               ///< of the current slot, up to and with T's second

    friend bool operator==(const WeekFigures&, const WeekFigures&) = default;
};

/// A store that is usual in T's slot of the week: among the kTopRows of it in at least two of the
/// three weeks before.
struct SlotStore
{
    /// One of those weeks.
    struct Before
    {
        std::optional<std::int64_t> accepted; ///< in the whole slot; nothing: not known
        std::int64_t at_most = 0;             ///< that, or what it can have been where not known
        bool was_top = false;                 ///< among its kTopRows
        friend bool operator==(const Before&, const Before&) = default;
    };

    std::int64_t eid = 0;
    std::string merchant;                     ///< "" where no name is known
    std::int64_t so_far = 0;                  ///< accepted in SlotFigures::minutes
    std::array<Before, kSeries - 1> before{}; ///< the week before first

    friend bool operator==(const SlotStore&, const SlotStore&) = default;
};

/// T's slot of the week by store, where it and the same of the weeks before are UTC hours, by which
/// stores are kept: not where clocks changed, nor in a zone of half hours.
struct SlotFigures
{
    /// A slot as [from, to) in seconds; nothing: it is no such hour.
    struct Hour
    {
        std::int64_t from = 0;
        std::int64_t to = 0;
        friend bool operator==(const Hour&, const Hour&) = default;
    };
    std::array<std::optional<Hour>, kSeries> hours{}; ///< index: weeks ago
    std::int64_t minutes = 0;                         ///< whole ones of T's, before T's own minute
    std::vector<SlotStore> stores;                    ///< by EID

    friend bool operator==(const SlotFigures&, const SlotFigures&) = default;
};

/// Everything that the screens and the report count, at one instant.
struct Figures
{
    std::int64_t at_ms = 0; ///< T
    TopTable hour;
    TopTable hour_excluding;
    TopTable day;
    std::int64_t last_minute = 0; ///< accepted in the 60 one-second buckets ending with T's own
    WeekFigures week;
    SlotFigures slot;

    friend bool operator==(const Figures&, const Figures&) = default;
};

} // namespace livewall::stats
