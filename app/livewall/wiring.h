// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "models/engine/engine.h"
#include "widgets/shell/wallwindow.h"

#include <QApplication>

#include <functional>
#include <memory>

namespace livewall::app {

/// Qt as both the wall and its pictures need it: the name, the fonts, software rendering unless
/// the environment says otherwise. Nothing where there is no display or the fonts cannot be loaded:
/// one line was printed.
std::unique_ptr<QApplication> makeApplication(const CLI::App& app, int& argc, char** argv);

/// The window over an engine, which must outlive it: every frame pulls the newest snapshot.
/// `notice`, if any, says what else stands on the screen as long as it is not empty; it is asked
/// each frame.
std::unique_ptr<widgets::WallWindow> makeWindow(engine::Engine& engine,
                                                const WindowArguments& arguments,
                                                std::function<QString()> notice = {});

/// Shows a window as it was asked for.
void showWindow(QWidget& window, const WindowArguments& arguments);

/// Shows the window as it was asked for and runs until somebody quits; the exit status.
int runWindow(widgets::WallWindow& window, const WindowArguments& arguments);

} // namespace livewall::app
