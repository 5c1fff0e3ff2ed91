// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "models/stats/board.h"
#include "widgets/shell/framemeter.h"

#include <QSize>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace livewall::app {

/// Events a second of a wall that hardly moves, and of a flood.
inline constexpr double kCalm = 60;
inline constexpr double kFlood = 100'000;

/// One page, watched for a while.
struct BenchScenario
{
    PageKind page = PageKind::Top;
    QSize size = {1920, 1080};
    double events_per_second = kCalm;
    std::chrono::milliseconds time = std::chrono::seconds(8); ///< zero: until the first frame

    /// The map's camera never rests, and purchases are made where it looks.
    bool is_flying = false;
};

struct BenchResult
{
    widgets::FrameFigures figures;
    std::chrono::duration<double> time{};           ///< how long was measured
    std::chrono::duration<double> processor_time{}; ///< of all threads, meanwhile
    std::chrono::duration<double> gui_time{};       ///< of the one that draws
    std::optional<std::uint64_t> memory_begin, memory_end;
    std::size_t fewest_marks = 0; ///< alive on the map, looked at ten times a second
    double mean_marks = 0;
    /// When a frame was painted that has figures, and counts a purchase: by Clock::elapsed_us() of
    /// engine::SystemClock.
    std::int64_t first_frame_us = 0;
};

/// Runs a wall as any other, with its engine, threads and window, on a feed that invents purchases
/// in memory; waits until figures are on it and kWarmUp more, and measures. GUI thread; runs the
/// event loop, and tells `progress` meanwhile how far it is, 0 to 1. Nothing where no figures came
/// within kPatience.
inline constexpr std::chrono::milliseconds kWarmUp{2'000};
inline constexpr std::chrono::milliseconds kPatience{20'000};
std::optional<BenchResult> runScenario(const BenchScenario& scenario,
                                       const stats::BoardOptions& board,
                                       const std::function<void(double share)>& progress);

} // namespace livewall::app
