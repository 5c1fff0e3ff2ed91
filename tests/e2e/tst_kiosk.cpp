// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The wall on TVs: a real X server with outputs that come and go, real keys and a real mouse.
#include "tests/e2e/program.h"
#include "tests/e2e/running.h"
#include "tests/e2e/xdisplay.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

constexpr int kPatience_ms = 30'000; // for a program to begin, also on a busy machine
constexpr QSize kSize(1280, 480);
constexpr QRect kLeft(0, 0, 640, 480);
constexpr QRect kRight(640, 0, 640, 480);
const QString kLeftTitle = u"HDMI-1 — Livewall"_s;
const QString kRightTitle = u"HDMI-2 — Livewall"_s;
const QByteArray kScreens = "[[screen]]\noutput = 'HDMI-1'\npages = ['top']\n"
                            "[[screen]]\noutput = 'HDMI-2'\npages = ['week']\n";

constexpr QColor kGround(0x0B, 0x0F, 0x14); // the theme's
constexpr QColor kPanel(0x13, 0x1A, 0x22);

} // namespace

class KioskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void eachTvHasItsOwnPages();
    void aTvThatGoesAwayAndComesBackHasItsWindowBack();
    void aTvThatIsAbsentIsWaitedFor();
    void aReloadedConfigurationMovesTheWindows();
    void aWallWithoutAFeedWaitsForItsTvToo();
    void theOutputsAreListed();
    void aKeyHelpsTurnsAndQuits();
    void inAKioskNoKeyEndsOrOpensAnything();
    void theScreenSaverIsOffWhileItRuns();
    void atNightItIsBlackUntilAKeyIsPressed();

private:
    QString path(const QString& name) const { return folder_->filePath(name); }
    void configure(const QByteArray& content) const;
    void start(const QStringList& arguments = {});
    QColor pixel(QPoint place) const { return display_->pixel(place); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<XDisplay> display_;
    std::unique_ptr<Running> wall_;
};

void KioskTest::initTestCase()
{
    if (!XDisplay::canStart())
        QSKIP("Xvfb or xdotool is not there");
    qputenv("QT_QPA_PLATFORM", "xcb");
    // What a desktop here could be asked is nobody's business.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere");
}

void KioskTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_STATE_HOME", path(u"s"_s).toUtf8());
    display_ = std::make_unique<XDisplay>(kSize);
    QVERIFY(display_->isRunning());
    qputenv("DISPLAY", display_->name().toLatin1());
    display_->addOutput(u"HDMI-1"_s, kLeft);
    display_->addOutput(u"HDMI-2"_s, kRight);
}

void KioskTest::cleanup()
{
    wall_.reset();
    display_.reset();
}

void KioskTest::configure(const QByteArray& content) const
{
    QFile log(path(u"shop"_s));
    QVERIFY(log.open(QFile::WriteOnly));
    QFile file(path(u"livewall.toml"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("zone = 'UTC'\n" + content +
               "[[feed]]\nname = 'shop'\nurl = 'follow:" + path(u"shop"_s).toUtf8() + "'\n");
}

void KioskTest::start(const QStringList& arguments)
{
    wall_ =
        std::make_unique<Running>(QStringLiteral(LIVEWALL_PROGRAM),
                                  QStringList{u"--config"_s, path(u"livewall.toml"_s)} + arguments);
}

void KioskTest::eachTvHasItsOwnPages()
{
    configure(kScreens);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(),
                              (QMap<QString, QRect>{{kLeftTitle, kLeft}, {kRightTitle, kRight}}),
                              kPatience_ms);
    // In the middle the one has its panels, the other its plot upon the ground.
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({640 + 320, 300}), kGround, kPatience_ms);
    const Outcome outcome = wall_->end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, QByteArray());
}

void KioskTest::aTvThatGoesAwayAndComesBackHasItsWindowBack()
{
    configure(kScreens);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().size(), 2, kPatience_ms);
    display_->removeOutput(u"HDMI-2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{{kLeftTitle, kLeft}}),
                              kPatience_ms);
    // Its TV may say another size now.
    constexpr QRect kSmaller(640, 0, 600, 400);
    display_->addOutput(u"HDMI-2"_s, kSmaller);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(),
                              (QMap<QString, QRect>{{kLeftTitle, kLeft}, {kRightTitle, kSmaller}}),
                              kPatience_ms);
    // The primary one, and all of them: it waits, and does not end.
    display_->removeOutput(u"HDMI-1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{{kRightTitle, kSmaller}}),
                              kPatience_ms);
    display_->removeOutput(u"HDMI-2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{}), kPatience_ms);
    display_->addOutput(u"HDMI-1"_s, kLeft);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{{kLeftTitle, kLeft}}),
                              kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    const Outcome outcome = wall_->end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, "livewall: output HDMI-2 went away; its window waits\n"
                            "livewall: output HDMI-2 is there again\n"
                            "livewall: output HDMI-1 went away; its window waits\n"
                            "livewall: output HDMI-2 went away; its window waits\n"
                            "livewall: output HDMI-1 is there again\n");
}

void KioskTest::aTvThatIsAbsentIsWaitedFor()
{
    configure(kScreens + "[[screen]]\noutput = 'HDMI-3'\n");
    display_->removeOutput(u"HDMI-2"_s);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{{kLeftTitle, kLeft}}),
                              kPatience_ms);
    display_->addOutput(u"HDMI-2"_s, kRight);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().value(kRightTitle), kRight, kPatience_ms);
    const Outcome outcome = wall_->end(SIGTERM);
    QCOMPARE(outcome.error,
             "livewall: output HDMI-2 is not there (there are HDMI-1); its window waits for it\n"
             "livewall: output HDMI-3 is not there (there are HDMI-1); its window waits for it\n"
             "livewall: output HDMI-2 is there again\n");
}

