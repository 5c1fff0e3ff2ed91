// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/livetally.h"

#include "models/engine/counting.h"
#include "models/store/store.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace livewall::engine {

LiveTally::LiveTally(stats::BoardOptions board, std::vector<LiveFeed> feeds, Mode mode,
                     TimeRule rule)
    : options_(std::move(board))
    , board_(options_)
    , mode_(mode)
    , rule_(rule)
    , all_recorded_(!feeds.empty() && std::ranges::all_of(feeds, &LiveFeed::is_recorded))
{
    for (LiveFeed& description : feeds)
        feeds_.push_back({.description = std::move(description)});
}

void LiveTally::restore(store::Store& store, std::int64_t now_ms)
{
    std::vector<std::string> names;
    for (const Feed& feed : feeds_)
        names.push_back(feed.description.name);
    for (store::FeedState& state : store.feeds()) {
        const auto feed = std::ranges::find(feeds_, state.name,
                                            [](const Feed& one) { return one.description.name; });
        if (feed == feeds_.end())
            continue;
        if (feed->description.resumes)
            feed->cursor = std::move(state.cursor);
        feed->intake.restore(state.intake);
        feed->listening.restore(store.coverage(state.name, Listening::kKept_ms),
                                state.intake.oldest_ms.has_value());
    }
    next_held_ = store.lastHeldNumber() + 1;
    for (store::HeldPurchase& held : store.held(names)) {
        const std::int64_t time_ms = held.purchase.time_ms;
        held_.emplace(time_ms, std::move(held));
    }
    changes_.emplace(feeds_.size());

    const auto newest = store.newest_ms();
    if (!newest)
        return;
    has_history_ = true;
    // A clock that has lost the time of day must not hide what was counted before; what is but a
    // little ahead of it waits.
    const bool is_clock_good = *newest <= now_ms + kFuture_ms;
    board_.advance((rule_ == TimeRule::Clock && is_clock_good ? now_ms : *newest) / 1000);
    store.fill(board_);
    store.fillAhead(board_);
}

void LiveTally::restoreIdentities(store::Store& store)
{
    for (Feed& feed : feeds_) {
        store.readIdentities(feed.description.name, [&feed](const store::Remembered& one) {
            feed.intake.remember(one.identity, one.time_ms);
        });
    }
}

bool LiveTally::canResume() const
{
    return std::ranges::all_of(
        feeds_, [](const Feed& feed) { return !feed.last_arrival_ms || !feed.cursor.empty(); });
}

store::Checkpoint LiveTally::takeChanges()
{
    store::Checkpoint checkpoint = changes_->take();
    for (Feed& feed : feeds_) {
        checkpoint.feeds.push_back({feed.description.name, feed.cursor, feed.intake.state()});
        checkpoint.coverage.push_back(feed.listening.takeNew());
        checkpoint.covered_until.push_back(feed.listening.takeCut());
    }
    checkpoint.recent = board_.recent();
    checkpoint.is_beside_ledgers = std::exchange(is_beside_ledgers_, false);
    return checkpoint;
}

void LiveTally::noteOtherStore()
{
    is_beside_ledgers_ = true;
    if (!changes_)
        return;
    for (const auto& [time_ms, held] : held_)
        changes_->hold(held);
}

void LiveTally::noteListened(std::size_t feed, const std::vector<stats::Interval>& intervals)
{
    for (const stats::Interval& interval : intervals)
        feeds_[feed].listening.cover(interval.from_ms, interval.to_ms);
}

bool LiveTally::hasListened() const
{
    return std::ranges::any_of(feeds_, [](const Feed& feed) { return feed.listening.hasNew(); });
}

bool LiveTally::take(std::size_t index, const feed::Batch& batch, std::int64_t now_ms,
                     std::vector<stats::Sighting>& pulses)
{
    Feed& feed = feeds_[index];
    const event::EventBatch& events = batch.events;
    // A batch is counted whole, so that a cursor stands between two of them.
    const auto ahead = std::ranges::count_if(
        events.purchases, [&](const event::Purchase& one) { return isAhead(one, now_ms); });
    feed.is_refused = !held_.empty() && held_.size() + static_cast<std::size_t>(ahead) > kMaxHeld;
    if (feed.is_refused)
        return false;

    enter(index, batch, now_ms);
    for (std::size_t i = 0; i < events.purchases.size(); ++i) {
        feed.intake.lookAhead(events.purchases, i);
        const event::Purchase& purchase = events.purchases[i];
        const std::string_view merchant = events.view(purchase.merchant);
        const std::string_view city = events.view(purchase.city);
        feed.last_arrival_ms = std::min(batch.arrived_ms, now_ms);
        if (isAhead(purchase, now_ms)) {
            hold(index, purchase, merchant, city);
            continue;
        }
        const auto verdict = feed.intake.judge(purchase);
        if (verdict == stats::Dedupe::Verdict::Duplicate)
            continue;
        // A recording's own time moves T, so that nothing waits and nothing is missed.
        if (all_recorded_ || rule_ == TimeRule::Newest)
            board_.advance(at_ms(now_ms) / 1000);
        count(index, purchase, merchant, city, verdict);
        if (purchase.accepted && std::abs(now_ms - purchase.time_ms) <= kPulse_ms)
            pulses.push_back(sightingOf(purchase, city));
    }
    board_.settle(); // so that a picture has no more to do than itself
    if (!events.purchases.empty())
        judgePace(feed, now_ms);
    noteHeartbeat(feed, batch, now_ms);
    noteGiven(feed, batch);
    if (!batch.cursor.empty())
        feed.cursor = batch.cursor;
    return true;
}

