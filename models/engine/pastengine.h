// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/engine.h"
#include "models/engine/playhead.h"
#include "models/engine/storereport.h"
#include "models/engine/timecontrol.h"
#include "models/stats/board.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace livewall::engine {

/// A live engine whose T can be sent back over what its store has kept, while it goes on counting
/// and saving. What is shown of the past is read by a thread of its own, one instant at a time;
/// meanwhile what was shown before goes on, and where it takes long stands and says so. The newest
/// that can be shown is what has been saved. Moving on from there, T is live again. To destroy it
/// takes no longer than a moment, whatever is being read.
class PastEngine final : public Engine, public TimeControl
{
public:
    /// A picture that takes longer is said to be awaited.
    static constexpr std::int64_t kPatience_ms = 300;

    /// `live` and `pace` must outlive it. `store`: the path of the one that `live` saves to; empty:
    /// it has none.
    PastEngine(Engine& live, std::string store, stats::BoardOptions board, const Clock& pace);
    ~PastEngine() override;

    /// Of the live engine.
    void start() override { live_.start(); }

    std::shared_ptr<const Snapshot> latest() const override;

    /// Nothing while the past is shown: what happens now is no part of it.
    std::vector<stats::Sighting> takePulses() override;
    std::vector<Arrival> takeArrivals(std::uint64_t sequence) override;

    State state() const override;
    void goTo(std::int64_t at_ms) override;
    void setMoving(bool is_moving) override;
    void setSpeed(double speed) override;
    void goLive() override;

private:
    /// What is shown of the past, from when it was first asked for until T is live again.
    struct Visit
    {
        Playhead head;
        std::uint64_t wish = 0;          ///< grows with each
        std::uint64_t answered = 0;      ///< the newest that was read
        std::int64_t waits_since_ms = 0; ///< by the pace: for the oldest that came since then
        std::int64_t read_ms = 0;        ///< T of what is shown, as it was asked for
        std::shared_ptr<const Snapshot> shown = {};
        std::shared_ptr<const Snapshot> awaited = {}; ///< what stands while the wish is read
        std::stop_source reading = {};                ///< of what is read for it
    };

    /// What is to be read next.
    struct Errand
    {
        std::uint64_t visit;
        std::uint64_t wish;
        std::uint64_t jumps;
        std::int64_t at_ms;
        bool is_moving;
        double speed;
        std::stop_token stop;
    };

    void change(const std::function<void(Visit& visit, std::int64_t now_ms)>& wish);
    Visit& visit(std::int64_t now_ms);
    void run(const std::stop_token& stop);
    bool isWanted(std::int64_t now_ms) const;
    void fetch(const Errand& errand);
    void noteFirst(std::int64_t first_ms);
    void endVisit();
    std::shared_ptr<const Snapshot> numbered(Snapshot snapshot) const;

    Engine& live_;
    const std::string store_;
    const stats::BoardOptions board_;
    const Clock& pace_;
    mutable std::mutex mutex_; ///< for what follows
    std::condition_variable_any changed_;
    mutable std::optional<Visit> visit_;
    std::uint64_t visits_ = 0;
    std::uint64_t jumps_ = 0;
    store::Trouble trouble_;
    std::uint64_t troubles_ = 0;
    std::optional<std::int64_t> first_ms_;
    mutable std::uint64_t sequence_;
    std::jthread thread_; ///< from the first wish on
};

} // namespace livewall::engine
