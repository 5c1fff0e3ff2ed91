// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/delta.h"
#include "models/stats/figures.h"
#include "models/stats/merchantnames.h"
#include "models/stats/minutelines.h"
#include "models/stats/probedtable.h"
#include "models/stats/storehours.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace livewall::stats {

/// The hour window, the same without some countries, and the day window, each exact at T's second
/// at any time: the hour is the 3600 one-second buckets ending with T's own second, the day the
/// 1440 one-minute buckets ending with T's own minute. Both also as they were an hour before, to
/// the minute, for the ranks that stores had then (RowTrend).
///
/// Each bucket remembers what it was given, by cell (store, country, currency). The windows' sums
/// are brought up to date when somebody asks for them, or by settle(), and what a bucket added is
/// taken away when it leaves its window: what comes and goes while nobody looks is never summed.
/// Adding, summing and expiring cost a few instructions an event, whatever the windows hold. Memory
/// grows with the distinct cells of each bucket, not with events; a cell that has left all windows
/// is given back. What leaves them, or comes too late for them, goes to the stores' hours.
class Windows
{
public:
    /// `exclude`: the countries that the excluding list leaves out.
    explicit Windows(std::vector<event::Country> exclude);

    /// Counts deltas of T's second or before; what lies before a window is not in it.
    void add(std::span<const Delta> deltas);
    void add(const Delta& delta) { add(std::span(&delta, 1)); }

    /// Moves T to `second`; never back.
    void advance(std::int64_t second);

    /// Nothing before it is in any of the windows.
    std::int64_t firstSecond() const { return firstSecondAt(now_); }
    /// Likewise, where T is that one.
    static std::int64_t firstSecondAt(std::int64_t second)
    {
        return (second / 60 - kRing + 1) * 60;
    }

    /// Sums up what has come since the call before, so that tables cost no more than themselves.
    void settle();

    /// Without trends.
    TopTable hour(const MerchantNames& names);
    TopTable hourExcluding(const MerchantNames& names);
    TopTable day(const MerchantNames& names);

    /// A store's whole minutes before T's own, oldest first.
    struct StoreMinutes
    {
        std::int64_t eid = 0;
        std::array<std::int64_t, kTrendMinutes> accepted{};
    };
    static constexpr std::size_t kMostOthers = MinuteLines::kMost - 3 * kTopRows;

    /// Fills in what the rows of the three lists of now are seen against, and the minutes of other
    /// stores, at most kMostOthers.
    void addTrends(TopTable& hour, TopTable& hour_excluding, TopTable& day,
                   std::span<StoreMinutes> others = {});

    /// What the stores sold in the hours that have left the windows.
    const StoreHours& storeHours() const { return store_hours_; }

    /// Counts what lies before firstSecond(), by its hour since 1970.
    void addLeft(std::int64_t hour, std::int64_t eid, std::int64_t accepted)
    {
        store_hours_.add(hour, eid, accepted);
    }
    void addLeft(std::span<const StoreSale> sales) { store_hours_.add(sales); }

    /// The hours of [from, to), since 1970, have left, and nothing of them waits elsewhere.
    void closeLeft(std::int64_t from, std::int64_t to) { store_hours_.close(from, to); }

    /// Accepted purchases in the 60 one-second buckets ending with T's own.
    std::int64_t lastMinute() const;

private:
    static constexpr std::int64_t kHour = 3600; ///< one-second buckets
    static constexpr std::int64_t kDay = 1440;  ///< one-minute buckets
    static constexpr std::int64_t kBefore = 61; ///< so many minutes before T's own end those before
    static constexpr std::int64_t kRing = kDay + kBefore; ///< minutes kept
    static constexpr std::uint32_t kNone = UINT32_MAX;

    /// A window's share of a cell.
    struct Share
    {
        std::int64_t accepted = 0;
        event::Int128 sum = 0;
    };
    struct CellKey
    {
        std::int64_t eid;
        event::Country country;
        event::Currency currency;
        friend bool operator==(const CellKey&, const CellKey&) = default;
        friend std::size_t hash_value(const CellKey& key)
        {
            const std::uint64_t codes =
                (std::uint64_t{key.country.value()} << 16) | std::uint64_t{key.currency.index()};
            return spread(static_cast<std::uint64_t>(key.eid) + (codes << 32));
        }
    };
    struct Cell
    {
        CellKey key;
        std::uint32_t merchant = kNone;
        std::uint32_t next = kNone; ///< of the same merchant
        std::uint32_t previous = kNone;
        bool excluded = false;
        Share hour;
        Share day;
    };
    struct Merchant
    {
        std::int64_t eid = 0;
        std::uint32_t first_cell = kNone;
    };
    /// Accepted purchases of each merchant in one window, side by side: drawing up a list reads all
    /// of them.
    using Counts = std::vector<std::int64_t>;
    struct Entry
    {
        std::uint32_t cell;
        std::uint32_t accepted;
        std::uint32_t not_accepted;
        std::int64_t sum;
    };
    struct Bucket
    {
        std::vector<Entry> entries;
        std::size_t distinct = 0; ///< entries after the last merging, and firsts of cells since
        std::size_t settled = 0;  ///< entries that are in the window's sums, the first ones
        bool is_due = false;      ///< it is among those to settle
    };
    /// Where a cell is, the newest second that it was used for, and where it was last put in a
    /// bucket of each kind: a guess, for a purchase of the same minute or second mostly follows.
    struct alignas(32) Known
    {
        CellKey key{};
        std::uint32_t cell = kNone;
        std::uint32_t second = 0; ///< since 1970: good until 2106
        std::uint32_t in_minute = kNone;
        std::uint32_t in_second = kNone;

