// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/stages.h"
#include "models/event/linedecoder.h"
#include "models/stats/board.h"
#include "models/stats/figures.h"
#include "models/stats/intake.h"
#include "models/stats/ledger.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::app {

/// Counts lines as a report does, and for the map as a wall does, on one thread: each stage for a
/// whole block of lines before the next, and the time of each is taken. Lines are held until there
/// are enough for a round, so that making them, which is not measured, seldom comes between.
/// Not thread-safe.
class Bench
{
public:
    using Time = std::chrono::nanoseconds;

    /// After each round the figures are drawn up anew. About what is counted in half the time that
    /// a wall leaves between two snapshots (engine::LiveEngine::kPublish_ms).
    static constexpr std::size_t kRoundBytes = 8 * 1024 * 1024;

    explicit Bench(stats::BoardOptions options);

    /// Takes whole lines, each with its end.
    void add(std::string_view lines);

    /// There are no more.
    void finish();

    /// What each stage took. all() is what a report does: decoding finds the lines' ends as it
    /// goes, and only a wall has a map.
    struct Stages
    {
        Time find_lines{};
        Time decode{};
        Time dedupe{};
        Time aggregate{};
        Time rank{};
        Time map{};

        Time all() const { return decode + dedupe + aggregate + rank; }
    };
    const Stages& stages() const { return stages_; }

    /// What each block of lines took from its bytes until it was counted, in their order.
    const std::vector<Time>& blocks() const { return blocks_; }

    /// What drawing up the figures took each time.
    const std::vector<Time>& refreshes() const { return refreshes_; }

    std::uint64_t lines() const { return lines_; }
    std::uint64_t bytes() const { return bytes_; }
    const stats::Ledger& ledger() const { return intake_.ledger(); }

    /// At the newest purchase, after the last round.
    const stats::Figures& figures() const { return figures_; }

private:
    void runRound();
    void countBlock(std::string_view block);
    void refresh();

    std::string held_;
    event::LineDecoder decoder_;
    event::EventBatch batch_;
    stats::Intake intake_;
    engine::Judged judged_;
    stats::Board board_;
    stats::Figures figures_;

    Stages stages_;
    std::vector<Time> blocks_;
    std::vector<Time> refreshes_;
    std::uint64_t lines_ = 0;
    std::uint64_t bytes_ = 0;
};

/// The time that `percent` of `times` do not exceed, one of them (nearest rank); 0 of none.
Bench::Time percentile(std::vector<Bench::Time> times, int percent);

/// The most memory that this process has held so far, in bytes; nothing where the system does not
/// tell.
std::optional<std::uint64_t> peakMemory();

} // namespace livewall::app
