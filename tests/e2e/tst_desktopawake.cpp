// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What a desktop and logind are asked while a wall runs. They are played here, on a bus of the
// test's own.
#include "tests/e2e/running.h"
#include "tests/e2e/xdisplay.h"

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QFile>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

constexpr int kPatience_ms = 30'000; // for a program to begin, also on a busy machine

} // namespace

class ScreenSaver : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    QStringList asked;

public Q_SLOTS:
    uint Inhibit(const QString& application, const QString& reason)
    {
        asked.push_back(application + u": "_s + reason);
        return 7;
    }
};

class Logind : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    QStringList asked;
    int held = -1; ///< to be read from; at its end once the lock is let go

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString&,
                                    const QString& mode)
    {
        asked.push_back(what + u' ' + who + u' ' + mode);
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return {};
        held = ends[0];
        QDBusUnixFileDescriptor lock(ends[1]);
        ::close(ends[1]);
        return lock;
    }
};

class DesktopAwakeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDesktopAndLogindAreAskedAsLongAsItRuns();
};

void DesktopAwakeTest::theDesktopAndLogindAreAskedAsLongAsItRuns()
{
    if (!XDisplay::canStart() || QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        QSKIP("Xvfb, xdotool or dbus-daemon is not there");
    const QTemporaryDir folder;
    const QString socket = folder.filePath(u"bus"_s);
    const QString address = u"unix:path="_s + socket;
    Running daemon(u"dbus-daemon"_s,
                   {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--address="_s + address});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(socket), kPatience_ms);
    QDBusConnection bus = QDBusConnection::connectToBus(address, u"played"_s);
    QVERIFY(bus.isConnected());
    ScreenSaver saver;
    Logind logind;
    QVERIFY(bus.registerObject(u"/org/freedesktop/ScreenSaver"_s, &saver,
                               QDBusConnection::ExportAllSlots));
    QVERIFY(
        bus.registerObject(u"/org/freedesktop/login1"_s, &logind, QDBusConnection::ExportAllSlots));
    QVERIFY(bus.registerService(u"org.freedesktop.ScreenSaver"_s));
    QVERIFY(bus.registerService(u"org.freedesktop.login1"_s));

    const XDisplay display(QSize(640, 480));
    QVERIFY(display.isRunning());
    qputenv("DISPLAY", display.name().toLatin1());
    qputenv("QT_QPA_PLATFORM", "xcb");
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.toLatin1());
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toLatin1());
    Running wall(QStringLiteral(LIVEWALL_PROGRAM), {u"--demo"_s, u"--page"_s, u"top"_s});
    const QString asked = u"Livewall: A wall that is watched without being touched"_s;
    QTRY_COMPARE_WITH_TIMEOUT(saver.asked, QStringList{asked}, kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(logind.asked, QStringList{u"idle Livewall block"_s}, kPatience_ms);
    QVERIFY(logind.held >= 0);
    bool is_let_go = false;
    QSocketNotifier watch(logind.held, QSocketNotifier::Read);
    connect(&watch, &QSocketNotifier::activated, this, [&] {
        is_let_go = true;
        watch.setEnabled(false);
    });

    // A desktop that begins anew has forgotten it.
    QVERIFY(bus.unregisterService(u"org.freedesktop.ScreenSaver"_s));
    QVERIFY(bus.registerService(u"org.freedesktop.ScreenSaver"_s));
    QTRY_COMPARE_WITH_TIMEOUT(saver.asked, (QStringList{asked, asked}), kPatience_ms);
    QVERIFY(!is_let_go);

    const Outcome outcome = wall.end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, QByteArray());
    QTRY_VERIFY_WITH_TIMEOUT(is_let_go, kPatience_ms);
    ::close(logind.held);
    QDBusConnection::disconnectFromBus(u"played"_s);
    daemon.end(SIGTERM);
}

QTEST_GUILESS_MAIN(DesktopAwakeTest)
#include "tst_desktopawake.moc"
