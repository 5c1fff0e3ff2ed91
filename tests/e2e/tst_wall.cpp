// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"
#include "tests/e2e/running.h"

#include <QDateTime>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QProcessEnvironment>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

class WallTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void drawsTheSameBytesForTheSameInput_data();
    void drawsTheSameBytesForTheSameInput();
    void drawsEachRealFile_data();
    void drawsEachRealFile();
    void drawsTheDemo();
    void drawsAStore();
    void drawsTheSameAgainAsAPicture();
    void saysThatThereIsNoDisplay_data();
    void saysThatThereIsNoDisplay();
    void refusesNonsense_data();
    void refusesNonsense();
    void savesTheLastOfItWhenItIsTerminated();
    void aReplayEndsOnASignal_data();
    void aReplayEndsOnASignal();

private:
    QString picture(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
};

namespace {

QStringList snapshot(const QString& out, const QStringList& more)
{
    return QStringList{u"snapshot"_s, u"--out"_s,           out, u"--size"_s, u"1280x720"_s,
                       u"--zone"_s,   u"Europe/Stockholm"_s} +
           more;
}

const QString kSample =
    QStringLiteral(LIVEWALL_SOURCE_DIR "/resources/sample/purchases.ndjson.zst");

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// How many different colours a picture has: an empty one has few.
qsizetype coloursOf(const QString& path)
{
    const QImage image(path);
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    }
    return colours.size();
}

} // namespace

void WallTest::drawsTheSameBytesForTheSameInput_data()
{
    QTest::addColumn<QString>("page");
    for (const QString& page : {u"top"_s, u"map"_s, u"week"_s})
        QTest::newRow(qPrintable(page)) << page;
}

void WallTest::drawsTheSameBytesForTheSameInput()
{
    QFETCH(QString, page);
    QByteArray first;
    for (int i = 0; i < 2; ++i) {
        const QString out = picture(page + QString::number(i) + u".png"_s);
        const Outcome outcome = runWall(snapshot(out, {kSample, u"--page"_s, page}));
        QVERIFY2(outcome.status == 0, outcome.error.constData());
        QCOMPARE(QImage(out).size(), QSize(1280, 720));
        const QByteArray bytes = QByteArray::number(bytesOf(out).size());
        QCOMPARE(outcome.error, "livewall: wrote " + out.toLocal8Bit() + ", 1280 x 720 pixels, " +
                                    bytes + " bytes\n");
        if (i == 0)
            first = bytesOf(out);
        else
            QCOMPARE(bytesOf(out), first);
    }
}

void WallTest::drawsEachRealFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("page");
    const QStringList files = realFiles();
    if (files.isEmpty())
        QSKIP("the real data sets are not beside the project (LIVEWALL_SHARED says where)");
    for (const QString& file : files) {
        for (const QString& page : {u"top"_s, u"map"_s, u"week"_s})
            QTest::addRow("%s %s", qPrintable(file.section(u'/', -1)), qPrintable(page))
                << file << page;
    }
}

void WallTest::drawsEachRealFile()
{
    QFETCH(QString, file);
    QFETCH(QString, page);
    const QString out = picture(u"real.png"_s);
    const Outcome outcome = runWall(snapshot(out, {file, u"--page"_s, page}));
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QVERIFY(coloursOf(out) > 50);
}

void WallTest::drawsTheDemo()
{
    const QString out = picture(u"demo.png"_s);
    const Outcome outcome = runWall(snapshot(out, {u"--demo"_s}));
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QVERIFY(coloursOf(out) > 50);
}

