// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/windows.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace livewall::stats {

namespace {

/// What a bucket has room for from its first entry on, and keeps when it is emptied.
constexpr std::size_t kFirstEntries = 32;

/// How far ahead of what is put in a bucket memory is fetched, in bytes.
constexpr std::size_t kAhead = 192;

/// Purchases that an entry counts at most; where there are more, there are several entries.
constexpr std::int64_t kMostInEntry = std::numeric_limits<std::uint32_t>::max();

/// What a bucket may hold beside twice its cells, before it is merged.
constexpr std::size_t kSpareEntries = 256;

/// Calls each(place) for the counts of at least `least`, which may grow on the way. Nearly all are
/// turned away, many at a time.
void forEachAtLeast(std::span<const std::int64_t> counts, const std::int64_t& least,
                    const auto& each)
{
    const auto consider = [&](std::size_t place) {
        if (counts[place] >= least)
            each(static_cast<std::uint32_t>(place));
    };
    constexpr std::size_t kBlock = 64;
    std::size_t at = 0;
    for (; at + kBlock <= counts.size(); at += kBlock) {
        std::int64_t signs = -1; // negative where all are less
        for (std::size_t i = 0; i < kBlock; ++i)
            signs &= counts[at + i] - least;
        for (std::size_t i = 0; signs >= 0 && i < kBlock; ++i)
            consider(at + i);
    }
    for (; at < counts.size(); ++at)
        consider(at);
}

} // namespace

Windows::Windows(std::vector<event::Country> exclude) : exclude_(std::move(exclude)) {}

void Windows::add(std::span<const Delta> deltas)
{
    constexpr std::size_t kSoon = 16;
    for (const Delta& delta : deltas.first(std::min(kSoon, deltas.size())))
        cell_index_.prefetch(keyOf(delta));
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        if (i + kSoon < deltas.size())
            cell_index_.prefetch(keyOf(deltas[i + kSoon]));
        addOne(deltas[i]);
    }
}

Windows::Spot Windows::spotOf(std::int64_t second) const
{
    assert(second <= now_);
    const std::int64_t minute = second / 60;
    return {.second = second,
            .first_second = static_cast<std::uint32_t>(minute * 60),
            .minute_place = minutePlace(minute),
            .second_place = secondPlace(second),
            .is_kept = minute > now_ / 60 - kRing, // The hour lies within the day.
            .is_in_hour = second > now_ - kHour};
}

inline void Windows::addOne(const Delta& delta)
{
    if (delta.second != spot_.second) {
        spot_ = spotOf(delta.second);
        // The next second's bucket is most likely wanted next.
        const Bucket& next = seconds_[secondPlace(delta.second + 1)];
        if (const Entry* const room = next.entries.data(); room != nullptr) {
            for (std::size_t at = 0; at < kAhead; at += 64)
                __builtin_prefetch(reinterpret_cast<const char*>(room) + at, 1);
        }
    }
    if (!spot_.is_kept) {
        if (delta.accepted > 0)
            store_hours_.add(delta.second / 3600, delta.eid, delta.accepted);
        return;
    }
    if (!fitsEntry(delta)) [[unlikely]] {
        addParts(delta);
        return;
    }
    const CellKey key = keyOf(delta);
    Known* known = cell_index_.find(key);
    if (known == nullptr) [[unlikely]]
        known = &newKnown(key);
    // What was used before this minute (second) only cannot be in its bucket yet.
    const auto second = static_cast<std::uint32_t>(delta.second);
    const bool is_first_in_minute = known->second < spot_.first_second;
    const bool is_first_in_second = known->second < second;
    known->second = std::max(known->second, second);

    const Entry entry = entryOf(known->cell, delta);
    Bucket& minute_bucket = minutes_[spot_.minute_place];
    if (is_first_in_minute ||
        !addTo<&Windows::sumMinute>(minute_bucket, known->in_minute, entry, delta.second / 60)) {
        known->in_minute = put(minute_bucket, entry, is_first_in_minute);
        noteDue(minute_bucket, spot_.minute_place, due_minutes_);
    }
    if (!spot_.is_in_hour)
        return;

    Bucket& second_bucket = seconds_[spot_.second_place];
    if (is_first_in_second ||
        !addTo<&Windows::sumHour>(second_bucket, known->in_second, entry, delta.second)) {
        known->in_second = put(second_bucket, entry, is_first_in_second);
        noteDue(second_bucket, spot_.second_place, due_seconds_);
    }
    accepted_by_second_[spot_.second_place] += delta.accepted;
}

