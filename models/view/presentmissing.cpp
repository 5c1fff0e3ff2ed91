// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentmissing.h"

#include "models/view/presentstatus.h"
#include "models/view/words.h"

#include <algorithm>
#include <cstddef>

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

using engine::FeedSnapshot;
using engine::Snapshot;

constexpr std::int64_t kTellGap_ms = 86'400'000;
constexpr std::int64_t kTellHole_ms = 60'000; // shorter ones, all together, are no banner

/// What the holes of some feeds come to.
struct Holes
{
    const FeedSnapshot* feed = nullptr; ///< the last that has any
    std::size_t feeds = 0;
    std::size_t count = 0;
    std::int64_t together_ms = 0;
    stats::Interval around; ///< from the first to the last
};

/// All holes but those of a feed whose gap is told anyway.
Holes holesOf(const Snapshot& snapshot)
{
    Holes found;
    for (const FeedSnapshot& feed : snapshot.feeds) {
        const auto& holes = feed.missing.holes;
        if (holes.empty() || isGapTold(feed, snapshot))
            continue;
        const bool is_first = found.count == 0;
        found.around = {is_first ? holes.front().from_ms
                                 : std::min(found.around.from_ms, holes.front().from_ms),
                        is_first ? holes.back().to_ms
                                 : std::max(found.around.to_ms, holes.back().to_ms)};
        found.feed = &feed;
        ++found.feeds;
        found.count += holes.size();
        for (const stats::Interval& hole : holes)
            found.together_ms += hole.length_ms();
    }
    return found;
}

/// Before then one feed or another was not listened to: the wall was not there, or not the feed.
/// That is no fault, and it passes.
std::optional<std::int64_t> countedSince(const Snapshot& snapshot)
{
    std::optional<std::int64_t> since;
    for (const FeedSnapshot& feed : snapshot.feeds)
        since = std::max(since, feed.missing.listened_since_ms);
    return snapshot.has_events ? since : std::nullopt;
}

} // namespace

bool isGapTold(const FeedSnapshot& feed, const Snapshot& snapshot)
{
    return feed.gap_ms && snapshot.wall_ms - *feed.gap_ms <= kTellGap_ms;
}

bool isBound(const Snapshot& snapshot, bool engine::Missing::*window)
{
    if (!snapshot.has_events)
        return false;
    const qsizetype dead = countDead(snapshot);
    return (dead > 0 && dead < std::ssize(snapshot.feeds)) ||
           std::ranges::any_of(snapshot.feeds,
                               [window](const FeedSnapshot& feed) { return feed.missing.*window; });
}

std::optional<QString> wasWithout(const Snapshot& snapshot, const BusinessTime& time)
{
    const Holes holes = holesOf(snapshot);
    if (holes.together_ms < kTellHole_ms)
        return std::nullopt;
    const std::int64_t now_ms = snapshot.wall_ms;
    const QString from = time.sinceMinute(holes.around.from_ms, now_ms);
    const QString to = time.sinceMinute(holes.around.to_ms, now_ms);
    if (holes.feeds > 1)
        return Words::tr("At times without %1 of %2 feeds, %3 to %4")
            .arg(QString::number(holes.feeds), QString::number(snapshot.feeds.size()), from, to);
    const QString who = shortName(*holes.feed);
    if (holes.count == 1)
        return Words::tr("Without %1 %2 to %3").arg(who, from, to);
    return Words::tr("Without %1 %2 times, %3 to %4")
        .arg(who, QString::number(holes.count), from, to);
}

std::vector<LedgerItem> presentMissed(const Snapshot& snapshot, const BusinessTime& time)
{
    std::vector<LedgerItem> items;
    if (const auto since = countedSince(snapshot))
        items.push_back({Words::tr("counted since"), time.sinceMinute(*since, snapshot.wall_ms)});
    const std::int64_t missed_ms = holesOf(snapshot).together_ms;
    if (missed_ms > 0 && missed_ms < kTellHole_ms)
        items.push_back({Words::tr("missed"), formatAge(std::max<std::int64_t>(missed_ms, 1000))});
    return items;
}

} // namespace livewall::view
