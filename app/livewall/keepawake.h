// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/idleinhibitors.h"

#include <CLI/CLI.hpp>

#include <QDBusUnixFileDescriptor>
#include <QObject>

#include <memory>
#include <optional>

namespace livewall::app {

/// Keeps the display from going dark by itself while it lives, by each means that is there:
/// - X11: screen saver and DPMS are suspended (MIT-SCREEN-SAVER 1.1, ScreenSaverSuspend);
/// - Wayland: the compositor is asked for each window (IdleInhibitors);
/// - session bus: org.freedesktop.ScreenSaver, which KDE, GNOME and most desktops have, on X11 and
///   on Wayland (Idle Inhibition Service Draft);
/// - system bus: logind's inhibitor lock "idle", so that the machine does not go to sleep.
/// All of them end by themselves with the program, however it ends. Where none of the first three
/// is there it is said in one line. Waits for nobody. GUI thread; a QApplication must exist.
class KeepAwake
{
public:
    /// `app` must outlive it.
    explicit KeepAwake(const CLI::App& app);
    KeepAwake(const KeepAwake&) = delete;
    KeepAwake& operator=(const KeepAwake&) = delete;

private:
    void askCompositor();
    void askDesktop();
    void askLogind();
    void sayIfNothingHelps();

    const CLI::App& app_;
    bool is_x11_suspended_ = false;
    std::optional<bool> compositor_helps_; ///< nothing: it has not answered yet
    std::optional<bool> desktop_helps_;
    bool is_said_ = false;
    std::unique_ptr<IdleInhibitors> inhibitors_;
    QDBusUnixFileDescriptor lock_; ///< logind's; it holds until it is closed
    QObject context_;              ///< receives the answers; the last member
};

} // namespace livewall::app