void WallTest::drawsAStore()
{
    const QString store = folder_.filePath(u"kept.db"_s);
    const Outcome imported =
        runCtl({u"import"_s, kSample, u"--as"_s, u"shop"_s, u"--store"_s, store});
    QVERIFY2(imported.status == 0, imported.error.constData());
    const QString out = picture(u"store.png"_s);
    for (const QString& page : {u"hour"_s, u"map"_s}) {
        const Outcome outcome = runWall(snapshot(out, {u"--store"_s, store, u"--page"_s, page}));
        QVERIFY2(outcome.status == 0, outcome.error.constData());
        QVERIFY(coloursOf(out) > 50);
    }
    // Of before its tables there is the week, and the tables say so; of before all nothing.
    const QString sooner = picture(u"sooner.png"_s);
    const Outcome early = runWall(snapshot(sooner, {u"--store"_s, store, u"--page"_s, u"week"_s,
                                                    u"--at"_s, u"2026-02-10T12:00:00Z"_s}));
    QVERIFY2(early.status == 0, early.error.constData());
    QVERIFY(coloursOf(sooner) > 50);
    const Outcome old =
        runWall(snapshot(out, {u"--store"_s, store, u"--at"_s, u"2011-03-10T16:00:00Z"_s}));
    QCOMPARE(old.status, 2);
    QVERIFY(old.error.contains("nothing was counted before 2026-"));
    QCOMPARE(old.errorLines(), 1);
}

void WallTest::drawsTheSameAgainAsAPicture()
{
    const QString first = picture(u"first.png"_s);
    const QStringList how = {u"snapshot"_s,    kSample,        u"--page"_s,
                             u"excluding"_s,   u"--at"_s,      u"2026-02-26T16:20:30.250Z"_s,
                             u"--size"_s,      u"720x1280"_s,  u"--zone"_s,
                             u"Europe/Oslo"_s, u"--exclude"_s, u"de,no"_s,
                             u"--lang"_s,      u"sv"_s,        u"--theme"_s,
                             u"light"_s,       u"--out"_s,     first};
    const Outcome drawn = runWall(how);
    QVERIFY2(drawn.status == 0, drawn.error.constData());
    const QString again = picture(u"again.png"_s);
    const Outcome like = runWall({u"snapshot"_s, kSample, u"--like"_s, first, u"--out"_s, again});
    QVERIFY2(like.status == 0, like.error.constData());
    QCOMPARE(bytesOf(again), bytesOf(first));

    // What is given goes before what the picture says.
    const Outcome other = runWall(
        {u"snapshot"_s, kSample, u"--like"_s, first, u"--size"_s, u"640x360"_s, u"--out"_s, again});
    QVERIFY2(other.status == 0, other.error.constData());
    QCOMPARE(QImage(again).size(), QSize(640, 360));

    const QString none = folder_.filePath(u"none.png"_s);
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(none));
    const Outcome refused = runWall({u"snapshot"_s, kSample, u"--like"_s, none, u"--out"_s, again});
    QCOMPARE(refused.status, 2);
    QVERIFY(refused.error.contains("no picture that livewall made"));
}

void WallTest::saysThatThereIsNoDisplay_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("none") << QByteArray() << QByteArray("livewall: there is no display here (");
    QTest::newRow("X11") << QByteArray("DISPLAY")
                         << QByteArray("livewall: the display cannot be reached ("
                                       "WAYLAND_DISPLAY= ");
    QTest::newRow("Wayland") << QByteArray("WAYLAND_DISPLAY")
                             << QByteArray("livewall: the display cannot be reached ("
                                           "WAYLAND_DISPLAY=:64999 ");
}

void WallTest::saysThatThereIsNoDisplay()
{
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, said);
    const QStringList names{u"QT_QPA_PLATFORM"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s};
    const auto before = QProcessEnvironment::systemEnvironment();
    const auto restore = qScopeGuard([&] {
        for (const QString& name : names) {
            if (before.contains(name))
                qputenv(name.toLatin1().constData(), before.value(name).toLocal8Bit());
            else
                qunsetenv(name.toLatin1().constData());
        }
    });
    for (const QString& name : names)
        qunsetenv(name.toLatin1().constData());
    if (!variable.isEmpty())
        qputenv(variable.constData(), ":64999"); // nobody is there
    const Outcome outcome = runWall({u"--demo"_s});
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QVERIFY2(outcome.error.startsWith(said), outcome.error.constData());
}

