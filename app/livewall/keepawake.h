// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace livewall::app {

/// Keeps the display from going dark by itself while it lives, by each means that is there:
/// - X11: screen saver and DPMS are suspended (MIT-SCREEN-SAVER 1.1, ScreenSaverSuspend);
/// - session bus: org.freedesktop.ScreenSaver, which KDE, GNOME and most desktops have, on X11 and
///   on Wayland (Idle Inhibition Service Draft);
/// - system bus: logind's inhibitor lock "idle", so that the machine does not go to sleep.
/// All of them end by themselves with the program, however it ends. Where neither of the first two
/// is there it is said in one line: a plain Wayland compositor is told in its own configuration.
/// Waits for nobody. GUI thread; a QApplication must exist.
class KeepAwake
{
public:
    /// `app` must outlive it.
    explicit KeepAwake(const CLI::App& app);
    KeepAwake(const KeepAwake&) = delete;
    KeepAwake& operator=(const KeepAwake&) = delete;

private:
    void askDesktop();
    void askLogind();
    void sayNothingHelps() const;

    const CLI::App& app_;
    bool is_x11_suspended_ = false;
    QDBusUnixFileDescriptor lock_; ///< logind's; it holds until it is closed
    QObject context_;              ///< receives the answers; the last member
};

} // namespace livewall::app
