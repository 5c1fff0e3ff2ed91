// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/engine.h"
#include "models/engine/filereading.h"
#include "models/engine/inbox.h"
#include "models/engine/livetally.h"
#include "models/engine/publisher.h"

#include <deque>
#include <memory>
#include <thread>
#include <vector>

namespace livewall::engine {

/// Reads feeds as they come and counts them by the wall's clock: one thread a feed, one that
/// counts. A snapshot is published at most every kPublish_ms while things happen, and at each
/// second.
class LiveEngine final : public Engine
{
public:
    static constexpr std::int64_t kPublish_ms = 40;

    struct Feed
    {
        LiveFeed description;
        std::unique_ptr<feed::Source> source;
    };

    /// `clock` must outlive the engine. `note`, if any, gets the first rejections of each reason
    /// and each feed that fails, from the engine's thread.
    LiveEngine(stats::BoardOptions board, std::vector<Feed> feeds, Mode mode, const Clock& clock,
               Note note = {});
    ~LiveEngine() override;

    void start() override;
    std::shared_ptr<const Snapshot> latest() const override { return publisher_.latest(); }
    std::vector<stats::Sighting> takePulses() override { return pulses_.take(); }

private:
    class FeedSink;

    /// What came out of a feed's lane and is not counted yet.
    struct Backlog
    {
        std::deque<Inbox::Item> items;
        bool is_entered = false; ///< what the front batch holds besides purchases is counted
        std::size_t first = 0;   ///< of its purchases: those before it are counted
    };

    void run(const std::stop_token& stop);
    bool work(std::size_t feed);
    void publish();

    const Clock& clock_;
    Note note_;
    std::vector<std::string> names_; ///< of the feeds
    std::vector<std::unique_ptr<feed::Source>> sources_;
    LiveTally tally_; ///< the engine thread's once it runs
    Inbox inbox_;
    std::vector<Backlog> backlogs_;
    std::vector<stats::Sighting> fresh_pulses_;
    Publisher publisher_;
    PulseRing pulses_;
    std::vector<std::unique_ptr<FeedSink>> sinks_;
    std::vector<std::jthread> source_threads_;
    std::jthread thread_;
};

} // namespace livewall::engine
