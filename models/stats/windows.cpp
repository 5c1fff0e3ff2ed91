// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/windows.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace livewall::stats {

namespace {

std::size_t secondPlace(std::int64_t second)
{
    return static_cast<std::size_t>(second % 3600);
}

std::size_t minutePlace(std::int64_t minute)
{
    return static_cast<std::size_t>(minute % 1440);
}

} // namespace

Windows::Windows(std::vector<event::Country> exclude) : exclude_(std::move(exclude)) {}

void Windows::add(const Delta& delta)
{
    add(delta, &Windows::appendMerging);
}

void Windows::restore(const Delta& delta)
{
    add(delta, &Windows::appendDistinct);
}

void Windows::add(const Delta& delta, Enter enter)
{
    assert(delta.second <= now_);
    const bool in_hour = delta.second > now_ - kHour;
    const bool in_day = delta.second / 60 > now_ / 60 - kDay;
    if (!in_day)
        return; // The hour lies within the day.

    const std::uint32_t index = cellFor({delta.eid, delta.country, delta.currency});
    const bool excluded = cells_[index].excluded;
    Merchant& merchant = merchants_[cells_[index].merchant];

    (this->*enter)(minutes_[minutePlace(delta.second / 60)], index, delta);
    cells_[index].day.accepted += delta.accepted;
    cells_[index].day.sum += delta.sum;
    merchant.day += delta.accepted;
    day_.accepted += delta.accepted;
    day_.not_accepted += delta.not_accepted;
    if (!in_hour)
        return;

    (this->*enter)(seconds_[secondPlace(delta.second)], index, delta);
    accepted_by_second_[secondPlace(delta.second)] += delta.accepted;
    cells_[index].hour.accepted += delta.accepted;
    cells_[index].hour.sum += delta.sum;
    merchant.hour += delta.accepted;
    hour_.accepted += delta.accepted;
    hour_.not_accepted += delta.not_accepted;
    if (!excluded) {
        merchant.hour_excluding += delta.accepted;
        hour_excluding_.accepted += delta.accepted;
        hour_excluding_.not_accepted += delta.not_accepted;
    }
}

void Windows::advance(std::int64_t second)
{
    if (second <= now_)
        return;
    // A bucket's place is taken over by the second (minute) one window later: empty it first. A
    // leap beyond a whole window empties every place once.
    for (std::int64_t s = std::max(now_ + 1, second - kHour + 1); s <= second; ++s)
        expireSecond(secondPlace(s));
    const std::int64_t minute = second / 60;
    for (std::int64_t m = std::max(now_ / 60 + 1, minute - kDay + 1); m <= minute; ++m)
        expireMinute(minutePlace(m));
    now_ = second;
}

std::uint32_t Windows::cellFor(const CellKey& key)
{
    const auto [found, is_new] = cell_index_.try_emplace(key, kNone);
    if (!is_new)
        return found->second;

    std::uint32_t index;
    if (free_cells_.empty()) {
        index = static_cast<std::uint32_t>(cells_.size());
        cells_.emplace_back();
    } else {
        index = free_cells_.back();
        free_cells_.pop_back();
    }
    found->second = index;

    const auto [owner, is_new_merchant] = merchant_index_.try_emplace(key.eid, kNone);
    if (is_new_merchant) {
        if (free_merchants_.empty()) {
            owner->second = static_cast<std::uint32_t>(merchants_.size());
            merchants_.emplace_back();
        } else {
            owner->second = free_merchants_.back();
            free_merchants_.pop_back();
        }
        merchants_[owner->second] = Merchant{.eid = key.eid};
    }
    Merchant& merchant = merchants_[owner->second];
    cells_[index] = Cell{.key = key,
                         .merchant = owner->second,
                         .next = std::exchange(merchant.first_cell, index),
                         .excluded = std::ranges::find(exclude_, key.country) != exclude_.end(),
                         .hour = {},
                         .day = {}};
    return index;
}

void Windows::release(std::uint32_t index, std::uint32_t uses)
{
    Cell& cell = cells_[index];
    assert(cell.uses >= uses);
    cell.uses -= uses;
    if (cell.uses > 0)
        return;

    Merchant& merchant = merchants_[cell.merchant];
    std::uint32_t* link = &merchant.first_cell;
    while (*link != index)
        link = &cells_[*link].next;
    *link = cell.next;
    cell_index_.erase(cell.key);
    free_cells_.push_back(index);
    if (merchant.first_cell == kNone) {
        merchant_index_.erase(merchant.eid);
        free_merchants_.push_back(cell.merchant);
        merchant = {};
    }
}

void Windows::append(Bucket& bucket, std::uint32_t cell, const Delta& delta)
{
    // A purchase fits one entry; a delta of more than an entry's fields hold takes several.
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    constexpr event::Int128 most_sum = std::numeric_limits<std::int64_t>::max();
    std::int64_t accepted = delta.accepted;
    std::int64_t not_accepted = delta.not_accepted;
    event::Int128 sum = delta.sum;
    do {
        const auto part = Entry{
            .cell = cell,
            .accepted = static_cast<std::uint32_t>(std::min(accepted, most)),
            .not_accepted = static_cast<std::uint32_t>(std::min(not_accepted, most)),
            .sum = static_cast<std::int64_t>(std::clamp(sum, -most_sum, most_sum)),
        };
        accepted -= part.accepted;
        not_accepted -= part.not_accepted;
        sum -= part.sum;
        bucket.entries.push_back(part);
        ++cells_[cell].uses;
    } while (accepted > 0 || not_accepted > 0 || sum != 0);
}

