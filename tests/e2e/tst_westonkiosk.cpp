// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The wall on two TVs of a Wayland compositor: Weston, whose outputs are windows of an X server, so
// that its keys are real ones and its pictures can be looked at.
#include "tests/e2e/program.h"
#include "tests/e2e/running.h"
#include "tests/e2e/xdisplay.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

constexpr int kPatience_ms = 30'000; // for a program to begin, also on a busy machine
const QString kLeft = u"Weston Compositor - screen0"_s;
const QString kRight = u"Weston Compositor - screen1"_s;
constexpr QPoint kInLeft(320, 230);
constexpr QPoint kInRight(640 + 320, 300);
constexpr QColor kGround(0x0B, 0x0F, 0x14); // the theme's
constexpr QColor kPanel(0x13, 0x1A, 0x22);

} // namespace

class WestonKioskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachTvHasItsOwnWindowAndKeysEndNothing();

private:
    QString path(const QString& name) const { return folder_.filePath(name); }
    QColor pixel(QPoint place) const { return display_->pixel(place); }

    QTemporaryDir folder_;
    std::unique_ptr<XDisplay> display_;
};

void WestonKioskTest::initTestCase()
{
    if (!XDisplay::canStart() || QStandardPaths::findExecutable(u"weston"_s).isEmpty())
        QSKIP("Xvfb, xdotool or weston is not there");
    if (!hasWaylandPlugin())
        QSKIP("Qt's platform plugin for Wayland (qt6-wayland) is not there");
    display_ = std::make_unique<XDisplay>(QSize(1280, 480));
    QVERIFY(display_->isRunning());
    qputenv("DISPLAY", display_->name().toLatin1());
    qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
    qputenv("XDG_STATE_HOME", path(u"s"_s).toUtf8());
    qputenv("QT_QPA_PLATFORM", "wayland");
    qputenv("WAYLAND_DISPLAY", "weston");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere");
}

void WestonKioskTest::eachTvHasItsOwnWindowAndKeysEndNothing()
{
    // As docs/wall.md has it. Weston's kiosk shell would show both windows on one output.
    QFile settings(path(u"weston.ini"_s));
    QVERIFY(settings.open(QFile::WriteOnly));
    settings.write("[core]\nshell=desktop-shell.so\nidle-time=0\n"
                   "[shell]\npanel-position=none\nbinding-modifier=none\nlocking=false\n");
    settings.close();
    Running weston(u"weston"_s, {u"--backend=x11-backend.so"_s, u"--use-pixman"_s,
                                 u"--output-count=2"_s, u"--width=640"_s, u"--height=480"_s,
                                 u"--config="_s + path(u"weston.ini"_s), u"--socket=weston"_s});
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().size(), 2, kPatience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"weston"_s)), kPatience_ms);
    display_->move(kLeft, {0, 0});
    display_->move(kRight, {640, 0});

    QFile log(path(u"shop"_s));
    QVERIFY(log.open(QFile::WriteOnly));
    QFile config(path(u"livewall.toml"_s));
    QVERIFY(config.open(QFile::WriteOnly));
    config.write("zone = 'UTC'\ndwell = '1h'\nburn_in_shift = false\n"
                 "[[screen]]\noutput = 'screen0'\npages = ['top', 'week']\n"
                 "[[screen]]\noutput = 'screen1'\npages = ['week']\n"
                 "[[feed]]\nname = 'shop'\nurl = 'follow:" +
                 path(u"shop"_s).toUtf8() + "'\n");
    config.close();
    Running wall(QStringLiteral(LIVEWALL_PROGRAM),
                 {u"--config"_s, config.fileName(), u"--kiosk"_s});
    QTRY_COMPARE_WITH_TIMEOUT(pixel(kInLeft), kPanel, kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(pixel(kInRight), kGround, kPatience_ms);

    // Weston gives its keys to whoever came last, and then to whoever is clicked at.
    constexpr int kSettle_ms = 500;
    QTest::qWait(kSettle_ms);
    display_->click({100, 470});
    QTest::qWait(kSettle_ms);
    for (const QString& key : {u"q"_s, u"Escape"_s, u"F11"_s, u"alt+F4"_s, u"question"_s})
        display_->press(key);
    display_->press(u"Right"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pixel(kInLeft), kGround, kPatience_ms);
    display_->press(u"Left"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pixel(kInLeft), kPanel, kPatience_ms);

    display_->close(kRight); // as if its cable were drawn
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().size(), 1, kPatience_ms);
    QTest::qWait(300);
    QVERIFY(wall.isRunning());
    QCOMPARE(pixel(kInLeft), kPanel); // nothing of it came here, nor was the other one moved
    const Outcome outcome = wall.end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.error.contains("livewall: output screen1 went away; its window waits\n"),
             outcome.error.constData());
    // Weston cannot be asked, and it is said.
    QVERIFY2(outcome.error.contains("livewall: nothing here can be asked to keep the display on"),
             outcome.error.constData());
    weston.end(SIGTERM);
}

QTEST_GUILESS_MAIN(WestonKioskTest)
#include "tst_westonkiosk.moc"
