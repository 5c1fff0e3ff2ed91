// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/keepawake.h"

#include "app/options/commandline.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QFile>
#include <QGuiApplication>

#include <cstdlib>
#include <memory>

#include <xcb/screensaver.h>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

const QString kWho = u"Livewall"_s;
const QString kWhy = u"A wall that is watched without being touched"_s;
const QString kScreenSaver = u"org.freedesktop.ScreenSaver"_s;

/// False where this is not X11, or its server has no such extension.
bool suspendX11()
{
    const auto* const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (!x11)
        return false;
    xcb_connection_t* const connection = x11->connection();
    const xcb_query_extension_reply_t* const extension =
        xcb_get_extension_data(connection, &xcb_screensaver_id);
    if (!extension || !extension->present)
        return false;
    const std::unique_ptr<xcb_screensaver_query_version_reply_t, decltype(&std::free)> version(
        xcb_screensaver_query_version_reply(
            connection, xcb_screensaver_query_version(connection, 1, 1), nullptr),
        &std::free);
    if (!version || version->server_minor_version < 1)
        return false;
    xcb_screensaver_suspend(connection, 1);
    xcb_flush(connection);
    return true;
}

/// Where there is no bus, asking for one could start one.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

} // namespace

KeepAwake::KeepAwake(const CLI::App& app) : app_(app)
{
    const QString platform = QGuiApplication::platformName();
    if (platform != "xcb"_L1 && !platform.startsWith("wayland"_L1))
        return; // nobody else has a hand on the display
    is_x11_suspended_ = suspendX11();
    askLogind();
    askCompositor();
    if (!hasSessionBus() || !QDBusConnection::sessionBus().isConnected()) {
        desktop_helps_ = false;
        sayIfNothingHelps();
        return;
    }
    // A desktop that is restarted has forgotten what it was asked.
    auto* const watcher =
        new QDBusServiceWatcher(kScreenSaver, QDBusConnection::sessionBus(),
                                QDBusServiceWatcher::WatchForRegistration, &context_);
    QObject::connect(watcher, &QDBusServiceWatcher::serviceRegistered, &context_,
                     [this] { askDesktop(); });
    askDesktop();
}

void KeepAwake::askCompositor()
{
    const auto* const wayland = qGuiApp->nativeInterface<QNativeInterface::QWaylandApplication>();
    if (!wayland) {
        compositor_helps_ = false;
        return;
    }
    inhibitors_ = std::make_unique<IdleInhibitors>(wayland->display(), [this](bool helps) {
        compositor_helps_ = helps;
        sayIfNothingHelps();
    });
}

void KeepAwake::askDesktop()
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        kScreenSaver, u"/org/freedesktop/ScreenSaver"_s, kScreenSaver, u"Inhibit"_s);
    call << kWho << kWhy;
    auto* const answer =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), &context_);
    QObject::connect(answer, &QDBusPendingCallWatcher::finished, &context_, [this, answer] {
        desktop_helps_ = !answer->isError();
        sayIfNothingHelps();
        answer->deleteLater();
    });
}

void KeepAwake::askLogind()
{
    if (!QDBusConnection::systemBus().isConnected())
        return;
    QDBusMessage call =
        QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                       u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s);
    call << u"idle"_s << kWho << kWhy << u"block"_s;
    auto* const answer =
        new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), &context_);
    QObject::connect(answer, &QDBusPendingCallWatcher::finished, &context_, [this, answer] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *answer;
        if (reply.isValid())
            lock_ = reply.value();
        answer->deleteLater();
    });
}

void KeepAwake::sayIfNothingHelps()
{
    const bool may_still_help = compositor_helps_.value_or(true) || desktop_helps_.value_or(true);
    if (is_x11_suspended_ || may_still_help || is_said_)
        return;
    is_said_ = true;
    complain(app_, "nothing here can be asked to keep the display on (no idle inhibition of X11 or "
                   "Wayland, no org.freedesktop.ScreenSaver): the compositor itself must not blank "
                   "it, see docs/wall.md");
}

} // namespace livewall::app
