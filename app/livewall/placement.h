// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/outputplan.h"

#include <CLI/CLI.hpp>

#include <QObject>
#include <QScreen>
#include <QString>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

namespace livewall::app {

/// Keeps windows on their outputs, each the whole screen. One whose output is not there, or goes
/// away, waits unseen for an output of that name, and is on no other meanwhile; both are said in
/// one line. GUI thread only; a QGuiApplication must exist.
class Placement
{
public:
    struct Window
    {
        QWidget* widget = nullptr;
        QString output;                          ///< empty: the primary one, whichever that is
        std::function<void(bool is_seen)> shown; ///< told whenever that changes; may be empty
    };

    /// Shows those that can be seen. `app` and the widgets must outlive it.
    Placement(const CLI::App& app, std::vector<Window> windows);
    Placement(const Placement&) = delete;
    Placement& operator=(const Placement&) = delete;

private:
    void follow(QScreen& screen);
    void update();
    void apply(const OutputPlan::Change& change);
    void say(const OutputPlan::Change& change) const;

    const CLI::App& app_;
    std::vector<Window> windows_;
    OutputPlan plan_;
    QObject context_; ///< its connections end with it; the last member
};

/// The outputs that are there, a line each: name, pixels, maker and model; the primary one first.
std::string listOfOutputs();

} // namespace livewall::app
