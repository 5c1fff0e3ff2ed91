// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/pulsefield.h"

#include <unordered_set>

namespace livewall::widgets {

PulseField::PulseField(double cell) : cell_(cell), waiting_(cell) {}

void PulseField::setCell(double cell)
{
    if (cell == cell_)
        return;
    cell_ = cell;
    waiting_ = regridded(waiting_.marks(), cell);
}

void PulseField::add(std::span<const Mark> purchases, std::int64_t now_ms)
{
    expire(now_ms);
    if (purchases.empty())
        return;
    arrivals_.push_back({now_ms, purchases.size()});
    arrived_ += purchases.size();
    for (const Mark& purchase : purchases) {
        const Mark mark{purchase.at, purchase.exactness, 1, now_ms};
        if (!isCrowded() && waiting_.marks().empty() && marks_.size() < kBudget)
            marks_.push_back(mark);
        else
            enqueue(mark);
    }
}

const std::vector<Mark>& PulseField::visible(std::int64_t now_ms)
{
    expire(now_ms);
    if (waiting_.marks().empty())
        return marks_;

    std::unordered_set<std::uint64_t> taken;
    if (isCrowded()) {
        for (const Mark& mark : marks_)
            taken.insert(waiting_.cellOf(mark));
    }
    std::vector<Mark> kept;
    for (Mark mark : waiting_.marks()) {
        if (marks_.size() < kBudget && !taken.contains(waiting_.cellOf(mark))) {
            mark.born_ms = now_ms;
            marks_.push_back(mark);
        } else {
            kept.push_back(mark);
        }
    }
    waiting_ = regridded(kept, kept.empty() ? cell_ : waiting_.cell());
    return marks_;
}

void PulseField::clear()
{
    marks_.clear();
    waiting_ = MarkGrid(cell_);
    arrivals_.clear();
    arrived_ = 0;
}

void PulseField::expire(std::int64_t now_ms)
{
    std::erase_if(marks_, [now_ms](const Mark& mark) { return mark.born_ms + kLife_ms <= now_ms; });
    while (!arrivals_.empty() && arrivals_.front().time_ms + kLife_ms <= now_ms) {
        arrived_ -= arrivals_.front().count;
        arrivals_.pop_front();
    }
}

void PulseField::enqueue(const Mark& mark)
{
    waiting_.add(mark);
    while (waiting_.marks().size() > kBudget)
        waiting_ = regridded(waiting_.marks(), 2 * waiting_.cell());
}

} // namespace livewall::widgets
