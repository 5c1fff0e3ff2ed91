// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/livetally.h"

#include "models/engine/counting.h"
#include "models/engine/instant.h"
#include "models/store/store.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
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
        feeds_.emplace_back(std::move(description));
}

void LiveTally::restore(store::Store& store, std::int64_t now_ms)
{
    std::vector<std::string> names;
    for (const FeedTally& feed : feeds_)
        names.push_back(feed.description().name);
    for (store::FeedState& state : store.feeds()) {
        const auto place = std::ranges::find(names, state.name);
        if (place == names.end())
            continue;
        feeds_[static_cast<std::size_t>(place - names.begin())].restore(
            std::move(state.cursor), state.intake, store.coverage(state.name, Listening::kKept_ms));
    }
    held_.restore(store.held(names), store.lastHeldNumber());
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
    restored_second_ = board_.second();
    store.fillAhead(board_);
}

void LiveTally::restorePast(store::Store& store)
{
    if (const auto second = std::exchange(restored_second_, std::nullopt))
        store.fillPast(board_, *second);
    constexpr std::size_t kBlock = 4096; // so many at a time, to look ahead
    std::vector<store::Remembered> block;
    for (FeedTally& feed : feeds_) {
        const auto remember = [&block, &intake = feed.intake()] {
            for (std::size_t i = 0; i < block.size(); ++i) {
                intake.lookAhead(std::span<const store::Remembered>(block), i);
                intake.remember(block[i].identity, block[i].time_ms);
            }
            block.clear();
        };
        store.readIdentities(feed.description().name, [&](const store::Remembered& one) {
            block.push_back(one);
            if (block.size() == kBlock)
                remember();
        });
        remember();
    }
}

bool LiveTally::canResume() const
{
    return std::ranges::all_of(feeds_, [](const FeedTally& feed) {
        return !feed.liveness().lastArrival_ms() || !feed.cursor().empty();
    });
}

store::Checkpoint LiveTally::takeChanges()
{
    store::Checkpoint checkpoint = changes_->take();
    for (FeedTally& feed : feeds_) {
        checkpoint.feeds.push_back({feed.description().name, feed.cursor(), feed.intake().state()});
        checkpoint.coverage.push_back(feed.listening().takeNew());
        checkpoint.covered_until.push_back(feed.listening().takeCut());
    }
    checkpoint.recent = board_.recent();
    checkpoint.is_beside_ledgers = std::exchange(is_beside_ledgers_, false);
    return checkpoint;
}

void LiveTally::noteOtherStore()
{
    is_beside_ledgers_ = true;
    if (changes_)
        held_.noteAll(*changes_);
}

void LiveTally::noteListened(std::size_t feed, const std::vector<stats::Interval>& intervals)
{
    for (const stats::Interval& interval : intervals)
        feeds_[feed].listening().cover(interval.from_ms, interval.to_ms);
}

bool LiveTally::hasListened() const
{
    return std::ranges::any_of(feeds_,
                               [](const FeedTally& feed) { return feed.listening().hasNew(); });
}

bool LiveTally::take(std::size_t index, const feed::Batch& batch, std::int64_t now_ms,
                     std::vector<stats::Sighting>& pulses)
{
    FeedTally& feed = feeds_[index];
    const event::EventBatch& events = batch.events;
    // A batch is counted whole, so that a cursor stands between two of them.
    const auto ahead = std::ranges::count_if(
        events.purchases, [&](const event::Purchase& one) { return isAhead(one, now_ms); });
    feed.setRefused(!held_.hasRoomFor(static_cast<std::size_t>(ahead)));
    if (feed.isRefused())
        return false;

    enter(index, batch, now_ms);
    // Only what is can be ahead of others.
    const auto isFuture = [now_ms](const event::Purchase& one) {
        return one.time_ms > now_ms + kFuture_ms;
    };
    if (std::ranges::none_of(events.purchases, isFuture))
        countAll(index, events, now_ms, pulses);
    else
        countOneByOne(index, events, now_ms, pulses);
    board_.settle(); // so that a picture has no more to do than itself
    feed.finish(batch, now_ms);
    return true;
}

