// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/probedtable.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace livewall::stats {

/// A store's accepted purchases in some time.
struct StoreCount
{
    std::int64_t eid = 0;
    std::int64_t accepted = 0;
    friend bool operator==(const StoreCount&, const StoreCount&) = default;
};

/// One accepted purchase.
struct StoreSale
{
    std::int64_t hour = 0; ///< since 1970
    std::int64_t eid = 0;
};

/// What the stores sold in each UTC hour of the last five weeks, as far as it takes to say which of
/// them are missing now: of an hour that is over, its kKept largest stores, and how much any other
/// can have sold at most. What is answered is exact or nothing: never a guess.
///
/// An hour is open, and known of all its stores, until it is closed: by close(), or because kOpen
/// others were added to since. What still comes in for a closed one counts; of a store that was not
/// kept it only makes that bound larger. Memory grows with the stores of kOpen hours. Not
/// thread-safe.
class StoreHours
{
    struct Store
    {
        std::int64_t eid = 0;
        friend bool operator==(Store, Store) = default;
        friend std::size_t hash_value(Store store)
        {
            return spread(static_cast<std::uint64_t>(store.eid));
        }
    };
    struct alignas(16) Count
    {
        Store key;
        std::int64_t accepted = 0;

        bool isVacant() const { return key.eid == 0; } // EIDs are from 1 on
    };
    using Counts = ProbedTable<Count>;

public:
    static constexpr std::size_t kKept = 100; ///< stores of a closed hour
    /// Hours. What comes in any order within the dedupe horizon, a day, comes while no more others
    /// do than those of a day before and of one after it.
    static constexpr std::size_t kOpen = 50;
    static constexpr std::int64_t kHours = 36 * 24; ///< closed ones, with the newest

    /// One hour as it is known.
    class Hour
    {
    public:
        /// The stores that surely are among its `ranks` largest (ties by EID ascending), in that
        /// order; fewer where one that was not kept may have sold as many.
        std::span<const StoreCount> largest(std::size_t ranks) const;

        /// What the store sold; nothing where that is not known.
        std::optional<std::int64_t> accepted(std::int64_t eid) const;

        /// What it sold at most.
        std::int64_t acceptedAtMost(std::int64_t eid) const;

    private:
        friend class StoreHours;
        const StoreCount* find(std::int64_t eid) const;
        void close(const Counts& counts);
        void add(const StoreCount& added);
        void sort();

        std::vector<StoreCount> largest_; ///< by accepted, descending, and EID
        std::int64_t others_at_most_ = 0; ///< what a store not among them sold
    };

    /// Counts purchases of an hour (since 1970). Hours may come in any order.
    void add(std::int64_t hour, std::int64_t eid, std::int64_t accepted);
    void add(std::span<const StoreSale> sales);

    /// The hours of [from, to) are over; so is any that is kOpen hours older than the last of them.
    void close(std::int64_t from, std::int64_t to);

    /// Of an hour to which nothing was added, all is 0; likewise, whatever it was, of one that is
    /// older than kHours.
    Hour at(std::int64_t hour) const;

private:
    struct Open
    {
        Counts counts;
        std::uint64_t touched = 0; ///< greater: later
    };

    Open& open(std::int64_t hour);
    void closeOne(std::int64_t hour);
    void closeLeastRecent();
    void letGoOfOld();

    std::map<std::int64_t, Open> open_;
    std::map<std::int64_t, Hour> closed_;
    std::uint64_t touches_ = 0;
    std::size_t last_closed_stores_ = 0; ///< of the hour that was closed last: of others to expect
    std::int64_t last_hour_ = -1;        ///< the one added to last, of open_
    Open* last_open_ = nullptr;
};

} // namespace livewall::stats
