// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/engine.h"
#include "models/engine/filereading.h"
#include "models/engine/publisher.h"
#include "models/engine/recordedreading.h"
#include "models/engine/recording.h"
#include "models/engine/replayposition.h"
#include "models/stats/board.h"

#include <cstdint>
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
class ReplayEngine final : public Engine
{
public:
    /// `pace` must outlive the engine: SteadyClock, or a test's own.
    ReplayEngine(stats::BoardOptions board, ReplayOptions options, const Clock& pace);
    ~ReplayEngine() override;

    void start() override;
    std::shared_ptr<const Snapshot> latest() const override { return publisher_.latest(); }
    std::vector<stats::Sighting> takePulses() override { return pulses_.take(); }

    /// Why there is nothing to play.
    struct Failure
    {
        std::string line;           ///< for a person
        bool nothing_valid = false; ///< the files can be read, but hold no valid purchase
    };

    /// Nothing while the files are read, and once they play.
    std::optional<Failure> failure() const;

private:
    void run(const std::stop_token& stop);
    void play(const Recording& recording, const std::stop_token& stop);
    void showProgress(double share);

    const stats::BoardOptions board_options_;
    const ReplayOptions options_;
    const Clock& pace_;
    Publisher publisher_;
    PulseRing pulses_;
    mutable std::mutex failure_mutex_;
    std::optional<Failure> failure_;
    std::jthread thread_;
};

} // namespace livewall::engine