void Windows::appendDistinct(Bucket& bucket, std::uint32_t cell, const Delta& delta)
{
    append(bucket, cell, delta);
    ++bucket.distinct;
}

void Windows::appendMerging(Bucket& bucket, std::uint32_t cell, const Delta& delta)
{
    append(bucket, cell, delta);
    // Merging when the bucket has doubled keeps its size within twice its distinct cells at a
    // constant cost an entry.
    if (bucket.entries.size() >= 2 * bucket.distinct + 256)
        merge(bucket);
}

void Windows::merge(Bucket& bucket)
{
    auto& entries = bucket.entries;
    std::ranges::sort(entries, {}, &Entry::cell);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        Entry& into = entries[kept];
        const Entry& next = entries[i];
        Entry merged = into;
        if (into.cell == next.cell &&
            !__builtin_add_overflow(into.accepted, next.accepted, &merged.accepted) &&
            !__builtin_add_overflow(into.not_accepted, next.not_accepted, &merged.not_accepted) &&
            !__builtin_add_overflow(into.sum, next.sum, &merged.sum)) {
            into = merged;
            --cells_[into.cell].uses; // Never the last: `into` uses it too.
        } else {
            entries[++kept] = next;
        }
    }
    entries.resize(kept + 1);
    bucket.distinct = entries.size();
}

void Windows::expireSecond(std::size_t place)
{
    for (const Entry& entry : seconds_[place].entries) {
        Cell& cell = cells_[entry.cell];
        cell.hour.accepted -= entry.accepted;
        cell.hour.sum -= entry.sum;
        Merchant& merchant = merchants_[cell.merchant];
        merchant.hour -= entry.accepted;
        hour_.accepted -= entry.accepted;
        hour_.not_accepted -= entry.not_accepted;
        if (!cell.excluded) {
            merchant.hour_excluding -= entry.accepted;
            hour_excluding_.accepted -= entry.accepted;
            hour_excluding_.not_accepted -= entry.not_accepted;
        }
        release(entry.cell, 1);
    }
    seconds_[place] = {};
    accepted_by_second_[place] = 0;
}

void Windows::expireMinute(std::size_t place)
{
    for (const Entry& entry : minutes_[place].entries) {
        Cell& cell = cells_[entry.cell];
        cell.day.accepted -= entry.accepted;
        cell.day.sum -= entry.sum;
        merchants_[cell.merchant].day -= entry.accepted;
        day_.accepted -= entry.accepted;
        day_.not_accepted -= entry.not_accepted;
        release(entry.cell, 1);
    }
    minutes_[place] = {};
}

TopTable Windows::hour(const MerchantNames& names) const
{
    return top({&Merchant::hour, &Cell::hour, false}, hour_, names);
}

TopTable Windows::hourExcluding(const MerchantNames& names) const
{
    return top({&Merchant::hour_excluding, &Cell::hour, true}, hour_excluding_, names);
}

TopTable Windows::day(const MerchantNames& names) const
{
    return top({&Merchant::day, &Cell::day, false}, day_, names);
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
    const auto ahead = [&](const Merchant* a, const Merchant* b) {
        if (a->*scope.count != b->*scope.count)
            return a->*scope.count > b->*scope.count;
        return a->eid < b->eid;
    };
    TopTable table{
        .rows = {}, .total = total.accepted, .attempts = total.accepted + total.not_accepted};
    // A sorted list of ten: nearly every store is turned away by one comparison with its last.
    std::array<const Merchant*, kTopRows + 1> best;
    std::size_t size = 0;
    for (const Merchant& merchant : merchants_) {
        if (merchant.*scope.count == 0)
            continue;
        ++table.merchants;
        if (size == kTopRows && !ahead(&merchant, best[size - 1]))
            continue;
        const auto end = best.begin() + static_cast<std::ptrdiff_t>(size);
        const auto place = std::upper_bound(best.begin(), end, &merchant, ahead);
        std::move_backward(place, end, end + 1);
        *place = &merchant;
        size = std::min<std::size_t>(size + 1, kTopRows);
    }
    for (std::size_t i = 0; i < size; ++i)
        table.rows.push_back(row(*best[i], scope, names));
    return table;
}

TopRow Windows::row(const Merchant& merchant, const Scope& scope, const MerchantNames& names) const
{
    struct Takings
    {
        event::Currency currency;
        Share share;
    };
    std::vector<Takings> by_currency;
    for (std::uint32_t index = merchant.first_cell; index != kNone; index = cells_[index].next) {
        const Cell& cell = cells_[index];
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
            .count = merchant.*scope.count,
            .average = event::averageHalfEven(main->share.sum, main->share.accepted),
            .currency = main->currency,
            .mixed = by_currency.size() > 1};
}

} // namespace livewall::stats
