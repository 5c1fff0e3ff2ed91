// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "app/livewall/outputplan.h"
#include "app/livewall/wallsource.h"
#include "widgets/shell/wallwindow.h"

#include <CLI/CLI.hpp>

#include <QObject>
#include <QScreen>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace livewall::app {

/// The windows of one wall, each the whole screen on its output. One whose output is not there, or
/// goes away, waits unseen for an output of that name; both are said in one line. Whoever closes a
/// window ends the program. GUI thread only; a QApplication must exist.
class WallWindows
{
public:
    /// `app` must outlive it, and so must `engine`. `notice`: see WallSource.
    WallWindows(const CLI::App& app, engine::Engine& engine,
                const std::vector<WindowArguments>& windows, std::function<QString()> notice = {});
    ~WallWindows();

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

    void follow(QScreen& screen);
    void update();
    void apply(const OutputPlan::Change& change);
    void say(const OutputPlan::Change& change) const;

    const CLI::App& app_;
    WallSource source_;
    std::vector<Window> windows_;
    OutputPlan plan_;
    QObject context_; ///< its connections end with it; the last member
};

/// Fills the primary screen, or is a window, as it was asked for.
void showWindow(QWidget& window, const WindowArguments& arguments);

/// The outputs that are there, a line each: name, pixels, maker and model; the primary one first.
std::string listOfScreens();

} // namespace livewall::app
