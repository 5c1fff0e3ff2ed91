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
    FeedSink(Inbox& inbox, std::size_t lane) : inbox_(inbox), lane_(lane) {}

    std::unique_ptr<feed::Batch> takeEmpty() override { return inbox_.takeEmpty(); }
    bool deliver(std::unique_ptr<feed::Batch> batch) override
    {
        return inbox_.put(lane_, std::move(batch));
    }
    void setState(feed::LinkState state) override { inbox_.put(lane_, std::move(state)); }
    void noteAlive() override { inbox_.put(lane_, Inbox::Alive{}); }

private:
    Inbox& inbox_;
    std::size_t lane_;
};

LiveEngine::LiveEngine(Options options, std::vector<Feed> feeds, const Clock& clock, Note note)
    : clock_(clock)
    , note_(note ? std::move(note) : [](const std::string&) {})
    , tally_(options.settings.board, descriptions(feeds), options.settings.mode,
             options.settings.rule)
    , has_store_(options.store != nullptr)
    , store_(std::move(options.store))
    , store_trouble_(std::move(options.store_trouble))
    , save_ms_(options.settings.save_ms)
    , started_ms_(clock.now_ms())
    , saved_ms_(started_ms_)
    , inbox_(feeds.size())
    , backlogs_(feeds.size())
    , has_ended_(feeds.size())
{
    for (Feed& feed : feeds) {
        names_.push_back(feed.description.name);
        sources_.push_back(std::move(feed.source));
        sinks_.push_back(std::make_unique<FeedSink>(inbox_, sinks_.size()));
    }
    if (store_)
        tally_.restore(*store_, started_ms_);
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
    }
    // What a feed still wants to hand over is not counted, and its cursor stands before it.
    inbox_.close();
    source_threads_.clear();
    return is_saved_;
}

void LiveEngine::startSources()
{
    running_sources_ = sources_.size();
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        source_threads_.emplace_back([this, i](const std::stop_token& stop) {
            sources_[i]->run(*sinks_[i], stop);
            --running_sources_;
        });
    }
}

void LiveEngine::run(const std::stop_token& stop)
{
    startSaving();
    startSources();
    std::int64_t published_ms = clock_.now_ms();
    std::int64_t published_second = 0;
    bool has_changed = true;
    while (!stop.stop_requested()) {
        has_changed |= workAll();
        const std::int64_t now_ms = clock_.now_ms();
        saveWhenDue(now_ms);
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
    saveLast();
    publish();
}

/// Counts what the feeds have sent and moves T on. True if anything may look different for it.
bool LiveEngine::workAll()
{
    bool has_changed = false;
    for (std::size_t feed = 0; feed < backlogs_.size(); ++feed)
        has_changed |= work(feed);
    tally_.advance(clock_.now_ms());
    for (stats::Sighting& pulse : fresh_pulses_)
        pulses_.push(std::move(pulse));
    fresh_pulses_.clear();
    has_unsaved_ |= has_changed;
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
                noteRejections(names_[feed], (*batch)->events, note_);
            if (!tally_.take(feed, **batch, now_ms, fresh_pulses_))
                return has_changed;
            backlog.is_noted = false;
            received_ += (*batch)->events.received;
            has_changed = true;
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
    const stats::Intake& intake = tally_.intake(feed);
    if (state.link == feed::Link::Failed) {
        const bool is_named = state.detail.find(names_[feed]) != std::string::npos;
        note_(is_named ? state.detail : names_[feed] + ": " + state.detail);
    } else if (state.link == feed::Link::Ended && !intake.ledger().hasPurchase()) {
        note_(noValidPurchase({names_[feed]}, intake.ledger(), {}));
    } else if (state.link == feed::Link::Ended) {
        if (const std::string line = suspectNewest(intake); !line.empty())
            note_("warning: " + names_[feed] + ": " + line);
    }
}

/// Reads what tells copies from originals: before any feed may begin.
void LiveEngine::startSaving()
{
    if (!store_)
        return;
    try {
        tally_.restoreIdentities(*store_);
        writer_.emplace(std::move(store_), [this] { return clock_.now_ms(); });
    } catch (const store::DatabaseError& error) {
        store_trouble_ = error.what();
        note_(store_trouble_ +
              "; nothing is saved, and copies of what came before the start count");
        store_.reset();
        tally_.giveUpChanges();
    }
}

void LiveEngine::saveWhenDue(std::int64_t now_ms)
{
    if (!writer_ || !has_unsaved_ || !store_trouble_.empty())
        return;
    const std::int64_t every_ms = save_ms_.value_or(tally_.canResume() ? kSave_ms : kSaveOften_ms);
    const std::size_t changes = tally_.changes();
    if (std::abs(now_ms - saved_ms_) < every_ms && changes < kSaveAtOnce)
        return;
    if (writer_->isReady()) {
        writer_->write(tally_.takeChanges());
        saved_ms_ = now_ms;
        has_unsaved_ = false;
    } else if (changes > kMaxUnsaved) {
        store_trouble_ = "too much came in meanwhile; a restart counts it";
        note_("not saving any more: " + store_trouble_);
        tally_.giveUpChanges();
    }
}

/// Saves the last of it, and waits until that is done or the disk refuses.
void LiveEngine::saveLast()
{
    if (!writer_)
        return;
    is_saved_ = store_trouble_.empty() && writer_->waitUntilWritten();
    if (is_saved_ && has_unsaved_) {
        writer_->write(tally_.takeChanges());
        is_saved_ = writer_->waitUntilWritten();
    }
}

void LiveEngine::publish()
{
    const std::int64_t now_ms = clock_.now_ms();
    Snapshot snapshot = tally_.snapshot(now_ms);
    snapshot.pulses_dropped = pulses_.dropped();
    snapshot.saving.has_store = writer_ || store_ || !store_trouble_.empty();
    if (writer_) {
        store::StoreWriter::Health health = writer_->health();
        snapshot.saving.failing_since_ms = health.failing_since_ms;
        snapshot.saving.trouble = std::move(health.trouble);
    }
    if (!store_trouble_.empty()) {
        if (!snapshot.saving.failing_since_ms)
            snapshot.saving.failing_since_ms = writer_ ? saved_ms_ : started_ms_;
        snapshot.saving.trouble = store_trouble_;
    }
    publisher_.publish(std::move(snapshot));
}

} // namespace livewall::engine