void KioskTest::aReloadedConfigurationMovesTheWindows()
{
    configure(kScreens);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().size(), 2, kPatience_ms);
    configure("[[screen]]\noutput = 'HDMI-2'\npages = ['top']\n");
    wall_->send(SIGHUP);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{{kRightTitle, kRight}}),
                              kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({640 + 320, 230}), kPanel, kPatience_ms);
    // What the wall before followed is nobody's any more.
    display_->removeOutput(u"HDMI-1"_s);
    display_->removeOutput(u"HDMI-2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{}), kPatience_ms);
    display_->addOutput(u"HDMI-1"_s, kLeft);
    display_->addOutput(u"HDMI-2"_s, kRight);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows(), (QMap<QString, QRect>{{kRightTitle, kRight}}),
                              kPatience_ms);
    const Outcome outcome = wall_->end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error.count("HDMI-1"), 0);
}

void KioskTest::aWallWithoutAFeedWaitsForItsTvToo()
{
    QFile file(path(u"livewall.toml"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.close();
    start({u"--kiosk"_s});
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().values(), QList<QRect>{kLeft}, kPatience_ms);
    display_->click(kLeft.center());
    display_->press(u"q"_s);
    display_->press(u"Escape"_s);
    display_->removeOutput(u"HDMI-1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().values(), QList<QRect>{kRight},
                              kPatience_ms); // the primary one now
    configure({});
    QTRY_VERIFY_WITH_TIMEOUT(display_->windows().contains(u"Livewall"_s), kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({640 + 320, 230}), kPanel, kPatience_ms);
    QCOMPARE(wall_->end(SIGTERM).status, 0);
}

void KioskTest::theOutputsAreListed()
{
    const Outcome outcome = runWall({u"--list-screens"_s});
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QCOMPARE(outcome.out, "HDMI-1  640x480\nHDMI-2  640x480\n");
}

void KioskTest::aKeyHelpsTurnsAndQuits()
{
    configure("pages = ['top', 'week']\ndwell = '1h'\nburn_in_shift = false\n");
    start();
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().value(u"Livewall"_s), kLeft, kPatience_ms);
    display_->click(kLeft.center());
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    display_->press(u"question"_s);
    QTRY_VERIFY_WITH_TIMEOUT(pixel({320, 230}) != kPanel, kPatience_ms);
    display_->press(u"Escape"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    display_->press(u"Right"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kGround, kPatience_ms);
    display_->press(u"q"_s);
    const Outcome outcome = wall_->wait();
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, QByteArray());
}

void KioskTest::inAKioskNoKeyEndsOrOpensAnything()
{
    configure("pages = ['top', 'week']\ndwell = '1h'\n");
    start({u"--kiosk"_s});
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().value(u"Livewall"_s), kLeft, kPatience_ms);
    display_->click(kLeft.center());
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    for (const QString& key : {u"q"_s, u"shift+q"_s, u"Escape"_s, u"F11"_s, u"alt+F4"_s,
                               u"ctrl+q"_s, u"ctrl+w"_s, u"s"_s, u"space"_s, u"question"_s})
        display_->press(key);
    // Pages turn: so the keys before it came, too, and nothing lies over the page.
    display_->press(u"Right"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kGround, kPatience_ms);
    display_->press(u"Left"_s);
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    QCOMPARE(display_->windows(), (QMap<QString, QRect>{{u"Livewall"_s, kLeft}}));
    QVERIFY(wall_->isRunning());
    const Outcome outcome = wall_->end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, QByteArray());
}

void KioskTest::theScreenSaverIsOffWhileItRuns()
{
    configure({});
    display_->setScreenSaver(1);
    QTRY_VERIFY_WITH_TIMEOUT(display_->isSaverOn(), kPatience_ms);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().value(u"Livewall"_s), kLeft, kPatience_ms);
    display_->setScreenSaver(1);
    QTest::qWait(2500);
    QVERIFY(!display_->isSaverOn());
    QCOMPARE(wall_->end(SIGTERM).status, 0);
    display_->setScreenSaver(1);
    QTRY_VERIFY_WITH_TIMEOUT(display_->isSaverOn(), kPatience_ms);
}

void KioskTest::atNightItIsBlackUntilAKeyIsPressed()
{
    const QByteArray log = path(u"tv"_s).toUtf8();
    configure("on_command = ['/bin/sh', '-c', 'echo on >> " + log +
              "']\n"
              "off_command = ['/bin/sh', '-c', 'echo off >> " +
              log +
              "; exit 7']\n"
              "pages = ['top']\n"
              "[[dark]]\nfrom = '00:00'\nto = '24:00'\n");
    const auto commands = [&] {
        QFile file(path(u"tv"_s));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    };
    start();
    QTRY_COMPARE_WITH_TIMEOUT(commands(), "off\n", kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(display_->windows().value(u"Livewall"_s), kLeft, kPatience_ms);
    QTest::qWait(500);
    QCOMPARE(pixel({320, 230}), QColor(Qt::black));
    display_->click(kLeft.center());
    QTRY_COMPARE_WITH_TIMEOUT(pixel({320, 230}), kPanel, kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(commands(), "off\non\n", kPatience_ms);
    const Outcome outcome = wall_->end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, "livewall: /bin/sh ended with status 7\n");
}

QTEST_GUILESS_MAIN(KioskTest)
#include "tst_kiosk.moc"
