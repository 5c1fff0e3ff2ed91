// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/storehours.h"

#include <algorithm>
#include <utility>

namespace livewall::stats {

namespace {

/// Stores of an hour that there is room for from the beginning, if the hour before had as many.
constexpr std::size_t kExpected = 20'000;

bool isAhead(const StoreCount& a, const StoreCount& b)
{
    return a.accepted != b.accepted ? a.accepted > b.accepted : a.eid < b.eid;
}

} // namespace

std::span<const StoreCount> StoreHours::Hour::largest(std::size_t ranks) const
{
    const std::span all(largest_.data(), std::min(ranks, largest_.size()));
    // One of those that were not kept may have as many, and the smaller EID.
    const auto end = std::ranges::find_if(
        all, [this](const StoreCount& store) { return store.accepted <= others_at_most_; });
    return all.first(static_cast<std::size_t>(end - all.begin()));
}

const StoreCount* StoreHours::Hour::find(std::int64_t eid) const
{
    const auto found = std::ranges::find(largest_, eid, &StoreCount::eid);
    return found != largest_.end() ? &*found : nullptr;
}

std::optional<std::int64_t> StoreHours::Hour::accepted(std::int64_t eid) const
{
    if (const StoreCount* const store = find(eid))
        return store->accepted;
    return others_at_most_ == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::int64_t StoreHours::Hour::acceptedAtMost(std::int64_t eid) const
{
    const StoreCount* const store = find(eid);
    return store != nullptr ? store->accepted : others_at_most_;
}

void StoreHours::Hour::close(const Counts& counts)
{
    std::vector<StoreCount> ahead; // of all those looked at so far the kKept largest, and some more
    ahead.reserve(std::min(counts.size(), 8 * kKept));
    const auto prune = [&ahead, this] {
        const auto end = ahead.begin() + static_cast<std::ptrdiff_t>(kKept);
        std::ranges::nth_element(ahead, end, isAhead);
        others_at_most_ = end->accepted;
        ahead.resize(kKept);
    };
    counts.forEach([&](const Count& store) {
        if (store.accepted < others_at_most_)
            return;
        if (ahead.size() == 8 * kKept)
            prune();
        ahead.push_back({store.key.eid, store.accepted});
    });
    if (ahead.size() > kKept)
        prune();
    largest_.assign(ahead.begin(), ahead.end());
    sort();
}

void StoreHours::Hour::add(const StoreCount& added)
{
    const auto store = std::ranges::find(largest_, added.eid, &StoreCount::eid);
    if (store != largest_.end())
        store->accepted += added.accepted;
    else if (others_at_most_ == 0 && largest_.size() < kKept)
        largest_.push_back(added);
    else {
        others_at_most_ += added.accepted;
        return;
    }
    sort();
}

void StoreHours::Hour::sort()
{
    std::ranges::sort(largest_, isAhead);
}

void StoreHours::add(std::int64_t hour, std::int64_t eid, std::int64_t accepted)
{
    if (hour != last_hour_) {
        if (const auto closed = closed_.find(hour); closed != closed_.end()) {
            closed->second.add({eid, accepted});
            return;
        }
        last_open_ = &open(hour);
        last_hour_ = hour;
    }
    Counts& counts = last_open_->counts;
    if (Count* const store = counts.find({eid}))
        store->accepted += accepted;
    else
        counts.insert({{eid}, accepted});
}

void StoreHours::add(std::span<const StoreSale> sales)
{
    constexpr std::size_t kAhead = 16;
    for (std::size_t i = 0; i < sales.size(); ++i) {
        // Most are of the same hour.
        if (last_hour_ >= 0 && i + kAhead < sales.size())
            last_open_->counts.prefetch({sales[i + kAhead].eid});
        add(sales[i].hour, sales[i].eid, 1);
    }
}

void StoreHours::close(std::int64_t from, std::int64_t to)
{
    while (!open_.empty() && open_.begin()->first < to - static_cast<std::int64_t>(kOpen))
        closeOne(open_.begin()->first);
    for (auto next = open_.lower_bound(from); next != open_.end() && next->first < to;
         next = open_.lower_bound(from))
        closeOne(next->first);
}

void StoreHours::closeOne(std::int64_t hour)
{
    const auto open = open_.extract(hour);
    last_hour_ = -1;
    last_closed_stores_ = open.mapped().counts.size();
    closed_[hour].close(open.mapped().counts);
    letGoOfOld();
}

StoreHours::Hour StoreHours::at(std::int64_t hour) const
{
    if (const auto closed = closed_.find(hour); closed != closed_.end())
        return closed->second;
    Hour known;
    if (const auto open = open_.find(hour); open != open_.end())
        known.close(open->second.counts);
    return known;
}

StoreHours::Open& StoreHours::open(std::int64_t hour)
{
    if (!open_.contains(hour)) {
        if (open_.size() == kOpen)
            closeLeastRecent();
        open_.emplace(hour, Open{.counts = Counts(std::min(last_closed_stores_, kExpected))});
    }
    Open& found = open_.at(hour);
    found.touched = ++touches_;
    return found;
}

void StoreHours::closeLeastRecent()
{
    const auto least =
        std::ranges::min_element(open_, {}, [](const auto& hour) { return hour.second.touched; });
    closeOne(least->first);
}

void StoreHours::letGoOfOld()
{
    while (closed_.begin()->first <= closed_.rbegin()->first - kHours)
        closed_.erase(closed_.begin());
}

} // namespace livewall::stats
