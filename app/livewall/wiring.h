// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "app/livewall/keepawake.h"
#include "app/livewall/wallwindows.h"
#include "app/options/linknotes.h"
#include "models/engine/engine.h"

#include <QApplication>
#include <QTimer>

#include <memory>
#include <vector>

namespace livewall::app {

/// Qt as both the wall and its pictures need it: the name, the fonts, the language, software
/// rendering unless the environment says otherwise. Nothing where there is no display or the fonts
/// cannot be loaded: one line was printed.
std::unique_ptr<QApplication> makeApplication(const CLI::App& app, const WindowArguments& arguments,
                                              int& argc, char** argv);

/// The screen's language, as it was asked for.
void speak(const WindowArguments& arguments);

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

/// Keeps the display on as long as it is held, where the wall has it to itself; else nothing.
std::unique_ptr<KeepAwake> keepAwake(const CLI::App& app, const WindowArguments& arguments);

/// Shows the windows and runs until somebody quits; the exit status.
int runWall(WallWindows& windows);

} // namespace livewall::app