/// A delta of more than an entry's fields hold.
void Windows::addParts(Delta delta)
{
    constexpr event::Int128 most_sum = std::numeric_limits<std::int64_t>::max();
    while (delta.accepted > 0 || delta.not_accepted > 0 || delta.sum != 0) {
        Delta part = delta;
        part.accepted = std::min(delta.accepted, kMostInEntry);
        part.not_accepted = std::min(delta.not_accepted, kMostInEntry);
        part.sum = std::clamp(delta.sum, -most_sum, most_sum);
        add(part);
        delta.accepted -= part.accepted;
        delta.not_accepted -= part.not_accepted;
        delta.sum -= part.sum;
    }
}

bool Windows::fitsEntry(const Delta& delta)
{
    return delta.accepted <= kMostInEntry && delta.not_accepted <= kMostInEntry &&
           static_cast<std::int64_t>(delta.sum) == delta.sum;
}

Windows::Entry Windows::entryOf(std::uint32_t cell, const Delta& delta)
{
    return {.cell = cell,
            .accepted = static_cast<std::uint32_t>(delta.accepted),
            .not_accepted = static_cast<std::uint32_t>(delta.not_accepted),
            .sum = static_cast<std::int64_t>(delta.sum)};
}

/// Adds one entry of a cell to another. False, and nothing is done, where they do not fit one.
bool Windows::mergeInto(Entry& entry, const Entry& added)
{
    Entry both = entry;
    if (__builtin_add_overflow(entry.accepted, added.accepted, &both.accepted) ||
        __builtin_add_overflow(entry.not_accepted, added.not_accepted, &both.not_accepted) ||
        __builtin_add_overflow(entry.sum, added.sum, &both.sum))
        return false;
    entry = both;
    return true;
}

/// Adds an entry to that of its cell where `place` says that this is. False where it is not there,
/// or where it has no room.
template <Windows::Sum sum>
bool Windows::addTo(Bucket& bucket, std::uint32_t place, const Entry& entry, std::int64_t when)
{
    if (place >= bucket.entries.size() || bucket.entries[place].cell != entry.cell ||
        !mergeInto(bucket.entries[place], entry))
        return false;
    if (place < bucket.settled)
        (this->*sum)(entry, 1, when);
    return true;
}

/// Puts an entry in a bucket and gives its place. `is_first`: the bucket has none of its cell.
std::uint32_t Windows::put(Bucket& bucket, const Entry& entry, bool is_first)
{
    const auto place = static_cast<std::uint32_t>(bucket.entries.size());
    if (bucket.entries.capacity() == 0)
        bucket.entries.reserve(kFirstEntries);
    bucket.entries.push_back(entry);
    // What comes next lies where nobody has been for an hour (a day): ask for it now.
    __builtin_prefetch(reinterpret_cast<const char*>(&bucket.entries.back()) + kAhead, 1);
    if (is_first)
        ++bucket.distinct;
    // Where guesses fail, merging whenever it has doubled keeps the size within a few times its
    // cells at a constant cost an entry.
    else if (bucket.entries.size() >= 2 * bucket.distinct + kSpareEntries)
        merge(bucket);
    return place;
}

void Windows::noteDue(Bucket& bucket, std::size_t place, std::vector<std::size_t>& due)
{
    if (bucket.is_due || bucket.settled == bucket.entries.size())
        return;
    bucket.is_due = true;
    due.push_back(place);
}

/// The minute since 1970 whose bucket is there.
std::int64_t Windows::minuteAt(std::size_t place) const
{
    const std::int64_t minute = now_ / 60;
    const auto back = (minutePlace(minute) + kRing - place) % kRing;
    return minute - static_cast<std::int64_t>(back);
}

