// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "app/livewall/placement.h"
#include "app/livewall/wallsource.h"
#include "app/livewall/walltime.h"
#include "models/engine/clock.h"
#include "models/engine/timecontrol.h"
#include "models/stats/zone.h"
#include "widgets/shell/timetravel.h"
#include "widgets/shell/wallwindow.h"

#include <CLI/CLI.hpp>

#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace livewall::app {

/// One window; `time`: what T is moved by, null where it cannot be. `source` must outlive it.
std::unique_ptr<widgets::WallWindow> makeWindow(WallSource& source,
                                                std::shared_ptr<widgets::TimeTravel> time,
                                                const WindowArguments& arguments);

/// The windows of one wall on their outputs, or as windows where that was asked for. Whoever
/// closes one ends the program. GUI thread only; a QApplication must exist.
class WallWindows
{
public:
    /// `app` must outlive it, and so must `engine` and `time`, which moves the engine's T, in
    /// `zone`, but not in a kiosk. `notice`: see WallSource.
    WallWindows(const CLI::App& app, engine::Engine& engine, engine::TimeControl& time,
                const stats::Zone& zone, const std::vector<WindowArguments>& windows,
                std::function<QString()> notice = {});
    WallWindows(const WallWindows&) = delete;
    WallWindows& operator=(const WallWindows&) = delete;

    /// Shows those that can be seen, and begins to draw them.
    void show();

    /// Of all of them, in percent: see WallWindow.
    void setBrightness(double percent);

private:
    struct Window
    {
        WindowArguments arguments;
        std::unique_ptr<widgets::WallWindow> widget;
    };

    const CLI::App& app_;
    WallSource source_;
    engine::SteadyClock pace_;
    std::shared_ptr<WallTime> travel_; ///< of all windows: T is the same on each
    QTimer look_;                      ///< at it
    std::vector<Window> windows_;
    std::optional<Placement> placement_; ///< once they are shown; goes before them
};

} // namespace livewall::app