/// Notes what a batch says about when its feed was listened to.
void LiveTally::noteGiven(Feed& feed, const feed::Batch& batch)
{
    if (feed.description.is_recorded) {
        const stats::Intake::State counted = feed.intake.state();
        if (counted.oldest_ms)
            feed.listening.cover(*counted.oldest_ms, *counted.newest_ms + 1);
        return;
    }
    if (!batch.history.empty())
        feed.listening.noteGiven(std::ranges::min(batch.history, {}, &stats::Delta::second).second *
                                 1000);
    if (!batch.events.purchases.empty())
        feed.listening.noteGiven(batch.events.purchases.front().time_ms);
}

/// The feed lives, and so it is not silent.
void LiveTally::noteProof(Feed& feed, std::int64_t time_ms)
{
    feed.last_alive_ms = time_ms;
    silence_.reset();
}

/// Notes how far the clocks are apart, unless what the feed sends is from before.
void LiveTally::noteHeartbeat(Feed& feed, const feed::Batch& batch, std::int64_t now_ms)
{
    const bool has_settled = feed.up_ms && now_ms - *feed.up_ms >= kSettling_ms;
    if (batch.events.heartbeat_ms && has_settled && !feed.description.is_recorded &&
        !isCatchingUp(feed, now_ms))
        feed.clock.note(*batch.events.heartbeat_ms, batch.arrived_ms);
}

/// Counts what a batch holds besides purchases.
void LiveTally::enter(std::size_t index, const feed::Batch& batch, std::int64_t now_ms)
{
    Feed& feed = feeds_[index];
    feed.intake.enter(batch.events);
    feed.intake.noteResent(batch.resent);
    if (!batch.gap.empty()) {
        feed.gap = batch.gap;
        feed.gap_ms = now_ms;
        feed.listening.noteGap();
    }
    noteProof(feed, std::min(batch.arrived_ms, now_ms)); // the clock may have been set back since
    feed.rejections.note(batch.events, now_ms);
    if (changes_) {
        for (const event::Deploy& deploy : batch.events.deploys) {
            changes_->addDeploy({deploy.identity, deploy.time_ms,
                                 std::string(batch.events.view(deploy.service)),
                                 std::string(batch.events.view(deploy.version))});
        }
    }
    if (batch.history.empty())
        return;
    advance(now_ms);
    is_beside_ledgers_ = true;
    for (const stats::Delta& delta : batch.history) {
        board_.addHistory(delta);
        if (changes_)
            changes_->add(delta);
    }
    for (const stats::MerchantName& name : batch.names) {
        board_.addName(name.eid, name.time_ms, name.name);
        if (changes_)
            changes_->addName(name.eid, name.time_ms, name.name);
    }
    has_history_ = true;
}

void LiveTally::count(std::size_t index, const event::Purchase& purchase, std::string_view merchant,
                      std::string_view city, stats::Dedupe::Verdict verdict)
{
    engine::count(board_, purchase, merchant, city);
    if (!changes_)
        return;
    changes_->add(stats::toDelta(purchase));
    if (purchase.accepted)
        changes_->addName(purchase.eid, purchase.time_ms, merchant);
    if (verdict == stats::Dedupe::Verdict::Fresh)
        changes_->addIdentity(index, purchase.identity, purchase.time_ms);
}

bool LiveTally::isAhead(const event::Purchase& purchase, std::int64_t now_ms) const
{
    if (purchase.time_ms <= now_ms + kFuture_ms)
        return false;
    if (!all_recorded_)
        return true;
    const auto newest = newest_ms();
    return newest && *newest <= now_ms + kFuture_ms;
}

