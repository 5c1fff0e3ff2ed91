// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/placefinder.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QString>

namespace livewall::widgets {

/// Which of the newest purchases is shown next: fairly, so that the busiest city is not all there
/// is to see. Countries take turns by the square root of their purchases (with four times as many
/// a country is seen twice as often; the turns are those of a smooth weighted round robin); within
/// a country a place that was never shown goes before one that was, and that before one shown more
/// recently. The same purchases give the same turns. Memory has a bound.
class Itinerary
{
public:
    /// Purchases not older than this are new enough to be shown.
    static constexpr std::int64_t kFresh_ms = 20'000;
    /// At most so many wait to be shown, the newest, and so many places are known as shown.
    static constexpr std::size_t kMostWaiting = 500;
    static constexpr std::size_t kMostVisited = 2'000;

    /// A purchase seen at `now_ms`.
    void add(Sight sight, std::int64_t now_ms);

    /// The next to show, which is thereby shown. Nothing where none is fresh.
    std::optional<Sight> next(std::int64_t now_ms);

    /// Forgets what waits, not what was shown.
    void clear() { waiting_.clear(); }

private:
    /// A place is its country and name, or where it has none a square of a tenth of a degree. What
    /// is named after its country alone is one place.
    using Place = std::pair<QString, QString>;
    struct Waiting
    {
        Sight sight;
        std::int64_t seen_ms;
    };

    static Place placeOf(const Sight& sight);
    QString nextCountry();
    void noteVisit(const Place& place);

    std::vector<Waiting> waiting_;     ///< oldest first
    std::map<QString, double> credit_; ///< by country; what each is owed
    std::map<Place, std::uint64_t> visited_;
    std::uint64_t visits_ = 0;
};

} // namespace livewall::widgets
