// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/view/arrival.h"
#include "models/view/durations.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "widgets/page/page.h"

namespace livewall::widgets {

/// How fast the wall draws, over some time.
struct FrameFigures
{
    view::Durations work;  ///< of each painted frame: from its beginning until it is painted
    view::Durations apart; ///< between one painted and the next, while something moves
    view::Durations glass; ///< of each event: from its arrival until the first frame that counts it

    void add(const FrameFigures& others);
};

/// Takes the time of frames: begin() as one begins, show() what it is the first to count, painted()
/// where something of it was painted and handed over, end(). Where nothing changes on the screen
/// nothing is painted: what it shows is right at its end, and it is no frame otherwise. All times
/// are of one clock that runs evenly, in microseconds.
class FrameMeter
{
public:
    void begin(std::int64_t now_us);
    void show(const std::vector<view::Arrival>& arrivals);
    void painted(std::int64_t now_us);

    /// `motion`: Moving, where the next frame is to come at once.
    void end(Motion motion, std::int64_t now_us);

    /// Nothing is drawn for a while: the time until the next frame is no frame's.
    void pause() { moved_us_.reset(); }

    /// Since the call before.
    FrameFigures take();

private:
    FrameFigures figures_;
    std::vector<view::Arrival> shown_; ///< by this frame
    std::optional<std::int64_t> begun_us_;
    std::optional<std::int64_t> painted_us_; ///< this frame
    std::optional<std::int64_t> moved_us_; ///< when the one before was painted, if more was to come
};

} // namespace livewall::widgets