void WallTest::refusesNonsense_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("told twice") << QStringList{u"--demo"_s, u"--config"_s, u"a.toml"_s};
    QTest::newRow("unknown page") << QStringList{u"--demo"_s, u"--page"_s, u"chart"_s};
    QTest::newRow("language") << QStringList{u"--demo"_s, u"--lang"_s, u"sw"_s};
    QTest::newRow("theme") << QStringList{u"--demo"_s, u"--lang"_s, u"sv"_s, u"--theme"_s,
                                          u"grey"_s};
    QTest::newRow("size") << QStringList{u"--demo"_s, u"--size"_s, u"big"_s};
    QTest::newRow("tiny size") << QStringList{u"--demo"_s, u"--size"_s, u"10x10"_s};
    QTest::newRow("missing feed") << QStringList{u"--feed"_s, u"/nowhere/purchases.ndjson"_s};
    QTest::newRow("password") << QStringList{u"--feed"_s, u"https://me:hunter2@example.com/"_s};
    QTest::newRow("unknown scheme") << QStringList{u"--feed"_s, u"gopher://example.com/"_s};
    QTest::newRow("no picture's file") << QStringList{u"snapshot"_s, u"--demo"_s};
    QTest::newRow("nothing to draw") << QStringList{u"snapshot"_s, u"--out"_s, u"/tmp/x.png"_s};
    QTest::newRow("no folder") << QStringList{u"snapshot"_s, u"--demo"_s, u"--out"_s,
                                              u"/nowhere/wall.png"_s};
    QTest::newRow("replay of nothing") << QStringList{u"replay"_s};
    QTest::newRow("replay of a missing file") << QStringList{u"replay"_s, u"/nowhere/a.ndjson"_s};
    QTest::newRow("replay backwards") << QStringList{u"replay"_s, kSample,
                                                     u"--from"_s, u"2011-03-11T00:00:00Z"_s,
                                                     u"--to"_s,   u"2011-03-10T00:00:00Z"_s};
    QTest::newRow("speed") << QStringList{u"replay"_s, kSample, u"--speed"_s, u"fast"_s};
}

void WallTest::refusesNonsense()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = runWall(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errorLines() == 1, outcome.error.constData());
    QVERIFY2(!outcome.error.contains("hunter2"), outcome.error.constData());
}

void WallTest::savesTheLastOfItWhenItIsTerminated()
{
    const QString log = folder_.filePath(u"log.ndjson"_s);
    QFile file(log);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(purchaseLine("a", QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toUtf8()));
    file.close();
    const QString store = folder_.filePath(u"wall.db"_s);
    QProcess wall;
    wall.start(QStringLiteral(LIVEWALL_PROGRAM),
               {u"--feed"_s, u"follow:"_s + log, u"--store"_s, store, u"--windowed"_s});
    QVERIFY(wall.waitForStarted());
    QTRY_VERIFY(QFile::exists(store));
    QTest::qWait(1500); // it has read the log, and saves every five seconds
    wall.terminate();
    QVERIFY(wall.waitForFinished());
    QCOMPARE(wall.exitStatus(), QProcess::NormalExit);
    QCOMPARE(wall.exitCode(), 0);
    const Outcome report = runCtl({u"report"_s, u"--store"_s, store});
    QVERIFY2(report.status == 0, report.error.constData());
    QVERIFY2(report.out.contains("\"accepted\":1,"), report.out.constData());
}

void WallTest::aReplayEndsOnASignal_data()
{
    QTest::addColumn<bool>("is_pipe");
    QTest::newRow("playing") << false;
    QTest::newRow("still reading") << true;
}

void WallTest::aReplayEndsOnASignal()
{
    QFETCH(const bool, is_pipe);
    QString recording = kSample;
    if (is_pipe) {
        recording = folder_.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(recording.toLocal8Bit().constData(), 0600), 0); // nobody writes to it
    }
    Running replay(QStringLiteral(LIVEWALL_PROGRAM),
                   {u"replay"_s, recording, u"--windowed"_s, u"--size"_s, u"640x360"_s});
    // It waits for SIGHUP, SIGINT and SIGTERM, which are blocked for that: proc(5).
    constexpr quint64 kWaitedFor = 0x4003;
    const auto isReady = [&replay] {
        QFile status(u"/proc/%1/status"_s.arg(replay.processId()));
        if (!status.open(QFile::ReadOnly))
            return false;
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("SigBlk:"))
                return (line.mid(8).toULongLong(nullptr, 16) & kWaitedFor) == kWaitedFor;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isReady(), 20'000);
    QTest::qSleep(1000); // it reads, and draws
    const Outcome outcome = replay.end(SIGTERM, 20'000);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, "");
}

QTEST_MAIN(WallTest)
#include "tst_wall.moc"
