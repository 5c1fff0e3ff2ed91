// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/feedtally.h"

#include <algorithm>

namespace livewall::engine {

void FeedTally::restore(std::string cursor, const stats::Intake::State& intake,
                        stats::Coverage coverage)
{
    if (description_.resumes)
        cursor_ = std::move(cursor);
    intake_.restore(intake);
    listening_.restore(std::move(coverage), intake.oldest_ms.has_value());
}

void FeedTally::enter(const feed::Batch& batch, std::int64_t now_ms)
{
    intake_.enter(batch.events);
    intake_.noteResent(batch.resent);
    if (!batch.gap.empty()) {
        gap_ = batch.gap;
        gap_ms_ = now_ms;
        listening_.noteGap();
    }
    noteAlive(std::min(batch.arrived_ms, now_ms)); // the clock may have been set back since
    rejections_.note(batch.events, now_ms);
}

void FeedTally::finish(const feed::Batch& batch, std::int64_t now_ms)
{
    if (!batch.events.purchases.empty()) {
        liveness_.noteArrival(std::min(batch.arrived_ms, now_ms));
        liveness_.notePace(intake_.newest_ms().value_or(now_ms), now_ms);
    }
    if (batch.events.heartbeat_ms)
        liveness_.noteHeartbeat(*batch.events.heartbeat_ms, batch.arrived_ms, now_ms);
    noteGiven(batch);
    if (!batch.cursor.empty())
        cursor_ = batch.cursor;
}

/// Notes what a batch says about when its feed was listened to.
void FeedTally::noteGiven(const feed::Batch& batch)
{
    if (description_.is_recorded) {
        const stats::Intake::State counted = intake_.state();
        if (counted.oldest_ms)
            listening_.cover(*counted.oldest_ms, *counted.newest_ms + 1);
        return;
    }
    if (!batch.history.empty())
        listening_.noteGiven(std::ranges::min(batch.history, {}, &stats::Delta::second).second *
                             1000);
    if (!batch.events.purchases.empty())
        listening_.noteGiven(batch.events.purchases.front().time_ms);
}

void FeedTally::setState(feed::LinkState state, std::int64_t now_ms)
{
    if (state.link != feed::Link::Up)
        listening_.noteLost();
    else if (!description_.is_recorded)
        listening_.noteUp(now_ms, !cursor_.empty());
    liveness_.setLink(std::move(state), now_ms);
}

void FeedTally::noteClockSet(std::int64_t by_ms)
{
    liveness_.noteClockSet(by_ms);
    if (gap_ms_)
        *gap_ms_ += by_ms;
}

void FeedTally::advance(std::int64_t now_ms)
{
    listening_.advance(now_ms, proven_ms(now_ms), intake_.newest_ms(), isCatchingUp(now_ms));
}

/// One that has a cursor is sent what it missed.
std::int64_t FeedTally::proven_ms(std::int64_t now_ms) const
{
    return liveness_.proven_ms(now_ms, !cursor_.empty());
}

FeedSnapshot FeedTally::snapshot(std::int64_t now_ms) const
{
    FeedSnapshot snapshot{.name = description_.name,
                          .is_recorded = description_.is_recorded,
                          .link = liveness_.link(),
                          .newest_ms = intake_.newest_ms(),
                          .last_arrival_ms = liveness_.lastArrival_ms(),
                          .last_alive_ms = liveness_.lastAlive_ms(),
                          .lost_ms = liveness_.lost_ms(),
                          .ledger = intake_.ledger(),
                          .gap = gap_,
                          .gap_ms = gap_ms_,
                          .remembered_since_ms = intake_.rememberedSince_ms()};
    if (liveness_.isUp())
        snapshot.rejecting = rejections_.at(now_ms);
    return snapshot;
}

Listened FeedTally::listened(std::int64_t now_ms) const
{
    Listened listened{&listening_.coverage()};
    if (description_.is_recorded)
        listened.open_ms = intake_.newest_ms().value_or(listened.open_ms);
    else if (liveness_.isUp())
        listened.open_ms = proven_ms(now_ms);
    return listened;
}

Missing FeedTally::missingAt(std::int64_t second, std::int64_t now_ms) const
{
    return engine::missingAt(listening_.coverage(), second, proven_ms(now_ms));
}

std::optional<std::int64_t> silentSince_ms(std::span<const FeedTally> feeds, std::int64_t now_ms)
{
    std::optional<std::int64_t> since_ms;
    for (const FeedTally& feed : feeds) {
        if (feed.hasEnded())
            continue;
        if (!feed.liveness().isSilent(now_ms))
            return std::nullopt;
        since_ms = std::max(since_ms, feed.liveness().lastAlive_ms());
    }
    return since_ms;
}

std::vector<const stats::Coverage*> liveCoverages(std::span<const FeedTally> feeds)
{
    std::vector<const stats::Coverage*> coverages;
    for (const FeedTally& feed : feeds) {
        if (!feed.description().is_recorded)
            coverages.push_back(&feed.listening().coverage());
    }
    return coverages;
}

std::vector<Listened> listenedTo(std::span<const FeedTally> feeds, std::int64_t now_ms)
{
    const bool has_live = std::ranges::any_of(
        feeds, [](const FeedTally& feed) { return !feed.description().is_recorded; });
    std::vector<Listened> listened;
    for (const FeedTally& feed : feeds) {
        if (feed.description().is_recorded != has_live)
            listened.push_back(feed.listened(now_ms));
    }
    return listened;
}

} // namespace livewall::engine
