// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"
#include "tests/e2e/proofsize.h"
#include "tests/e2e/running.h"

#include "tests/models/record/recordings.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::e2e;

namespace {

QByteArray numbered(int number)
{
    return purchaseLine("e" + QByteArray::number(number), "2011-03-10T16:00:00Z");
}

std::string decodedFiles(const QString& folder)
{
    std::string all;
    std::string error;
    for (const record::RecordName& name : record::recordsIn(folder.toStdString(), {}, error))
        all += record::decoded(record::contentOf(name.path)).value_or("<not readable>");
    return all;
}

} // namespace

class RecordTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyMomentItLosesAndRepeatsNothing();
    void whatIsRecordedIsReportedTheSame();
    void aSignalEndsItCleanly_data();
    void aSignalEndsItCleanly();
    void eachGapIsSaid();
    void itEndsAfterItsTime();
    void aSecondRecorderIsRefused();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void aFullDiskIsWaitedFor();
    void aReplayPlaysIt();
};

void RecordTest::killedAtAnyMomentItLosesAndRepeatsNothing()
{
    const int kills = e2e::kills(20);
    const QTemporaryDir dir;
    const QString out = dir.filePath(u"out"_s);
    QFile log(dir.filePath(u"purchases.log"_s));
    QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
    std::string written;
    struct Mark
    {
        qint64 at_ms;
        std::size_t bytes;
    };
    std::vector<Mark> marks;
    QElapsedTimer clock;
    clock.start();
    int number = 0;
    const QStringList arguments = {u"--feed"_s, u"follow:"_s % log.fileName(), u"--out"_s, out};
    auto* random = QRandomGenerator::global();
    // What is older must be there: the second that may be lost, and what a busy machine needs for
    // looking at the log and writing.
    constexpr qint64 kLost_ms = 2500;
    int checked = 0;
    for (int kill = 0; kill < kills; ++kill) {
        const qint64 started_ms = clock.elapsed();
        const auto recording = std::make_unique<Running>(QStringList{u"record"_s} + arguments);
        const qint64 until_ms = started_ms + (kill % 4 == 3 ? 3500 : 20) + random->bounded(1200);
        while (clock.elapsed() < until_ms) {
            QByteArray lines;
            for (int i = random->bounded(20); i >= 0; --i)
                lines += numbered(++number);
            // Now and then a line is not finished yet.
            const qsizetype first = random->bounded(4) == 0 ? lines.size() / 2 : lines.size();
            log.write(lines.first(first));
            log.write(lines.sliced(first));
            written += lines.toStdString();
            marks.push_back({clock.elapsed(), written.size()});
            QTest::qSleep(random->bounded(8));
        }
        const qint64 killed_ms = clock.elapsed();
        recording->send(SIGKILL);
        recording->wait();

        std::string error;
        if (!QFile::exists(out))
            continue; // killed before it began
        const std::string kept = record::linesIn(out.toStdString(), error);
        QVERIFY2(error.empty() || kept.empty(), error.c_str());
        QVERIFY(written.starts_with(kept));
        if (killed_ms - started_ms < kLost_ms)
            continue;
        ++checked;
        std::size_t due = 0;
        for (const Mark& mark : marks)
            due = mark.at_ms < killed_ms - kLost_ms ? mark.bytes : due;
        QVERIFY2(kept.size() >= due, qPrintable(u"%1 of %2 bytes"_s.arg(kept.size()).arg(due)));
    }
    QVERIFY(checked > 0 || kills < 4);
    Running last(QStringList{u"record"_s} + arguments);
    QTRY_COMPARE_WITH_TIMEOUT(decodedFiles(out).size(), written.size(), 20'000);
    last.send(SIGTERM);
    QCOMPARE(last.wait().status, 0);
    QVERIFY(decodedFiles(out) == written);
    std::string error;
    QVERIFY(record::linesIn(out.toStdString(), error) == written);
}

void RecordTest::whatIsRecordedIsReportedTheSame()
{
    const QTemporaryDir dir;
    QByteArray lines =
        runCtl({u"generate"_s, u"--events"_s, u"20000"_s, u"--duplicates"_s, u"2"_s}).out;
    // What is rejected is recorded too, as it came.
    lines += "nonsense\r\n\n" + QByteArray(200'000, 'x') + "\n" + numbered(1);
    lines.chop(1); // the last line has no end
    QFile file(dir.filePath(u"purchases.ndjson"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lines);
    file.close();
    const QString out = dir.filePath(u"out"_s);
    const Outcome outcome = runCtl({u"record"_s, u"--feed"_s, file.fileName(), u"--out"_s, out});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.errorLines(), 1);
    const QByteArray said =
        "recorded " + QByteArray::number(lines.count('\n') + 1) + " lines (1 cut: too long), ";
    QVERIFY2(outcome.error.contains(said), outcome.error.constData());
    QVERIFY(outcome.out.isEmpty());

    std::string error;
    const auto names = record::recordsIn(out.toStdString(), {}, error);
    QVERIFY(!names.empty());
    QStringList files;
    for (const record::RecordName& name : names)
        files.append(QString::fromStdString(name.path));
    const Outcome recorded = runCtl(QStringList{u"report"_s} + files);
    const Outcome original = runCtl({u"report"_s, file.fileName()});
    QCOMPARE(recorded.status, 0);
    QCOMPARE(recorded.out, original.out);

    // A file that has not grown gives nothing again.
    const Outcome again = runCtl({u"record"_s, u"--feed"_s, file.fileName(), u"--out"_s, out});
    QVERIFY2(again.error.contains("recorded 0 lines"), again.error.constData());
    QCOMPARE(runCtl(QStringList{u"report"_s} + files).out, original.out);
}

void RecordTest::aSignalEndsItCleanly_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void RecordTest::aSignalEndsItCleanly()
{
    QFETCH(const int, signal);
    const QTemporaryDir dir;
    QFile log(dir.filePath(u"purchases.log"_s));
    QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    log.write(numbered(1));
    const QString out = dir.filePath(u"out"_s);
    Running recording({u"record"_s, u"--feed"_s, u"follow:"_s % log.fileName(), u"--out"_s, out});
    QTRY_VERIFY_WITH_TIMEOUT(decodedFiles(out) == numbered(1).toStdString(), 20'000);
    log.write(numbered(2));
    QTest::qSleep(400); // the log is looked at every 100 ms; it is not yet due to be written
    recording.send(signal);
    const Outcome outcome = recording.wait();
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.error.startsWith("livewallctl: recorded 2 lines"), outcome.error.constData());
    QCOMPARE(outcome.errorLines(), 1);
    QVERIFY(decodedFiles(out) == numbered(1).toStdString() + numbered(2).toStdString());
    std::string error;
    const auto reader = record::RecordReader::open(out.toStdString(), {}, error);
    QVERIFY2(reader, error.c_str());
    QVERIFY(reader->links().back().to == record::LinkChange::To::Stopped);
}

void RecordTest::eachGapIsSaid()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"purchases.log"_s);
    const QString out = dir.filePath(u"out"_s);
    const auto write = [&path](const QByteArray& lines, QIODevice::OpenMode how) {
        QFile log(path);
        QVERIFY(log.open(QIODevice::WriteOnly | how));
        log.write(lines);
    };
    const auto recordUntil = [&](const QByteArray& recorded) {
        Running recording({u"record"_s, u"--feed"_s, u"follow:"_s % path, u"--out"_s, out});
        if (!QTest::qWaitFor([&] { return decodedFiles(out) == recorded.toStdString(); }, 20'000))
            qWarning("it was not recorded in time");
        return recording.end(SIGTERM);
    };
    write(numbered(1), QIODevice::Truncate);
    const Outcome first = recordUntil(numbered(1));
    QCOMPARE(first.errorLines(), 1);
    QVERIFY2(!first.error.contains("gap"), first.error.constData());
    // Nobody read the second one.
    write(numbered(2), QIODevice::Append);
    QTest::qSleep(20); // file times tick in steps of up to 4 ms
    QVERIFY(QFile::remove(path));
    write(numbered(3), QIODevice::Truncate);
    const Outcome second = recordUntil(numbered(1) + numbered(3));
    QCOMPARE(second.status, 0);
    QCOMPARE(second.errorLines(), 2);
    QVERIFY2(second.error.startsWith("livewallctl: gap in purchases.log, no longer there: what "
                                     "came after byte "),
             second.error.constData());
    QVERIFY2(second.error.endsWith("; 1 gap in the feed\n"), second.error.constData());
    QVERIFY(decodedFiles(out) == numbered(1).toStdString() + numbered(3).toStdString());
}

void RecordTest::itEndsAfterItsTime()
{
    const QTemporaryDir dir;
    QElapsedTimer clock;
    clock.start();
    const Outcome outcome =
        runCtl({u"record"_s, u"--feed"_s, u"demo:"_s, u"--out"_s, dir.path(), u"--for"_s, u"2s"_s});
    QCOMPARE(outcome.status, 0);
    QVERIFY(clock.elapsed() >= 2000);
    QVERIFY(!decodedFiles(dir.path()).empty());
}

void RecordTest::aSecondRecorderIsRefused()
{
    const QTemporaryDir dir;
    const QString out = dir.filePath(u"out"_s);
    const QStringList arguments = {u"--feed"_s, u"demo:"_s, u"--out"_s, out};
    Running first(QStringList{u"record"_s} + arguments);
    QTRY_VERIFY_WITH_TIMEOUT(!decodedFiles(out).empty(), 20'000);
    const Outcome second = runCtl(QStringList{u"record"_s} + arguments);
    QCOMPARE(second.status, 2);
    QCOMPARE(second.errorLines(), 1);
    QVERIFY2(second.error.contains("another recorder"), second.error.constData());
    first.send(SIGTERM);
    QCOMPARE(first.wait().status, 0);
}

void RecordTest::nonsenseIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    const QStringList demo = {u"--feed"_s, u"demo:"_s, u"--out"_s, u"OUT"_s};
    QTest::newRow("no feed") << QStringList{u"--out"_s, u"OUT"_s} << QByteArray("--feed");
    QTest::newRow("no folder") << QStringList{u"--feed"_s, u"demo:"_s} << QByteArray("--out");
    QTest::newRow("no such file") << QStringList{u"--feed"_s, u"/no/such/file"_s, u"--out"_s,
                                                 u"OUT"_s}
                                  << QByteArray("no such file");
    QTest::newRow("no such kind") << QStringList{u"--feed"_s, u"gopher://x"_s, u"--out"_s, u"OUT"_s}
                                  << QByteArray("no feed of the kind gopher");
    QTest::newRow("a size") << demo + QStringList{u"--max-bytes"_s, u"10X"_s} << QByteArray("10X");
    QTest::newRow("an age") << demo + QStringList{u"--max-age"_s, u"-1d"_s} << QByteArray("-1d");
    QTest::newRow("a time") << demo + QStringList{u"--for"_s, u"soon"_s} << QByteArray("soon");
    QTest::newRow("names of fields")
        << demo + QStringList{u"--map"_s, u"eid=merchant"_s}
        << QByteArray("lines are recorded as they are received; give it to report, replay or");
    QTest::newRow("a folder that is a file")
        << QStringList{u"--feed"_s, u"demo:"_s, u"--out"_s, u"/dev/null"_s}
        << QByteArray("/dev/null");
}

void RecordTest::nonsenseIsRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QByteArray, says);
    const QTemporaryDir dir;
    const QString out = dir.filePath(u"out"_s);
    arguments.replaceInStrings(u"OUT"_s, out);
    const Outcome outcome = runCtl(QStringList{u"record"_s} + arguments);
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QVERIFY2(outcome.error.contains(says), outcome.error.constData());
    QVERIFY(!QFile::exists(out));
}