void LiveTally::countAll(std::size_t index, const event::EventBatch& events, std::int64_t now_ms,
                         std::vector<stats::Sighting>& pulses)
{
    judge(feeds_[index].intake(), events, stats::Intake::kAnySecond, judged_);
    moveWithRecordings(now_ms);
    engine::count(board_, events, judged_.counting, true, gathered());
    for (const std::uint32_t at : judged_.counting) {
        const event::Purchase& purchase = events.purchases[at];
        if (changes_ && judged_.verdicts[at] == stats::Dedupe::Verdict::Fresh)
            changes_->addIdentity(index, purchase.identity, purchase.time_ms);
        addPulse(purchase, events.view(purchase.merchant), events.view(purchase.city), now_ms,
                 pulses);
    }
}

/// Where some may be ahead, which depends on those before them.
void LiveTally::countOneByOne(std::size_t index, const event::EventBatch& events,
                              std::int64_t now_ms, std::vector<stats::Sighting>& pulses)
{
    stats::Intake& intake = feeds_[index].intake();
    for (const event::Purchase& purchase : events.purchases) {
        const std::string_view merchant = events.view(purchase.merchant);
        const std::string_view city = events.view(purchase.city);
        if (isAhead(purchase, now_ms)) {
            intake.hold();
            held_.hold(index, purchase, merchant, city, gathered());
            continue;
        }
        const auto verdict = intake.judge(purchase);
        if (verdict == stats::Dedupe::Verdict::Duplicate)
            continue;
        moveWithRecordings(now_ms);
        count(index, purchase, merchant, city, verdict);
        addPulse(purchase, merchant, city, now_ms, pulses);
    }
}

/// A recording's own time moves T, so that nothing waits and nothing is missed.
void LiveTally::moveWithRecordings(std::int64_t now_ms)
{
    if ((all_recorded_ || rule_ == TimeRule::Newest) && newest_ms())
        board_.advance(at_ms(now_ms) / 1000);
}

void LiveTally::addPulse(const event::Purchase& purchase, std::string_view merchant,
                         std::string_view city, std::int64_t now_ms,
                         std::vector<stats::Sighting>& pulses) const
{
    if (purchase.accepted && std::abs(now_ms - purchase.time_ms) <= kPulse_ms)
        pulses.push_back(board_.sighting(purchase, merchant, city));
}

/// Counts what a batch holds besides purchases.
void LiveTally::enter(std::size_t index, const feed::Batch& batch, std::int64_t now_ms)
{
    feeds_[index].enter(batch, now_ms);
    silence_.reset();
    for (const event::Deploy& deploy : batch.events.deploys) {
        const stats::DeployMark mark = deployMark(batch.events, deploy);
        board_.addDeploy(mark);
        if (changes_)
            changes_->addDeploy(mark);
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
            changes_->addName({name.eid, name.time_ms, name.name});
    }
    has_history_ = true;
}

void LiveTally::count(std::size_t index, const event::Purchase& purchase, std::string_view merchant,
                      std::string_view city, stats::Dedupe::Verdict verdict)
{
    engine::count(board_, purchase, merchant, city);
    gather(index, purchase, merchant, verdict);
}

