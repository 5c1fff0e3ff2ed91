// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "app/options/linknotes.h"
#include "models/engine/engine.h"
#include "models/engine/timecontrol.h"
#include "models/stats/zone.h"
#include "widgets/shell/wallwindow.h"

#include <QApplication>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace livewall::app {

/// Qt as both the wall and its pictures need it: the name, the fonts, software rendering unless
/// the environment says otherwise. Nothing where there is no display or the fonts cannot be loaded:
/// one line was printed.
std::unique_ptr<QApplication> makeApplication(const CLI::App& app, int& argc, char** argv);

/// The window over an engine, which must outlive it: every frame pulls the newest snapshot.
/// `time` is what the engine's T is moved by, in `zone`. `notice`, if any, says what else stands on
/// the screen as long as it is not empty; it is asked each frame.
std::unique_ptr<widgets::WallWindow> makeWindow(engine::Engine& engine, engine::TimeControl& time,
                                                const stats::Zone& zone,
                                                const WindowArguments& arguments,
                                                std::function<QString()> notice = {});

/// Says on stderr, and so in a journal, which feeds cannot be reached and which are there again. In
/// the event loop; `app` and `engine` must outlive it, `feeds` are the engine's.
class FeedLog
{
public:
    static constexpr int kLookEvery_ms = 500;

    FeedLog(const CLI::App& app, const engine::Engine& engine, std::vector<FeedArguments> feeds);

private:
    void say();

    const CLI::App& app_;
    const engine::Engine& engine_;
    FeedNotes notes_;
    QTimer look_;
};

/// Shows a window as it was asked for.
void showWindow(QWidget& window, const WindowArguments& arguments);

/// Shows the window as it was asked for and runs until somebody quits; the exit status.
int runWindow(widgets::WallWindow& window, const WindowArguments& arguments);

} // namespace livewall::app