void RecordTest::aFullDiskIsWaitedFor()
{
    const QTemporaryDir dir;
    const QString disk = dir.filePath(u"disk"_s);
    QDir().mkdir(disk);
    if (::geteuid() != 0 || ::mount("tmpfs", qPrintable(disk), "tmpfs", 0, "size=256k") != 0)
        QSKIP("a full disk needs a small one to be mounted, which only root may");
    const auto unmount = qScopeGuard([&] { ::umount2(qPrintable(disk), MNT_DETACH); });
    QFile ballast(disk + u"/ballast"_s);
    QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    ballast.write(QByteArray(200 * 1024, 'b'));

    QFile log(dir.filePath(u"purchases.log"_s));
    QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QByteArray all = runCtl({u"generate"_s, u"--events"_s, u"3000"_s}).out;
    log.write(all);
    Running recording({u"record"_s, u"--feed"_s, u"follow:"_s % log.fileName(), u"--out"_s, disk});
    QTest::qSleep(2500);
    std::string error;
    QVERIFY(all.toStdString().starts_with(record::linesIn(disk.toStdString(), error)));
    QVERIFY(record::linesIn(disk.toStdString(), error).size() <
            static_cast<std::size_t>(all.size()));
    ballast.resize(0);
    QTRY_VERIFY_WITH_TIMEOUT(decodedFiles(disk) == all.toStdString(), 20'000);
    recording.send(SIGTERM);
    const Outcome outcome = recording.wait();
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.errorLines(), 3);
    QVERIFY2(outcome.error.contains("the disk is full; free some space; tries again until it can"),
             outcome.error.constData());
    QVERIFY2(outcome.error.contains("livewallctl: writes again\n"), outcome.error.constData());
}

