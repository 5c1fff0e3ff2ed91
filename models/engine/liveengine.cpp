// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/liveengine.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <utility>

namespace livewall::engine {

namespace {

/// How long a feed may still give what it has read, once the engine is to end.
constexpr std::chrono::milliseconds kLastWords(500);

std::vector<LiveFeed> descriptions(const std::vector<LiveEngine::Feed>& feeds)
{
    std::vector<LiveFeed> found;
    for (const LiveEngine::Feed& feed : feeds)
        found.push_back(feed.description);
    return found;
}

} // namespace

/// One source's end of its lane.
class LiveEngine::FeedSink final : public feed::Sink
{
public:
    FeedSink(Inbox& inbox, std::size_t lane, const Clock& clock)
        : inbox_(inbox), lane_(lane), clock_(clock)
    {
    }

    std::unique_ptr<feed::Batch> takeEmpty() override
    {
        auto batch = inbox_.takeEmpty();
        batch->read_us = clock_.elapsed_us();
        return batch;
    }
    bool deliver(std::unique_ptr<feed::Batch> batch) override
    {
        return inbox_.put(lane_, std::move(batch));
    }
    void setState(feed::LinkState state) override { inbox_.put(lane_, std::move(state)); }
    void noteAlive() override { inbox_.put(lane_, Inbox::Alive{}); }

private:
    Inbox& inbox_;
    std::size_t lane_;
    const Clock& clock_;
};

LiveEngine::LiveEngine(Settings settings, std::vector<Feed> feeds, const Clock& clock, Note note,
                       Keeping keeping)
    : clock_(clock)
    , note_(note ? std::move(note) : [](const std::string&) {})
    , settings_(std::move(settings))
    , feeds_(std::move(feeds))
    , saver_(std::move(keeping), clock, note_)
    , tally_(settings_.board, descriptions(feeds_), settings_.mode, settings_.rule)
    , has_store_(saver_.hasStore())
    , can_begin_again_(std::ranges::all_of(feeds_, [](const Feed& one) { return !!one.again; }))
    , inbox_(feeds_.size())
    , backlogs_(feeds_.size())
    , kept_(feeds_.size(), !has_store_)
    , has_ended_(feeds_.size())
{
    for (std::size_t i = 0; i < feeds_.size(); ++i)
        sinks_.push_back(std::make_unique<FeedSink>(inbox_, i, clock_));
    saver_.restore(tally_);
}

LiveEngine::~LiveEngine()
{
    // With nowhere to save it, what is on its way need not be counted.
    if (!has_store_)
        inbox_.close();
    finish();
}

void LiveEngine::start()
{
    clock_steps_.note(clock_.now_ms(), clock_.elapsed_ms());
    tally_.advance(clock_.now_ms());
    publish();
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

bool LiveEngine::finish()
{
    if (thread_.joinable()) {
        thread_.request_stop();
        inbox_.wake();
        thread_.join();
        saver_.letGo();
    }
    // What a feed still wants to hand over is not counted, and its cursor stands before it.
    inbox_.close();
    source_threads_.clear();
    return is_saved_;
}

void LiveEngine::startSources()
{
    running_sources_ = feeds_.size();
    for (std::size_t i = 0; i < feeds_.size(); ++i) {
        source_threads_.emplace_back([this, i](const std::stop_token& stop) {
            feeds_[i].source->run(*sinks_[i], stop);
            --running_sources_;
        });
    }
}

void LiveEngine::run(const std::stop_token& stop)
{
    saver_.begin(tally_);
    startSources();
    std::int64_t published_ms = clock_.now_ms();
    std::int64_t published_second = 0;
    bool has_changed = true;
    while (!stop.stop_requested()) {
        has_changed |= workAll();
        const std::int64_t now_ms = clock_.now_ms();
        saver_.saveWhenDue(tally_, now_ms);
        if (can_begin_again_ && saver_.findsStore(tally_))
            beginAgain();
        // A clock that steps back must not hold pictures up: any distance counts.
        const bool is_due = std::abs(now_ms - published_ms) >= kPublish_ms;
        if ((has_changed && is_due) || now_ms / 1000 != published_second) {
            publish();
            published_ms = now_ms;
            published_second = now_ms / 1000;
            has_changed = false;
        }
        const std::int64_t to_next_second_ms = 1000 - now_ms % 1000;
        inbox_.wait(std::chrono::milliseconds(has_changed ? kPublish_ms : to_next_second_ms));
    }

    // Sources end within 200 ms of being asked: what they have read until then still counts.
    for (std::jthread& source : source_threads_)
        source.request_stop();
    const auto give_up = std::chrono::steady_clock::now() + kLastWords;
    while (running_sources_ > 0 && std::chrono::steady_clock::now() < give_up) {
        workAll();
        inbox_.wait(kLastWords / 50);
    }
    workAll();
    is_saved_ = saver_.saveLast(tally_);
    publish();
}

/// Counts anew, from what the store has on.
void LiveEngine::beginAgain()
{
    for (std::jthread& source : source_threads_)
        source.request_stop();
    inbox_.close(); // what is on its way comes again, where a feed can resume
    source_threads_.clear();
    inbox_.reopen();
    for (Backlog& backlog : backlogs_)
        backlog = {};
    has_ended_.assign(feeds_.size(), false);

    std::vector<std::vector<stats::Interval>> listened(feeds_.size());
    for (std::size_t i = 0; i < feeds_.size(); ++i) {
        if (tally_.cursor(i).empty())
            listened[i] = tally_.coverage(i).intervals();
    }

    const auto make = [this] {
        return LiveTally(settings_.board, descriptions(feeds_), settings_.mode, settings_.rule);
    };
    tally_ = make();
    try {
        saver_.restore(tally_);
        note_("the store is open; counting goes on from what it has");
    } catch (const store::DatabaseError& error) {
        tally_ = make();
        saver_.refuse(error);
        saver_.restore(tally_); // of a new one, if there is one: nothing but that it is kept
    }
    for (std::size_t i = 0; i < feeds_.size(); ++i)
        feeds_[i].source = feeds_[i].again(tally_.cursor(i));
    saver_.begin(tally_);
    for (std::size_t i = 0; i < feeds_.size(); ++i) {
        KeptBatches::Kept kept = kept_.take(i);
        for (std::unique_ptr<feed::Batch>& batch : kept.batches)
            backlogs_[i].items.emplace_back(std::move(batch));
        if (kept.is_all)
            tally_.noteListened(i, listened[i]);
    }
    startSources();
}

/// Counts what the feeds have sent and moves T on. True if anything may look different for it.
bool LiveEngine::workAll()
{
    bool has_changed = false;
    if (const std::int64_t by_ms = clock_steps_.note(clock_.now_ms(), clock_.elapsed_ms()))
        tally_.noteClockSet(by_ms);
    for (std::size_t feed = 0; feed < backlogs_.size(); ++feed)
        has_changed |= work(feed);
    tally_.advance(clock_.now_ms());
    for (stats::Sighting& pulse : fresh_pulses_)
        pulses_.push(std::move(pulse));
    fresh_pulses_.clear();
    if (has_changed)
        saver_.noteChange();
    is_done_ = std::ranges::all_of(has_ended_, std::identity());
    return has_changed;
}

/// Counts what one feed has sent. True if anything may look different for it.
bool LiveEngine::work(std::size_t feed)
{
    Backlog& backlog = backlogs_[feed];
    // What could not be counted yet keeps the lane shut: the source waits.
    if (backlog.items.empty())
        inbox_.drain(feed, backlog.items);
    bool has_changed = false;
    while (!backlog.items.empty()) {
        const std::int64_t now_ms = clock_.now_ms();
        Inbox::Item& item = backlog.items.front();
        if (auto* batch = std::get_if<std::unique_ptr<feed::Batch>>(&item)) {
            if (!std::exchange(backlog.is_noted, true))
                noteRejections(feeds_[feed].description.name, (*batch)->events, note_);
            if (!tally_.take(feed, **batch, now_ms, fresh_pulses_))
                return has_changed;
            backlog.is_noted = false;
            received_ += (*batch)->events.received;
            if ((*batch)->read_us)
                arrivals_.note({*(*batch)->read_us, (*batch)->events.received});
            has_changed = true;
            kept_.note(feed, **batch);
            if (can_begin_again_ && saver_.awaitsStore())
                kept_.keep(feed, **batch);
            inbox_.giveBack(std::move(*batch));
        } else if (auto* state = std::get_if<feed::LinkState>(&item)) {
            noteEnd(feed, *state);
            tally_.setState(feed, std::move(*state), now_ms);
            has_changed = true;
        } else {
            tally_.noteAlive(feed, now_ms);
        }
        backlog.items.pop_front();
    }
    return has_changed;
}

/// Says what a feed's end has to say.
void LiveEngine::noteEnd(std::size_t feed, const feed::LinkState& state)
{
    has_ended_[feed] = state.link == feed::Link::Ended || state.link == feed::Link::Failed;
    const std::string& name = feeds_[feed].description.name;
    const stats::Intake& intake = tally_.intake(feed);
    if (state.link == feed::Link::Failed) {
        const bool is_named = state.detail.find(name) != std::string::npos;
        note_(is_named ? state.detail : name + ": " + state.detail);
    } else if (state.link == feed::Link::Ended && !intake.ledger().hasPurchase()) {
        note_(noValidPurchase({name}, intake.ledger(), {}));
    } else if (state.link == feed::Link::Ended) {
        if (const std::string line = suspectNewest(intake); !line.empty())
            note_("warning: " + name + ": " + line);
    }
}

void LiveEngine::publish()
{
    const std::int64_t now_ms = clock_.now_ms();
    tally_.advance(now_ms); // a second may have begun since workAll()
    Snapshot snapshot = tally_.snapshot(now_ms);
    snapshot.pulses_dropped = pulses_.dropped();
    snapshot.saving = saver_.state();
    snapshot.clock_set = clock_steps_.told(now_ms);
    arrivals_.publish(publisher_.nextSequence());
    publisher_.publish(std::move(snapshot));
}

} // namespace livewall::engine
