// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/livetally.h"

#include "models/engine/counting.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace livewall::engine {

LiveTally::LiveTally(stats::BoardOptions board, std::vector<LiveFeed> feeds, Mode mode)
    : options_(std::move(board))
    , board_(options_)
    , mode_(mode)
    , all_recorded_(!feeds.empty() && std::ranges::all_of(feeds, &LiveFeed::is_recorded))
{
    for (LiveFeed& description : feeds)
        feeds_.push_back({.description = std::move(description)});
}

void LiveTally::enter(std::size_t index, const feed::Batch& batch, std::int64_t now_ms)
{
    Feed& feed = feeds_[index];
    feed.intake.enter(batch.events);
    feed.last_alive_ms = batch.arrived_ms;
    if (batch.history.empty())
        return;
    advance(now_ms);
    for (const stats::Delta& delta : batch.history)
        board_.addHistory(delta);
    for (const stats::MerchantName& name : batch.names)
        board_.addName(name.eid, name.time_ms, name.name);
    has_history_ = true;
}

std::size_t LiveTally::take(std::size_t index, const feed::Batch& batch, std::size_t first,
                            std::int64_t now_ms, std::vector<stats::Sighting>& pulses)
{
    Feed& feed = feeds_[index];
    const event::EventBatch& events = batch.events;
    for (std::size_t i = first; i < events.purchases.size(); ++i) {
        const event::Purchase& purchase = events.purchases[i];
        const std::string_view merchant = events.view(purchase.merchant);
        const std::string_view city = events.view(purchase.city);
        feed.last_arrival_ms = batch.arrived_ms;
        if (!all_recorded_ && purchase.time_ms > now_ms + kFuture_ms) {
            if (isFull())
                return i;
            feed.intake.hold();
            held_.emplace(purchase.time_ms,
                          Held{index, purchase, std::string(merchant), std::string(city)});
            continue;
        }
        if (!feed.intake.take(purchase))
            continue;
        // A recording's own time moves T, so that nothing waits and nothing is missed.
        if (all_recorded_)
            board_.advance(at_ms(now_ms) / 1000);
        count(board_, purchase, merchant, city);
        if (purchase.accepted && std::abs(now_ms - purchase.time_ms) <= kPulse_ms)
            pulses.push_back(sightingOf(purchase, city));
    }
    return events.purchases.size();
}

void LiveTally::setState(std::size_t index, feed::LinkState state, std::int64_t now_ms)
{
    Feed& feed = feeds_[index];
    if (state.link == feed::Link::Up) {
        feed.lost_ms.reset();
        feed.last_alive_ms = now_ms;
    } else if (!feed.lost_ms) {
        feed.lost_ms = now_ms;
    }
    feed.link = std::move(state);
}

void LiveTally::noteAlive(std::size_t index, std::int64_t now_ms)
{
    feeds_[index].last_alive_ms = now_ms;
}

void LiveTally::advance(std::int64_t now_ms)
{
    // Where a recording may begin is not known before its first purchase; T cannot go back.
    if (all_recorded_ && !newest_ms())
        return;
    board_.advance(at_ms(now_ms) / 1000);
    while (!held_.empty() && held_.begin()->first <= now_ms) {
        const Held due = std::move(held_.extract(held_.begin()).mapped());
        stats::Intake& intake = feeds_[due.feed].intake;
        intake.letGo();
        if (intake.take(due.purchase))
            count(board_, due.purchase, due.merchant, due.city);
    }
}

std::optional<std::int64_t> LiveTally::newest_ms() const
{
    std::optional<std::int64_t> newest;
    for (const Feed& feed : feeds_)
        newest = std::max(newest, feed.intake.newest_ms());
    return newest;
}

bool LiveTally::isReplay(std::int64_t now_ms) const
{
    const auto newest = newest_ms();
    return all_recorded_ && newest && std::abs(now_ms - *newest) > kRecent_ms &&
           *newest / 1000 >= board_.second();
}

bool LiveTally::isCatchingUp(const Feed& feed, std::int64_t now_ms) const
{
    const bool is_reading = feed.description.is_recorded && feed.link.link == feed::Link::Up;
    const bool is_arriving = feed.last_arrival_ms && now_ms - *feed.last_arrival_ms < kArriving_ms;
    return all_recorded_ && is_reading && is_arriving &&
           now_ms - feed.intake.newest_ms().value_or(0) > kPulse_ms;
}

std::int64_t LiveTally::at_ms(std::int64_t now_ms) const
{
    return isReplay(now_ms) ? *newest_ms() : now_ms;
}

Snapshot LiveTally::snapshot(std::int64_t now_ms) const
{
    stats::Figures figures{.at_ms = now_ms};
    if (board_.second() > 0) {
        const std::int64_t wanted_ms = at_ms(now_ms);
        // A clock that was set back leaves T where it was until it has caught up.
        figures = board_.figures(
            wanted_ms / 1000 == board_.second() ? wanted_ms : board_.second() * 1000 + 999);
    }

    Snapshot snapshot{.mode = isReplay(now_ms) ? Mode::Replay : mode_,
                      .wall_ms = now_ms,
                      .has_events = has_history_ || newest_ms().has_value(),
                      .figures = std::move(figures),
                      .zone = options_.zone.name(),
                      .exclude = options_.exclude,
                      .day_places = board_.dayPlaces(),
                      .recent = board_.recent(),
                      .is_clock_unsure = isFull()};
    for (const Feed& feed : feeds_) {
        snapshot.feeds.push_back({.name = feed.description.name,
                                  .link = feed.link,
                                  .newest_ms = feed.intake.newest_ms(),
                                  .last_arrival_ms = feed.last_arrival_ms,
                                  .last_alive_ms = feed.last_alive_ms,
                                  .lost_ms = feed.lost_ms,
                                  .ledger = feed.intake.ledger(),
                                  .remembered_since_ms = feed.intake.rememberedSince_ms()});
        snapshot.ledger += feed.intake.ledger();
        if (isCatchingUp(feed, now_ms))
            snapshot.progress = Progress{"reading " + feed.description.name, -1};
    }
    return snapshot;
}

} // namespace livewall::engine
