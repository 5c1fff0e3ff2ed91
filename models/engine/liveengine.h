// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/clocksteps.h"
#include "models/engine/engine.h"
#include "models/engine/filereading.h"
#include "models/engine/inbox.h"
#include "models/engine/keptbatches.h"
#include "models/engine/livetally.h"
#include "models/engine/publisher.h"
#include "models/engine/saver.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace livewall::engine {

/// Reads feeds as they come and counts them by the wall's clock: one thread a feed, one that
/// counts. A snapshot is published at most every kPublish_ms while things happen, and at each
/// second. With a store it goes on where that left off and saves what changes (saver.h). Where a
/// store is found later that holds more than this run has counted, it begins again from it, and
/// counts once more what feeds that cannot give it again have given until then (keptbatches.h).
class LiveEngine final : public Engine
{
public:
    static constexpr std::int64_t kPublish_ms = 40;

    struct Feed
    {
        LiveFeed description;
        std::unique_ptr<feed::Source> source;
        /// Makes it once more, at a cursor. Without it the engine never begins again.
        std::function<std::unique_ptr<feed::Source>(const std::string& cursor)> again = {};
    };

    struct Settings
    {
        stats::BoardOptions board;
        Mode mode = Mode::Live;
        TimeRule rule = TimeRule::Clock;
    };

    /// `clock` must outlive the engine. `note`, if any, gets the first rejections of each reason
    /// and each feed that fails, from the engine's thread. Throws store::DatabaseError where the
    /// store cannot be read; nothing was started then.
    LiveEngine(Settings settings, std::vector<Feed> feeds, const Clock& clock, Note note = {},
               Keeping keeping = {});
    ~LiveEngine() override;

    void start() override;
    std::shared_ptr<const Snapshot> latest() const override { return publisher_.latest(); }
    std::vector<stats::Sighting> takePulses() override { return pulses_.take(); }
    std::vector<Arrival> takeArrivals(std::uint64_t sequence) override
    {
        return arrivals_.take(sequence);
    }

    /// Every feed has ended or failed for good, and all that they gave is counted.
    bool isDone() const { return is_done_; }

    /// How much has been counted or refused so far: it stands while nothing comes.
    std::uint64_t received() const { return received_; }

    /// Stops the feeds, counts what they have given, saves it, publishes a last snapshot and lets
    /// the store go. Once; the destructor does it too. False where it could not be saved.
    bool finish();

private:
    class FeedSink;

    /// What came out of a feed's lane and is not counted yet.
    struct Backlog
    {
        std::deque<Inbox::Item> items;
        bool is_noted = false; ///< the front batch's rejections were described
    };

    void run(const std::stop_token& stop);
    bool work(std::size_t feed);
    bool workAll();
    void noteEnd(std::size_t feed, const feed::LinkState& state);
    void beginAgain();
    void startSources();
    void publish();

    const Clock& clock_;
    Note note_;
    const Settings settings_;
    std::vector<Feed> feeds_;
    Saver saver_; ///< the engine thread's once it runs, as the tally
    LiveTally tally_;
    ClockSteps clock_steps_;
    const bool has_store_;
    const bool can_begin_again_;
    bool is_saved_ = true; ///< at the end
    Inbox inbox_;
    std::vector<Backlog> backlogs_;
    KeptBatches kept_;
    std::vector<stats::Sighting> fresh_pulses_;
    Publisher publisher_;
    PulseRing pulses_;
    Arrivals arrivals_;
    std::vector<std::unique_ptr<FeedSink>> sinks_;
    std::vector<bool> has_ended_; ///< by feed
    std::atomic<std::size_t> running_sources_ = 0;
    std::atomic<bool> is_done_ = false;
    std::atomic<std::uint64_t> received_ = 0;
    std::vector<std::jthread> source_threads_;
    std::jthread thread_;
};

} // namespace livewall::engine
