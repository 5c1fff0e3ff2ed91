// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/pulsefield.h"

namespace livewall::widgets {

PulseField::PulseField(double reach) : reach_(reach), waiting_(reach) {}

void PulseField::setReach(double reach)
{
    if (reach == reach_)
        return;
    reach_ = reach;
    waiting_ = MarkClusters(waiting_.marks(), reach);
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
        if (!isCrowded() && waiting_.marks().empty() && marks_.size() < kBudget) {
            marks_.push_back(mark);
            continue;
        }
        waiting_.add(mark);
        while (waiting_.marks().size() > kBudget)
            waiting_ = MarkClusters(waiting_.marks(), 2 * waiting_.reach());
    }
}

const std::vector<Mark>& PulseField::visible(std::int64_t now_ms)
{
    expire(now_ms);
    if (!waiting_.marks().empty())
        release(now_ms);
    return marks_;
}

void PulseField::clear()
{
    marks_.clear();
    waiting_ = MarkClusters(reach_);
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

/// Shows what waits where there is room for it.
void PulseField::release(std::int64_t now_ms)
{
    // Marks of any exactness: one must not hide another's number.
    NearIndex shown(waiting_.reach());
    for (const Mark& mark : marks_)
        shown.insert(mark.at, 0);
    std::vector<Mark> kept;
    for (Mark mark : waiting_.marks()) {
        const bool has_room = !isCrowded() || !shown.nearest(mark.at);
        if (!has_room || marks_.size() >= kBudget) {
            kept.push_back(mark);
            continue;
        }
        mark.born_ms = now_ms;
        shown.insert(mark.at, 0);
        marks_.push_back(mark);
    }
    waiting_ = MarkClusters(kept, kept.empty() ? reach_ : waiting_.reach());
}

} // namespace livewall::widgets