void Windows::settle()
{
    const auto settle = [this](Bucket& bucket, auto sum, std::int64_t when) {
        for (std::size_t i = bucket.settled; i < bucket.entries.size(); ++i)
            (this->*sum)(bucket.entries[i], 1, when);
        bucket.settled = bucket.entries.size();
        bucket.is_due = false;
    };
    for (const std::size_t place : due_seconds_)
        settle(seconds_[place], &Windows::sumHour, 0);
    for (const std::size_t place : due_minutes_)
        settle(minutes_[place], &Windows::sumMinute, minuteAt(place));
    due_seconds_.clear();
    due_minutes_.clear();
}

/// Adds an entry to the hour's sums so many times.
void Windows::sumHour(const Entry& entry, std::int64_t times, std::int64_t)
{
    const std::int64_t accepted = times * entry.accepted;
    const std::int64_t not_accepted = times * entry.not_accepted;
    Cell& cell = cells_[entry.cell];
    cell.hour.accepted += accepted;
    cell.hour.sum += event::Int128{times} * entry.sum;
    hour_counts_[cell.merchant] += accepted;
    hour_.accepted += accepted;
    hour_.not_accepted += not_accepted;
    if (!cell.excluded) {
        hour_excluding_counts_[cell.merchant] += accepted;
        hour_excluding_.accepted += accepted;
        hour_excluding_.not_accepted += not_accepted;
    }
}

/// Adds an entry to the sums of all windows of minutes in which its minute lies.
void Windows::sumMinute(const Entry& entry, std::int64_t times, std::int64_t minute)
{
    const std::int64_t age = now_ / 60 - minute;
    if (age < kDay)
        sumDay(entry, times);
    if (age >= kBefore) {
        if (age < kBefore + 60)
            sumHourBefore(entry, times);
        sumDayBefore(entry, times);
        return;
    }
    const Cell& cell = cells_[entry.cell];
    lines_.add(cell.merchant, minute, times * entry.accepted, cell.excluded);
}

void Windows::sumHourBefore(const Entry& entry, std::int64_t times)
{
    const Cell& cell = cells_[entry.cell];
    hour_before_counts_[cell.merchant] += times * entry.accepted;
    if (!cell.excluded)
        hour_before_excluding_counts_[cell.merchant] += times * entry.accepted;
    ++before_version_;
}

void Windows::sumDayBefore(const Entry& entry, std::int64_t times)
{
    day_before_counts_[cells_[entry.cell].merchant] += times * entry.accepted;
    ++before_version_;
}

void Windows::sumDay(const Entry& entry, std::int64_t times)
{
    const std::int64_t accepted = times * entry.accepted;
    Cell& cell = cells_[entry.cell];
    cell.day.accepted += accepted;
    cell.day.sum += event::Int128{times} * entry.sum;
    day_counts_[cell.merchant] += accepted;
    day_.accepted += accepted;
    day_.not_accepted += times * entry.not_accepted;
}

void Windows::advance(std::int64_t second)
{
    if (second <= now_)
        return;
    // A bucket's place is taken over by the second (minute) one ring later: empty it first. After a
    // whole turn of the ring nothing is left in it.
    for (std::int64_t s = std::max(now_ + 1, second - kHour + 1); s <= second; ++s)
        expireSecond(s);
    const std::int64_t last_minute = std::min(second / 60, now_ / 60 + kRing);
    for (std::int64_t minute = now_ / 60 + 1; minute <= last_minute; ++minute)
        beginMinute(minute);
    if (last_minute < second / 60) // All have left, and no more of that hour ever will.
        handOverAll();
    now_ = second;
    spot_ = {};
}

Windows::Known& Windows::newKnown(const CellKey& key)
{
    // Each time that there are twice as many: a constant cost for each new one.
    constexpr std::size_t kFew = 1024;
    if (cell_index_.size() >= 2 * cells_after_release_ + kFew)
        releaseUnused();
    return cell_index_.insert({.key = key, .cell = newCell(key)});
}