void LiveTally::hold(std::size_t index, const event::Purchase& purchase, std::string_view merchant,
                     std::string_view city)
{
    feeds_[index].intake.hold();
    store::HeldPurchase held{next_held_++, index, purchase, std::string(merchant),
                             std::string(city)};
    if (changes_)
        changes_->hold(held);
    held_.emplace(purchase.time_ms, std::move(held));
}

/// Takes one that waits no longer.
void LiveTally::letGo(std::multimap<std::int64_t, store::HeldPurchase>::iterator place)
{
    const store::HeldPurchase due = std::move(held_.extract(place).mapped());
    if (changes_)
        changes_->release(due.number);
    stats::Intake& intake = feeds_[due.feed].intake;
    intake.letGo();
    const auto verdict = intake.judge(due.purchase);
    if (verdict != stats::Dedupe::Verdict::Duplicate)
        count(due.feed, due.purchase, due.merchant, due.city, verdict);
}

void LiveTally::setState(std::size_t index, feed::LinkState state, std::int64_t now_ms)
{
    Feed& feed = feeds_[index];
    if (state.link == feed::Link::Up) {
        if (!feed.up_ms)
            feed.clock.clear();
        feed.up_ms = feed.up_ms.value_or(now_ms);
        feed.lost_ms.reset();
        noteProof(feed, now_ms);
        if (!feed.description.is_recorded)
            feed.listening.noteUp(now_ms, !feed.cursor.empty());
    } else {
        feed.listening.noteLost();
        feed.up_ms.reset();
        silence_.reset(); // lost is another word
        feed.lost_ms = feed.lost_ms.value_or(now_ms);
    }
    feed.judged_ms.reset();
    feed.link = std::move(state);
}

void LiveTally::noteAlive(std::size_t index, std::int64_t now_ms)
{
    noteProof(feeds_[index], now_ms);
}

void LiveTally::noteClockSet(std::int64_t by_ms)
{
    for (Feed& feed : feeds_) {
        for (auto* time_ms : {&feed.last_arrival_ms, &feed.last_alive_ms, &feed.lost_ms,
                              &feed.up_ms, &feed.judged_ms, &feed.gap_ms}) {
            if (*time_ms)
                **time_ms += by_ms;
        }
        feed.clock.clear();
    }
    silence_.reset();
}