/// What counts is to be saved.
void LiveTally::gather(std::size_t index, const event::Purchase& purchase,
                       std::string_view merchant, stats::Dedupe::Verdict verdict)
{
    if (!changes_)
        return;
    changes_->add(stats::toDelta(purchase));
    if (purchase.accepted)
        changes_->addName({purchase.eid, purchase.time_ms, merchant});
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

/// Counts those that wait until then, and no longer.
void LiveTally::countDue(std::int64_t until_ms)
{
    while (const auto due = held_.takeDue(until_ms, gathered())) {
        stats::Intake& intake = feeds_[due->feed].intake();
        intake.letGo();
        const auto verdict = intake.judge(due->purchase);
        if (verdict != stats::Dedupe::Verdict::Duplicate)
            count(due->feed, due->purchase, due->merchant, due->city, verdict);
    }
}

void LiveTally::setState(std::size_t feed, feed::LinkState state, std::int64_t now_ms)
{
    feeds_[feed].setState(std::move(state), now_ms);
    silence_.reset(); // up it lives, and lost is another word
}

void LiveTally::noteAlive(std::size_t feed, std::int64_t now_ms)
{
    feeds_[feed].noteAlive(now_ms);
    silence_.reset();
}

void LiveTally::noteClockSet(std::int64_t by_ms)
{
    for (FeedTally& feed : feeds_)
        feed.noteClockSet(by_ms);
    silence_.reset();
}

void LiveTally::advance(std::int64_t now_ms)
{
    for (FeedTally& feed : feeds_)
        feed.advance(now_ms);
    judgeSilence(now_ms);
    // Recordings that were old throughout, and are over: what lay ahead of the clock is theirs.
    const bool is_over =
        all_recorded_ && isReplay(now_ms) && std::ranges::all_of(feeds_, &FeedTally::hasEnded);
    countDue(is_over ? std::numeric_limits<std::int64_t>::max() : now_ms);

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

/// Why nobody can tell whether the figures are what is usual, as far as the feeds know.
std::optional<Verdict> LiveTally::doubt(std::int64_t now_ms) const
{
    for (const FeedTally& feed : feeds_) {
        const std::string& name = feed.description().name;
        if (feed.isDead(now_ms))
            return Verdict{.doubt = Verdict::Doubt::FeedDown,
                           .feed = name,
                           .doubt_ms = feed.liveness().lost_ms()};
        if (feed.isCatchingUp(now_ms))
            return Verdict{.doubt = Verdict::Doubt::CatchingUp, .feed = name};
    }
    return std::nullopt;
}

std::optional<std::int64_t> LiveTally::newest_ms() const
{
    std::optional<std::int64_t> newest;
    for (const FeedTally& feed : feeds_)
        newest = std::max(newest, feed.intake().newest_ms());
    return newest;
}

bool LiveTally::isReplay(std::int64_t now_ms) const
{
    const auto newest = newest_ms();
    return all_recorded_ && newest && std::abs(now_ms - *newest) > kRecent_ms &&
           *newest / 1000 >= board_.second();
}

/// What is usual is known of all feeds together, so that it takes all of them to be silent. Once a
/// second is enough.
void LiveTally::judgeSilence(std::int64_t now_ms)
{
    if (std::exchange(silence_judged_s_, now_ms / 1000) == now_ms / 1000)
        return;
    silence_.reset();
    const auto since_ms = silentSince_ms(feeds_, now_ms);
    if (!since_ms || mode_ != Mode::Live)
        return;
    silence_ = silenceSince(*since_ms, now_ms, board_, options_, liveCoverages(feeds_));
}

std::int64_t LiveTally::at_ms(std::int64_t now_ms) const
{
    if (rule_ == TimeRule::Newest)
        return newest_ms().value_or(now_ms);
    return isReplay(now_ms) ? *newest_ms() : now_ms;
}

FeedSnapshot LiveTally::feedSnapshot(const FeedTally& feed, std::int64_t now_ms) const
{
    FeedSnapshot snapshot = feed.snapshot(now_ms);
    if (feed.description().is_recorded || mode_ != Mode::Live)
        return snapshot;
    if (board_.second() > 0)
        snapshot.missing = feed.missingAt(board_.second(), now_ms);
    snapshot.silence = silence_;
    snapshot.clock_offset_ms = feed.liveness().clockOffset_ms(now_ms);
    return snapshot;
}

Snapshot LiveTally::snapshot(std::int64_t now_ms)
{
    std::int64_t behind_s = 0;
    std::int64_t at_ms = now_ms;
    if (board_.second() > 0) {
        at_ms = this->at_ms(now_ms);
        // A clock that was set back leaves T where it was until it has caught up.
        behind_s = board_.second() - at_ms / 1000;
        if (behind_s != 0)
            at_ms = board_.second() * 1000 + 999;
    }
    Snapshot snapshot = instant(board_, options_, listenedTo(feeds_, now_ms), at_ms, doubt(now_ms));
    snapshot.mode = isReplay(now_ms) ? Mode::Replay : mode_;
    snapshot.wall_ms = now_ms;
    snapshot.has_events = has_history_ || newest_ms().has_value();
    snapshot.is_future_full = std::ranges::any_of(feeds_, &FeedTally::isRefused);
    if (behind_s > kClockBehind_s)
        snapshot.clock_behind_ms = behind_s * 1000;
    for (const FeedTally& feed : feeds_) {
        snapshot.feeds.push_back(feedSnapshot(feed, now_ms));
        snapshot.ledger += feed.intake().ledger();
        if (feed.isCatchingUp(now_ms))
            snapshot.progress = Progress{"reading " + feed.description().name, -1};
    }
    return snapshot;
}

} // namespace livewall::engine