std::uint32_t Windows::newCell(const CellKey& key)
{
    std::uint32_t index;
    if (free_cells_.empty()) {
        index = static_cast<std::uint32_t>(cells_.size());
        cells_.emplace_back();
    } else {
        index = free_cells_.back();
        free_cells_.pop_back();
    }
    const auto [owner, is_new_merchant] = merchant_index_.try_emplace(key.eid, kNone);
    if (is_new_merchant) {
        if (free_merchants_.empty()) {
            owner->second = static_cast<std::uint32_t>(merchants_.size());
            merchants_.emplace_back();
            for (Counts* const counts :
                 {&hour_counts_, &hour_excluding_counts_, &day_counts_, &hour_before_counts_,
                  &hour_before_excluding_counts_, &day_before_counts_, &leaving_counts_})
                counts->push_back(0);
            lines_.setStores(merchants_.size());
        } else {
            owner->second = free_merchants_.back();
            free_merchants_.pop_back();
        }
        merchants_[owner->second] = Merchant{.eid = key.eid};
    }
    Merchant& merchant = merchants_[owner->second];
    if (merchant.first_cell != kNone)
        cells_[merchant.first_cell].previous = index;
    cells_[index] = Cell{.key = key,
                         .merchant = owner->second,
                         .next = std::exchange(merchant.first_cell, index),
                         .previous = kNone,
                         .excluded = std::ranges::find(exclude_, key.country) != exclude_.end(),
                         .hour = {},
                         .day = {}};
    return index;
}

/// Gives back the cells that no bucket names any more.
void Windows::releaseUnused()
{
    const std::int64_t first_minute = now_ / 60 - kRing + 1;
    cell_index_.eraseIf([this, first_minute](const Known& known) {
        const bool is_unused = known.second / 60 < first_minute;
        if (is_unused)
            release(known.cell);
        return is_unused;
    });
    cells_after_release_ = cell_index_.size();
}

void Windows::release(std::uint32_t index)
{
    const Cell& cell = cells_[index];
    Merchant& merchant = merchants_[cell.merchant];
    (cell.previous != kNone ? cells_[cell.previous].next : merchant.first_cell) = cell.next;
    if (cell.next != kNone)
        cells_[cell.next].previous = cell.previous;
    free_cells_.push_back(index);
    if (merchant.first_cell == kNone) {
        handOver(cell.merchant);
        merchant_index_.erase(merchant.eid);
        free_merchants_.push_back(cell.merchant);
        merchant = {};
    }
}

/// Merges entries of the same cell, those that are settled and those that are not apart.
void Windows::merge(Bucket& bucket)
{
    const auto mergeRange = [](auto begin, auto end, auto kept) {
        std::ranges::sort(begin, end, {}, &Entry::cell);
        for (auto next = begin; next != end; ++next) {
            if (next == begin || kept[-1].cell != next->cell || !mergeInto(kept[-1], *next))
                *kept++ = *next;
        }
        return kept;
    };
    auto& entries = bucket.entries;
    const auto first = entries.begin();
    const auto unsettled = first + static_cast<std::ptrdiff_t>(bucket.settled);
    const auto settled_end = mergeRange(first, unsettled, first);
    const auto end = mergeRange(unsettled, entries.end(), settled_end);
    bucket.settled = static_cast<std::size_t>(settled_end - first);
    entries.erase(end, entries.end());
    bucket.distinct = entries.size();
}

/// Its memory stays for the next second or minute, unless that is much.
void Windows::empty(Bucket& bucket)
{
    if (bucket.entries.capacity() > kFirstEntries)
        bucket.entries = std::vector<Entry>();
    bucket.entries.clear();
    bucket.distinct = 0;
    bucket.settled = 0;
}

/// Makes room for that second.
void Windows::expireSecond(std::int64_t second)
{
    const std::size_t place = secondPlace(second);
    Bucket& bucket = seconds_[place];
    for (std::size_t i = 0; i < bucket.settled; ++i)
        sumHour(bucket.entries[i], -1, 0);
    empty(bucket);
    accepted_by_second_[place] = 0;
}

/// T's minute is now that one: the minutes at the windows' ends come and go.
void Windows::beginMinute(std::int64_t minute)
{
    const auto bucketBefore = [&](std::int64_t minutes) -> Bucket& {
        return minutes_[minutePlace(minute + kRing - minutes)];
    };
    const auto sumSettled = [this](const Bucket& bucket, auto sum, std::int64_t times) {
        for (std::size_t i = 0; i < bucket.settled; ++i)
            (this->*sum)(bucket.entries[i], times);
    };
    sumSettled(bucketBefore(kBefore), &Windows::sumHourBefore, 1);
    sumSettled(bucketBefore(kBefore), &Windows::sumDayBefore, 1);
    sumSettled(bucketBefore(kBefore + 60), &Windows::sumHourBefore, -1);
    sumSettled(bucketBefore(kDay), &Windows::sumDay, -1);
    sumSettled(bucketBefore(kRing), &Windows::sumDayBefore, -1);
    leave(bucketBefore(kRing), minute - kRing);
    empty(bucketBefore(kRing));
    lines_.begin(minute);
}

