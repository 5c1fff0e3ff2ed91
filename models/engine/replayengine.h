// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/engine.h"
#include "models/engine/filereading.h"
#include "models/engine/playhead.h"
#include "models/engine/publisher.h"
#include "models/engine/recordedreading.h"
#include "models/engine/recording.h"
#include "models/engine/replayposition.h"
#include "models/engine/timecontrol.h"
#include "models/stats/board.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace livewall::engine {

struct ReplayOptions
{
    std::vector<std::string> files; ///< or folders that livewallctl record wrote
    event::DecoderOptions decoder;
    ReplayBy by = ReplayBy::Event;
    std::optional<std::int64_t> from_ms; ///< where T starts; default: the first purchase
    std::optional<std::int64_t> to_ms;   ///< where T stops; default: the last purchase
    Note note;        ///< gets the rejections that were described; from the engine's thread
    double speed = 1; ///< event seconds a second; kAsFastAsItGoes: no pacing

    static constexpr double kAsFastAsItGoes = std::numeric_limits<double>::infinity();
};

/// Plays recorded files: purchases are let out by event time, at T's pace, so that at each T the
/// snapshot shows what a report of the files at T prints; but the ledger is that of all that was
/// read. History before `from` is always counted.
/// Or by arrival, so that at each T it shows what a wall showed then.
/// T can be sent anywhere between `from` and `to`: sent back, all is counted anew up to there.
class ReplayEngine final : public Engine, public TimeControl
{
public:
    /// `pace` must outlive the engine: SteadyClock, or a test's own.
    ReplayEngine(stats::BoardOptions board, ReplayOptions options, const Clock& pace);
    ~ReplayEngine() override;

    void start() override;
    std::shared_ptr<const Snapshot> latest() const override { return publisher_.latest(); }
    std::vector<stats::Sighting> takePulses() override { return pulses_.take(); }

    State state() const override;
    void goTo(std::int64_t at_ms) override;
    void setMoving(bool is_moving) override;
    void setSpeed(double speed) override;
    void goLive() override;

    /// Why there is nothing to play.
    struct Failure
    {
        std::string line;           ///< for a person
        bool nothing_valid = false; ///< the files can be read, but hold no valid purchase
    };

    /// Nothing while the files are read, and once they play.
    std::optional<Failure> failure() const;

private:
    /// Where T is to be, as one round of playing finds it.
    struct Order
    {
        std::int64_t at_ms = 0;
        std::int64_t last_ms = 0;
        double speed = 1;
        bool is_moving = true;
        std::uint64_t jumps = 0;

        /// What a snapshot says of it.
        double shownSpeed() const { return is_moving && at_ms < last_ms ? speed : 0; }
        bool isPaused() const { return !is_moving && at_ms < last_ms; }
    };

    void run(const std::stop_token& stop);
    Playhead::Ends endsOf(const Recording& recording) const;
    void play(const Recording& recording, const std::stop_token& stop);
    Order order(std::int64_t now_ms) const;
    void noteAt(std::int64_t at_ms, std::uint64_t jumps);
    void publish(ReplayPosition& position, const Order& order);
    void change(const std::function<void(Playhead& head, std::int64_t now_ms)>& wish);
    void showProgress(double share);

    const stats::BoardOptions board_options_;
    const ReplayOptions options_;
    const Clock& pace_;
    Publisher publisher_;
    PulseRing pulses_;
    mutable std::mutex failure_mutex_;
    std::optional<Failure> failure_;
    mutable std::mutex head_mutex_; ///< for what follows
    std::condition_variable_any changed_;
    std::optional<Playhead> head_; ///< nothing until the recording is read
    std::uint64_t jumps_ = 0;      ///< how often T was sent somewhere
    std::uint64_t wishes_ = 0;
    std::jthread thread_;
};

} // namespace livewall::engine
