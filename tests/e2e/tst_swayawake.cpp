// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// A Wayland compositor is asked not to blank, for each TV, also for one that was away: sway, which
// tells of each window whether it keeps the display on.
#include "tests/e2e/program.h"
#include "tests/e2e/running.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

constexpr int kPatience_ms = 30'000; // for a program to begin, also on a busy machine

/// For how many windows of the wall in `node` of sway's tree the compositor was asked.
int inhibiting(const QJsonObject& node)
{
    int count = node["app_id"_L1].toString() == "livewall"_L1 &&
                node["idle_inhibitors"_L1]["application"_L1].toString() == "enabled"_L1;
    for (const QJsonValue& child : node["nodes"_L1].toArray())
        count += inhibiting(child.toObject());
    return count;
}

} // namespace

class SwayAwakeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theCompositorIsAskedForEachTv();

private:
    QString path(const QString& name) const { return folder_.filePath(name); }
    QByteArray tell(const QStringList& words) const
    {
        return run(u"swaymsg"_s, QStringList{u"-s"_s, path(u"ipc"_s)} + words).out;
    }
    int inhibitors() const
    {
        return inhibiting(
            QJsonDocument::fromJson(tell({u"-r"_s, u"-t"_s, u"get_tree"_s})).object());
    }

    QTemporaryDir folder_;
};

void SwayAwakeTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"sway"_s).isEmpty())
        QSKIP("sway is not there");
    if (!hasWaylandPlugin())
        QSKIP("Qt's platform plugin for Wayland (qt6-wayland) is not there");
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, QString>>{
             {"XDG_RUNTIME_DIR", folder_.path()},
             {"XDG_STATE_HOME", path(u"s"_s)},
             {"SWAYSOCK", path(u"ipc"_s)},
             {"WLR_BACKENDS", u"headless"_s},
             {"WLR_RENDERER", u"pixman"_s},
             {"WLR_HEADLESS_OUTPUTS", u"2"_s},
             {"QT_QPA_PLATFORM", u"wayland"_s},
             {"WAYLAND_DISPLAY", u"wayland-1"_s}, // the first that sway takes
             {"DBUS_SESSION_BUS_ADDRESS", u"unix:path=/nowhere"_s},
             {"DBUS_SYSTEM_BUS_ADDRESS", u"unix:path=/nowhere"_s}})
        qputenv(name, value.toUtf8());
}

void SwayAwakeTest::theCompositorIsAskedForEachTv()
{
    QFile settings(path(u"sway"_s));
    QVERIFY(settings.open(QFile::WriteOnly));
    settings.write("xwayland disable\noutput * mode 640x480\n");
    settings.close();
    Running sway(u"sway"_s, {u"--config"_s, settings.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"ipc"_s)), kPatience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"wayland-1"_s)), kPatience_ms);

    QFile log(path(u"shop"_s));
    QVERIFY(log.open(QFile::WriteOnly));
    QFile config(path(u"livewall.toml"_s));
    QVERIFY(config.open(QFile::WriteOnly));
    config.write("zone = 'UTC'\n"
                 "[[screen]]\noutput = 'HEADLESS-1'\npages = ['top']\n"
                 "[[screen]]\noutput = 'HEADLESS-2'\npages = ['week']\n"
                 "[[feed]]\nname = 'shop'\nurl = 'follow:" +
                 path(u"shop"_s).toUtf8() + "'\n");
    config.close();
    Running wall(QStringLiteral(LIVEWALL_PROGRAM),
                 {u"--config"_s, config.fileName(), u"--kiosk"_s});
    QTRY_COMPARE_WITH_TIMEOUT(inhibitors(), 2, kPatience_ms);

    tell({u"output"_s, u"HEADLESS-2"_s, u"disable"_s});
    QTRY_COMPARE_WITH_TIMEOUT(inhibitors(), 1, kPatience_ms);
    tell({u"output"_s, u"HEADLESS-2"_s, u"enable"_s});
    QTRY_COMPARE_WITH_TIMEOUT(inhibitors(), 2, kPatience_ms);

    const Outcome outcome = wall.end(SIGTERM);
    QCOMPARE(outcome.status, 0);
    // The compositor helps: nobody is told to see to it.
    QVERIFY2(!outcome.error.contains("keep the display on"), outcome.error.constData());
    sway.end(SIGTERM);
}

QTEST_GUILESS_MAIN(SwayAwakeTest)
#include "tst_swayawake.moc"