/// A minute leaves the windows: what was sold in it goes to its hour, and this, once it has left
/// whole, to the stores' hours.
void Windows::leave(const Bucket& bucket, std::int64_t minute)
{
    leaving_hour_ = minute / 60;
    for (const Entry& entry : bucket.entries)
        leaving_counts_[cells_[entry.cell].merchant] += entry.accepted;
    if (minute % 60 == 59)
        handOverAll();
}

/// A store that the windows give up before its hour has left them whole.
void Windows::handOver(std::uint32_t merchant)
{
    if (const std::int64_t accepted = std::exchange(leaving_counts_[merchant], 0); accepted > 0)
        store_hours_.add(leaving_hour_, merchants_[merchant].eid, accepted);
}

void Windows::handOverAll()
{
    for (std::uint32_t merchant = 0; merchant < merchants_.size(); ++merchant)
        handOver(merchant);
}

TopTable Windows::hour(const MerchantNames& names)
{
    settle();
    return top({&Windows::hour_counts_, &Cell::hour, false}, hour_, names);
}

TopTable Windows::hourExcluding(const MerchantNames& names)
{
    settle();
    return top({&Windows::hour_excluding_counts_, &Cell::hour, true}, hour_excluding_, names);
}

TopTable Windows::day(const MerchantNames& names)
{
    settle();
    return top({&Windows::day_counts_, &Cell::day, false}, day_, names);
}

std::int64_t Windows::lastMinute() const
{
    std::int64_t total = 0;
    for (std::int64_t s = std::max<std::int64_t>(now_ - 59, 0); s <= now_; ++s)
        total += accepted_by_second_[secondPlace(s)];
    return total;
}

TopTable Windows::top(const Scope& scope, const Total& total, const MerchantNames& names) const
{
    TopTable table{
        .rows = {}, .total = total.accepted, .attempts = total.accepted + total.not_accepted};
    for (const std::uint32_t merchant : best(this->*scope.counts))
        table.rows.push_back(row(merchant, scope, names));
    return table;
}

/// Whether a merchant stands before another one in a list of these counts.
bool Windows::isAhead(const Counts& counts, std::uint32_t a, std::uint32_t b) const
{
    return counts[a] != counts[b] ? counts[a] > counts[b] : merchants_[a].eid < merchants_[b].eid;
}

/// The merchants of most purchases, at most kTopRows, in the list's order.
std::vector<std::uint32_t> Windows::best(const Counts& counts) const
{
    std::vector<std::uint32_t> list;
    list.reserve(kTopRows + 1);
    std::int64_t least = 1; // what it takes to come in question
    forEachAtLeast(counts, least, [&](std::uint32_t merchant) {
        const auto place =
            std::ranges::upper_bound(list, merchant, [&](std::uint32_t a, std::uint32_t b) {
                return isAhead(counts, a, b);
            });
        list.insert(place, merchant);
        if (list.size() > kTopRows)
            list.pop_back();
        if (list.size() == kTopRows)
            least = counts[list.back()];
    });
    return list;
}

std::vector<std::uint32_t> Windows::merchantsOf(const TopTable& table) const
{
    std::vector<std::uint32_t> merchants;
    merchants.reserve(table.rows.size());
    for (const TopRow& row : table.rows)
        merchants.push_back(merchant_index_.at(row.eid));
    return merchants;
}

/// The ranks of some merchants in the list of these counts, which is one of those before.
const Windows::RanksBefore& Windows::ranksBefore(const Counts& counts, RanksBefore& known,
                                                 std::vector<std::uint32_t> merchants) const
{
    if (known.version == before_version_ && known.merchants == merchants)
        return known;
    known = {.version = before_version_, .merchants = std::move(merchants), .ranks = {}};
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const std::uint32_t merchant : known.merchants) {
        known.ranks.push_back(counts[merchant] > 0 ? std::optional(1) : std::nullopt);
        if (counts[merchant] > 0)
            least = std::min(least, counts[merchant]);
    }
    forEachAtLeast(counts, least, [&](std::uint32_t other) {
        for (std::size_t i = 0; i < known.merchants.size(); ++i) {
            if (known.ranks[i] && isAhead(counts, other, known.merchants[i]))
                ++*known.ranks[i];
        }
    });
    return known;
}