void LiveTally::advance(std::int64_t now_ms)
{
    for (Feed& feed : feeds_)
        feed.listening.advance(now_ms, proven_ms(feed, now_ms), feed.intake.newest_ms(),
                               isCatchingUp(feed, now_ms));
    judgeSilence(now_ms);
    // Recordings that were old throughout, and are over: what lay ahead of the clock is theirs.
    const bool is_over =
        all_recorded_ && isReplay(now_ms) && std::ranges::all_of(feeds_, [](const Feed& feed) {
            return feed.link.link == feed::Link::Ended;
        });
    while (!held_.empty() && (is_over || held_.begin()->first <= now_ms))
        letGo(held_.begin());

    // Where a recording may begin is not known before its first purchase; T cannot go back.
    if ((all_recorded_ || rule_ == TimeRule::Newest) && !newest_ms())
        return;
    const std::int64_t second = at_ms(now_ms) / 1000;
    // A clock that was years ahead has taken T to where nothing will be for as long. But where the
    // purchases are there too, it is now that the clock is wrong.
    const bool is_lost = newest_ms().value_or(0) / 1000 - second > kGiveUp_s;
    if (board_.second() - second > kGiveUp_s && !is_lost && !isReplay(now_ms) &&
        rule_ == TimeRule::Clock) {
        board_ = stats::Board(options_);
        wants_history_ = true;
    }
    board_.advance(second);
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

/// Purchases that come in with old times, faster than time passes, are being caught up with.
void LiveTally::judgePace(Feed& feed, std::int64_t now_ms)
{
    const std::int64_t newest = feed.intake.newest_ms().value_or(now_ms);
    if (now_ms - newest <= kPulse_ms) {
        feed.is_behind = false;
    } else if (!feed.judged_ms || std::abs(now_ms - *feed.judged_ms) >= kArriving_ms) {
        const std::int64_t passed_ms = now_ms - feed.judged_ms.value_or(now_ms);
        feed.is_behind = !feed.judged_ms || 2 * (newest - feed.judged_newest_ms) > 3 * passed_ms;
        feed.judged_ms = now_ms;
        feed.judged_newest_ms = newest;
    }
}

bool LiveTally::isCatchingUp(const Feed& feed, std::int64_t now_ms) const
{
    return feed.is_behind && feed.link.link == feed::Link::Up && feed.last_arrival_ms &&
           now_ms - *feed.last_arrival_ms < kArriving_ms;
}

/// Until when nothing of the feed's can have been missed while it was up. One that resumes is sent
/// what a dead link kept back.
std::int64_t LiveTally::proven_ms(const Feed& feed, std::int64_t now_ms)
{
    const bool is_up = feed.link.link == feed::Link::Up;
    return is_up && feed.cursor.empty() ? std::min(now_ms, feed.last_alive_ms.value_or(now_ms))
                                        : now_ms;
}

/// The last proof of life of any live feed, where that is long ago and all of them are up.
std::optional<std::int64_t> LiveTally::silentSince_ms(std::int64_t now_ms) const
{
    std::optional<std::int64_t> since_ms;
    for (const Feed& feed : feeds_) {
        // All of a recording that has ended is known.
        if (feed.description.is_recorded && feed.link.link == feed::Link::Ended)
            continue;
        if (feed.description.is_recorded || feed.link.link != feed::Link::Up ||
            now_ms - feed.last_alive_ms.value_or(now_ms) <= kSilent_ms)
            return std::nullopt;
        since_ms = std::max(since_ms, feed.last_alive_ms);
    }
    return since_ms;
}

/// What is usual is known of all feeds together, so that it takes all of them to be silent. Once a
/// second is enough.
void LiveTally::judgeSilence(std::int64_t now_ms)
{
    if (std::exchange(silence_judged_s_, now_ms / 1000) == now_ms / 1000)
        return;
    silence_.reset();
    const auto since_ms = silentSince_ms(now_ms);
    if (!since_ms || mode_ != Mode::Live)
        return;
    std::vector<const stats::Coverage*> coverages;
    for (const Feed& feed : feeds_) {
        if (!feed.description.is_recorded)
            coverages.push_back(&feed.listening.coverage());
    }
    silence_ = silenceSince(*since_ms, now_ms, board_, options_.zone, coverages);
}

std::int64_t LiveTally::at_ms(std::int64_t now_ms) const
{
    if (rule_ == TimeRule::Newest)
        return newest_ms().value_or(now_ms);
    return isReplay(now_ms) ? *newest_ms() : now_ms;
}

FeedSnapshot LiveTally::feedSnapshot(const Feed& feed, std::int64_t now_ms) const
{
    FeedSnapshot snapshot{.name = feed.description.name,
                          .is_recorded = feed.description.is_recorded,
                          .link = feed.link,
                          .newest_ms = feed.intake.newest_ms(),
                          .last_arrival_ms = feed.last_arrival_ms,
                          .last_alive_ms = feed.last_alive_ms,
                          .lost_ms = feed.lost_ms,
                          .ledger = feed.intake.ledger(),
                          .gap = feed.gap,
                          .gap_ms = feed.gap_ms,
                          .remembered_since_ms = feed.intake.rememberedSince_ms()};
    if (feed.link.link == feed::Link::Up)
        snapshot.rejecting = feed.rejections.at(now_ms);
    if (feed.description.is_recorded || mode_ != Mode::Live)
        return snapshot;
    if (board_.second() > 0)
        snapshot.missing =
            missingAt(feed.listening.coverage(), board_.second(), proven_ms(feed, now_ms));
    snapshot.silence = silence_;
    snapshot.clock_offset_ms = feed.clock.offset_ms(now_ms);
    return snapshot;
}

Snapshot LiveTally::snapshot(std::int64_t now_ms)
{
    const bool is_replay = isReplay(now_ms);
    stats::Figures figures{.at_ms = now_ms};
    std::int64_t behind_s = 0;
    if (board_.second() > 0) {
        const std::int64_t wanted_ms = at_ms(now_ms);
        // A clock that was set back leaves T where it was until it has caught up.
        behind_s = board_.second() - wanted_ms / 1000;
        figures = board_.figures(behind_s == 0 ? wanted_ms : board_.second() * 1000 + 999);
    }

    Snapshot snapshot{.mode = is_replay ? Mode::Replay : mode_,
                      .wall_ms = now_ms,
                      .has_events = has_history_ || newest_ms().has_value(),
                      .figures = std::move(figures),
                      .zone = options_.zone.name(),
                      .exclude = options_.exclude,
                      .day_places = board_.dayPlaces(),
                      .recent = board_.recent(),
                      .is_future_full = std::ranges::any_of(feeds_, &Feed::is_refused)};
    if (behind_s > kClockBehind_s)
        snapshot.clock_behind_ms = behind_s * 1000;
    for (const Feed& feed : feeds_) {
        snapshot.feeds.push_back(feedSnapshot(feed, now_ms));
        snapshot.ledger += feed.intake.ledger();
        if (isCatchingUp(feed, now_ms))
            snapshot.progress = Progress{"reading " + feed.description.name, -1};
    }
    return snapshot;
}

} // namespace livewall::engine
