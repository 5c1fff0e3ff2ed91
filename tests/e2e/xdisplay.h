// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QMap>
#include <QProcess>
#include <QRect>
#include <QString>

#include <memory>

struct xcb_connection_t;

namespace livewall::e2e {

/// An X server of its own without any hardware (Xvfb), on a display number that it chooses; ended
/// when this goes. Its outputs are monitors that the test sets (RandR 1.5).
class XDisplay
{
public:
    /// Whether Xvfb and xdotool are there.
    static bool canStart();

    explicit XDisplay(QSize size);
    ~XDisplay();
    XDisplay(const XDisplay&) = delete;
    XDisplay& operator=(const XDisplay&) = delete;

    bool isRunning() const { return connection_ != nullptr; }
    QString name() const { return name_; } ///< ":7"

    void addOutput(const QString& name, const QRect& place) const;
    void removeOutput(const QString& name) const;

    /// Where the visible windows are, by title.
    QMap<QString, QRect> windows() const;

    /// As a window manager would: one with that title, also before all others, and asked to close.
    void move(const QString& title, QPoint place) const;
    void close(const QString& title) const;

    /// What is to be seen.
    QColor pixel(QPoint place) const;

    /// Presses a key, a real one: "q", "alt+F4".
    void press(const QString& key) const;
    /// Clicks with the left button, a real one too.
    void click(QPoint place) const;

    /// After how long without a key the screen saver begins; now is a key.
    void setScreenSaver(int seconds) const;
    bool isSaverOn() const;

private:
    /// Calls `visit` with each visible window, its title and its place.
    template <typename Visit>
    void forEachWindow(Visit visit) const;
    void run(const QStringList& xdotool) const;

    QProcess server_;
    QString name_;
    xcb_connection_t* connection_ = nullptr;
};

} // namespace livewall::e2e