/// Sees to it that lines_ has all these merchants.
void Windows::followRows(const std::vector<std::uint32_t>& merchants)
{
    std::vector<std::uint8_t> is_new; // by cell
    for (const std::uint32_t merchant : merchants) {
        if (lines_.follows(merchant))
            continue;
        lines_.follow(merchant, merchants);
        is_new.resize(cells_.size(), 0);
        for (std::uint32_t at = merchants_[merchant].first_cell; at != kNone; at = cells_[at].next)
            is_new[at] = 1;
    }
    if (is_new.empty())
        return;
    const std::int64_t minute = now_ / 60;
    for (std::int64_t m = minute - MinuteLines::kMinutes + 1; m <= minute; ++m) {
        for (const Entry& entry : minutes_[minutePlace(m)].entries) {
            if (is_new[entry.cell] == 0)
                continue;
            const Cell& cell = cells_[entry.cell];
            lines_.add(cell.merchant, m, entry.accepted, cell.excluded);
        }
    }
}

void Windows::addTrends(TopTable& hour, TopTable& hour_excluding, TopTable& day,
                        std::span<StoreMinutes> others)
{
    settle();
    const std::array merchants{merchantsOf(hour), merchantsOf(hour_excluding), merchantsOf(day)};
    std::vector<std::uint32_t> all;
    for (const auto& of : merchants)
        all.insert(all.end(), of.begin(), of.end());
    for (const StoreMinutes& other : others.first(std::min(others.size(), kMostOthers))) {
        if (const auto known = merchant_index_.find(other.eid); known != merchant_index_.end())
            all.push_back(known->second);
    }
    followRows(all);

    const std::int64_t minute = now_ / 60;
    const auto add = [this, minute](TopTable& table, const RanksBefore& before, bool excluding) {
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            table.rows[i].trend = {.rank_before = before.ranks[i],
                                   .minutes = lines_.line(before.merchants[i], minute, excluding)};
    };
    add(hour, ranksBefore(hour_before_counts_, hour_ranks_, merchants[0]), false);
    add(hour_excluding,
        ranksBefore(hour_before_excluding_counts_, hour_excluding_ranks_, merchants[1]), true);
    add(day, ranksBefore(day_before_counts_, day_ranks_, merchants[2]), false);
    for (StoreMinutes& other : others.first(std::min(others.size(), kMostOthers))) {
        if (const auto known = merchant_index_.find(other.eid); known != merchant_index_.end())
            other.accepted = lines_.line(known->second, minute, false);
    }
}

TopRow Windows::row(std::uint32_t index, const Scope& scope, const MerchantNames& names) const
{
    struct Takings
    {
        event::Currency currency;
        Share share;
    };
    const Merchant& merchant = merchants_[index];
    std::vector<Takings> by_currency;
    for (std::uint32_t at = merchant.first_cell; at != kNone; at = cells_[at].next) {
        const Cell& cell = cells_[at];
        const Share& share = cell.*scope.share;
        if ((scope.excluding && cell.excluded) || share.accepted == 0)
            continue;
        auto takings = std::ranges::find(by_currency, cell.key.currency, &Takings::currency);
        if (takings == by_currency.end())
            takings = by_currency.insert(by_currency.end(), {cell.key.currency, {}});
        takings->share.accepted += share.accepted;
        takings->share.sum += share.sum;
    }
    const auto main = std::ranges::min_element(by_currency, [](const Takings& a, const Takings& b) {
        if (a.share.accepted != b.share.accepted)
            return a.share.accepted > b.share.accepted;
        return a.currency < b.currency;
    });
    return {.eid = merchant.eid,
            .merchant = std::string(names.find(merchant.eid)),
            .count = (this->*scope.counts)[index],
            .average = event::averageHalfEven(main->share.sum, main->share.accepted),
            .currency = main->currency,
            .mixed = by_currency.size() > 1};
}

} // namespace livewall::stats
