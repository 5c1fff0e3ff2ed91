// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <QProcess>
#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace livewall::app {

/// Runs what switches TVs on or off, a program and its arguments, without a shell and without
/// waiting for it. One that cannot be started, fails or is not done after kPatience_ms (it is ended
/// then) is one line on stderr; nothing else comes of it. What it prints goes where the wall's own
/// lines go. In the event loop.
class ScreenCommand
{
public:
    static constexpr int kPatience_ms = 60'000;

    /// `app` must outlive it.
    explicit ScreenCommand(const CLI::App& app, int patience_ms = kPatience_ms);
    ~ScreenCommand();

    /// Instead of one that still runs, which is ended: only the last state counts. An empty
    /// command does just that.
    void run(const std::vector<std::string>& command);

private:
    void say(const QString& what) const;
    void end();

    const CLI::App& app_;
    std::unique_ptr<QProcess> process_; ///< null: none runs
    QTimer patience_;
};

} // namespace livewall::app