        bool isVacant() const { return cell == kNone; }
    };
    /// Where what happened in a second goes. Most deltas are of the same one as those before.
    struct Spot
    {
        std::int64_t second = -1;
        std::uint32_t first_second = 0; ///< of the minute
        std::size_t minute_place = 0;
        std::size_t second_place = 0;
        bool is_kept = false; ///< in one of the windows
        bool is_in_hour = false;
    };
    struct Total
    {
        std::int64_t accepted = 0;
        std::int64_t not_accepted = 0;
    };
    struct Scope ///< which counts a list is made of
    {
        Counts Windows::*counts;
        Share Cell::*share;
        bool excluding;
    };

    /// What sums are brought up to date by: an entry, how often it is added, and whose it is, a
    /// second or a minute since 1970.
    using Sum = void (Windows::*)(const Entry& entry, std::int64_t times, std::int64_t when);
    /// Ranks that stores had, as long as they stand.
    struct RanksBefore
    {
        std::uint64_t version = 0;
        std::vector<std::uint32_t> merchants;
        std::vector<std::optional<std::int64_t>> ranks;
    };

    static std::size_t secondPlace(std::int64_t second)
    {
        return static_cast<std::size_t>(second % kHour);
    }
    static std::size_t minutePlace(std::int64_t minute)
    {
        return static_cast<std::size_t>(minute % kRing);
    }
    static CellKey keyOf(const Delta& delta) { return {delta.eid, delta.country, delta.currency}; }
    Spot spotOf(std::int64_t second) const;
    void addOne(const Delta& delta);
    Known& newKnown(const CellKey& key);
    std::uint32_t newCell(const CellKey& key);
    void releaseUnused();
    void release(std::uint32_t cell);
    void addParts(Delta delta);
    template <Sum sum>
    bool addTo(Bucket& bucket, std::uint32_t place, const Entry& entry, std::int64_t when);
    static std::uint32_t put(Bucket& bucket, const Entry& entry, bool is_first);
    static void noteDue(Bucket& bucket, std::size_t place, std::vector<std::size_t>& due);
    static bool fitsEntry(const Delta& delta);
    static Entry entryOf(std::uint32_t cell, const Delta& delta);
    static bool mergeInto(Entry& entry, const Entry& added);
    static void merge(Bucket& bucket);
    static void empty(Bucket& bucket);
    std::int64_t minuteAt(std::size_t place) const;
    void sumHour(const Entry& entry, std::int64_t times, std::int64_t second);
    void sumMinute(const Entry& entry, std::int64_t times, std::int64_t minute);
    void sumDay(const Entry& entry, std::int64_t times);
    void sumHourBefore(const Entry& entry, std::int64_t times);
    void sumDayBefore(const Entry& entry, std::int64_t times);
    void expireSecond(std::int64_t second);
    void beginMinute(std::int64_t minute);
    void leave(const Bucket& bucket, std::int64_t minute);
    void handOver(std::uint32_t merchant);
    void handOverAll();
    void followRows(const std::vector<std::uint32_t>& merchants);
    std::vector<std::uint32_t> merchantsOf(const TopTable& table) const;
    const RanksBefore& ranksBefore(const Counts& counts, RanksBefore& known,
                                   std::vector<std::uint32_t> merchants) const;
    TopTable top(const Scope& scope, const Total& total, const MerchantNames& names) const;
    bool isAhead(const Counts& counts, std::uint32_t a, std::uint32_t b) const;
    std::vector<std::uint32_t> best(const Counts& counts) const;
    TopRow row(std::uint32_t merchant, const Scope& scope, const MerchantNames& names) const;

    std::vector<event::Country> exclude_;
    std::int64_t now_ = 0; ///< T's second

    std::array<Bucket, kHour> seconds_;
    std::array<Bucket, kRing> minutes_;
    std::array<std::int64_t, kHour> accepted_by_second_{};

    std::vector<std::size_t> due_seconds_; ///< places to settle
    std::vector<std::size_t> due_minutes_;

    Spot spot_; ///< of the last delta; not since T has moved
    ProbedTable<Known> cell_index_;
    boost::unordered_flat_map<std::int64_t, std::uint32_t> merchant_index_;
    std::vector<Cell> cells_;
    std::vector<Merchant> merchants_;
    Counts hour_counts_; ///< of merchants_, as are those that follow
    Counts hour_excluding_counts_;
    Counts day_counts_;
    Counts hour_before_counts_;
    Counts hour_before_excluding_counts_;
    Counts day_before_counts_;
    Counts leaving_counts_;         ///< in those minutes of leaving_hour_ that have left
    std::int64_t leaving_hour_ = 0; ///< since 1970
    StoreHours store_hours_;
    std::uint64_t before_version_ = 1; ///< of the three before; grows whenever one changes
    MinuteLines lines_;
    RanksBefore hour_ranks_;
    RanksBefore hour_excluding_ranks_;
    RanksBefore day_ranks_;
    std::vector<std::uint32_t> free_cells_;
    std::vector<std::uint32_t> free_merchants_;
    std::size_t cells_after_release_ = 0;

    Total hour_;
    Total hour_excluding_;
    Total day_;
};

} // namespace livewall::stats
