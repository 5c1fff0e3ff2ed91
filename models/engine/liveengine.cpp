// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/liveengine.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace livewall::engine {

namespace {

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

LiveEngine::LiveEngine(stats::BoardOptions board, std::vector<Feed> feeds, Mode mode,
                       const Clock& clock, Note note)
    : clock_(clock)
    , note_(note ? std::move(note) : [](const std::string&) {})
    , tally_(std::move(board), descriptions(feeds), mode)
    , inbox_(feeds.size())
    , backlogs_(feeds.size())
{
    for (Feed& feed : feeds) {
        names_.push_back(feed.description.name);
        sources_.push_back(std::move(feed.source));
        sinks_.push_back(std::make_unique<FeedSink>(inbox_, sinks_.size()));
    }
}

LiveEngine::~LiveEngine()
{
    thread_.request_stop();
    for (std::jthread& thread : source_threads_)
        thread.request_stop();
    inbox_.close();
}

void LiveEngine::start()
{
    tally_.advance(clock_.now_ms());
    publish();
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        source_threads_.emplace_back(
            [source = sources_[i].get(), sink = sinks_[i].get()](const std::stop_token& stop) {
                source->run(*sink, stop);
            });
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void LiveEngine::run(const std::stop_token& stop)
{
    std::int64_t published_ms = clock_.now_ms();
    std::int64_t published_second = 0;
    bool has_changed = true;
    while (!stop.stop_requested()) {
        for (std::size_t feed = 0; feed < backlogs_.size(); ++feed)
            has_changed |= work(feed);
        const std::int64_t now_ms = clock_.now_ms();
        tally_.advance(now_ms);
        for (stats::Sighting& pulse : fresh_pulses_)
            pulses_.push(std::move(pulse));
        fresh_pulses_.clear();

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
            if (!std::exchange(backlog.is_entered, true)) {
                noteRejections(names_[feed], (*batch)->events, note_);
                tally_.enter(feed, **batch, now_ms);
            }
            backlog.first = tally_.take(feed, **batch, backlog.first, now_ms, fresh_pulses_);
            has_changed = true;
            if (backlog.first < (*batch)->events.purchases.size())
                return has_changed;
            backlog.is_entered = false;
            backlog.first = 0;
            inbox_.giveBack(std::move(*batch));
        } else if (auto* state = std::get_if<feed::LinkState>(&item)) {
            if (state->link == feed::Link::Failed)
                note_(names_[feed] + ": " + state->detail);
            else if (state->link == feed::Link::Ended && !tally_.ledger(feed).hasPurchase())
                note_(noValidPurchase({names_[feed]}, tally_.ledger(feed), {}));
            tally_.setState(feed, std::move(*state), now_ms);
            has_changed = true;
        } else {
            tally_.noteAlive(feed, now_ms);
        }
        backlog.items.pop_front();
    }
    return has_changed;
}

void LiveEngine::publish()
{
    Snapshot snapshot = tally_.snapshot(clock_.now_ms());
    snapshot.pulses_dropped = pulses_.dropped();
    publisher_.publish(std::move(snapshot));
}

} // namespace livewall::engine