void RecordTest::aReplayPlaysIt()
{
    const QTemporaryDir dir;
    const QString out = dir.filePath(u"out"_s);
    QCOMPARE(runCtl({u"record"_s, u"--feed"_s, u"-"_s, u"--out"_s, out}, numbered(1)).status, 0);
    QStringList arguments = {u"replay"_s, out, u"--windowed"_s, u"--speed"_s, u"max"_s};
    for (const QString& by : {u"event"_s, u"arrival"_s}) {
        QProcess wall;
        wall.start(QStringLiteral(LIVEWALL_PROGRAM), arguments + QStringList{u"--by"_s, by});
        QVERIFY(!wall.waitForFinished(2000)); // it stays at its end
        QCOMPARE(wall.readAllStandardError(), "");
        wall.kill();
        wall.waitForFinished();
    }
    // What is damaged is said in one line.
    std::string error;
    const auto names = record::recordsIn(out.toStdString(), {}, error);
    QFile data(QString::fromStdString(names.at(0).path));
    QVERIFY(data.open(QIODevice::ReadWrite));
    data.write(QByteArray(static_cast<qsizetype>(data.size()), 'x'));
    data.close();
    const Outcome damaged = runWall(arguments);
    QCOMPARE(damaged.status, 2);
    QCOMPARE(damaged.errorLines(), 1);
    QVERIFY2(damaged.error.contains("is damaged; bring a good copy"), damaged.error.constData());
}

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
