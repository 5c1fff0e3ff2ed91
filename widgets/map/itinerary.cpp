// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/itinerary.h"

#include <algorithm>
#include <cmath>
#include <ranges>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

void Itinerary::add(Sight sight, std::int64_t now_ms)
{
    if (waiting_.size() == kMostWaiting)
        waiting_.erase(waiting_.begin(), waiting_.begin() + kMostWaiting / 2);
    waiting_.push_back({std::move(sight), now_ms});
}

std::optional<Sight> Itinerary::next(std::int64_t now_ms)
{
    std::erase_if(waiting_, [now_ms](const Waiting& one) {
        return one.seen_ms < now_ms - kFresh_ms || one.seen_ms > now_ms;
    });
    if (waiting_.empty())
        return std::nullopt;
    const QString country = nextCountry();
    std::optional<Sight> chosen;
    std::uint64_t chosen_visit = 0;
    for (const Waiting& one : waiting_ | std::views::reverse) { // of equal places the newest
        if (one.sight.country != country)
            continue;
        const auto found = visited_.find(placeOf(one.sight));
        const std::uint64_t visit = found == visited_.end() ? 0 : found->second;
        if (!chosen || visit < chosen_visit) {
            chosen = one.sight;
            chosen_visit = visit;
        }
    }
    noteVisit(placeOf(*chosen));
    waiting_.clear();
    return chosen;
}

Itinerary::Place Itinerary::placeOf(const Sight& sight)
{
    if (sight.exactness != Exactness::Exact || !sight.name.isEmpty())
        return {sight.country, sight.name.place};
    constexpr double kSquares = 3600;
    return {sight.country, u"%1 %2"_s.arg(std::floor(sight.at.x() * kSquares))
                               .arg(std::floor(sight.at.y() * kSquares))};
}

/// Smooth weighted round robin: each country that waits is given its weight, the one that is owed
/// most is next and pays for all.
QString Itinerary::nextCountry()
{
    std::map<QString, double> counts;
    for (const Waiting& one : waiting_)
        ++counts[one.sight.country];
    double total = 0;
    QString next = counts.begin()->first;
    for (const auto& [country, count] : counts) {
        const double weight = std::sqrt(count);
        total += weight;
        credit_[country] += weight;
        if (credit_[country] > credit_[next])
            next = country;
    }
    credit_[next] -= total;
    return next;
}

void Itinerary::noteVisit(const Place& place)
{
    if (visited_.size() >= kMostVisited && !visited_.contains(place))
        visited_.erase(std::ranges::min_element(
            visited_, {}, &std::map<Place, std::uint64_t>::value_type::second));
    visited_[place] = ++visits_;
}

} // namespace livewall::widgets
