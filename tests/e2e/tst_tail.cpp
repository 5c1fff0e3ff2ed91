// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

// One of each: with fields that are none of ours, and a name that would move the cursor.
const QByteArray kLines =
    R"({"id":"1","time":"2011-03-10T15:01:15.123Z","status":"accepted","eid":1234,)"
    R"("amount":"499.12","currency":"SEK","country":"SE","merchant":"Store","city":"Tornio",)"
    R"("lat":65.85,"lon":24.15,"card":"4111111111111111"})"
    "\n"
    R"({"id":"2","time":"2011-03-10T15:01:16Z","status":"declined","eid":99,"amount":1250,)"
    R"("currency":"JPY","merchant":"\u001b[31m\u202e\"x\""})"
    "\n"
    R"({"id":"3","time":"2011-03-10T15:01:17Z","status":"accepted","merchant_id":99,)"
    R"("amount":"1","currency":"SEK","email":"a@b.example"})"
    "\n"
    "rubbish\n"
    R"({"id":"4","type":"heartbeat","time":"2011-03-10T15:01:18Z"})"
    "\n"
    R"({"id":"5","type":"deploy","time":"2011-03-10T15:01:19Z","service":"checkout"})"
    "\n"
    R"({"id":"6","type":"refund"})"
    "\n";

const QByteArray kPrinted =
    "2011-03-10 16:01:15.123  accepted            1234          499.12 SEK  se  \"Store\" "
    "\"Tornio\" 65.8500,24.1500\n"
    "2011-03-10 16:01:16.000  not accepted          99            1250 JPY  -   "
    "\"[31m\\u202e\\\"x\\\"\"\n"
    "2011-03-10 16:01:19.000  deploy       \"checkout\"\n"
    "2011-03-10 16:01:18.000  heartbeat   \n"
    "                         unknown type 1 of them\n"
    "                         rejected     line 3: eid: missing; the line has \"merchant_id\" "
    "(--map eid=merchant_id)\n"
    "                         rejected     line 4: json: the line is no object or array\n";

const QByteArray kSummary =
    "received 7: 1 accepted, 1 not accepted, 2 heartbeats and deploys, 1 of unknown type, "
    "2 rejected (1 json, 1 eid)\n";

const QStringList kZone = {u"--zone"_s, u"Europe/Stockholm"_s};

QStringList tail(const QString& feed, const QStringList& more = kZone)
{
    return QStringList{u"tail"_s, u"--feed"_s, feed} + more;
}

void write(const QString& path, const QByteArray& content, QFile::OpenMode mode = QFile::Truncate)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly | mode));
    file.write(content);
}

} // namespace

class TailTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileIsPrintedLineByLine();
    void standardInputIsPrinted();
    void aFollowedLogIsPrintedAsItGrows();
    void aSignalEndsItWithItsSummary();
    void fieldsAreMapped();
    void aFeedOfAConfigurationIsRead();
    void nothingValidIsSaid();
    void colourIsForTerminals();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

void TailTest::aFileIsPrintedLineByLine()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"purchases.ndjson"_s);
    write(path, kLines);
    const Outcome outcome = runCtl(tail(path));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, kPrinted);
    QCOMPARE(outcome.error, "livewallctl: " + kSummary);
}

void TailTest::standardInputIsPrinted()
{
    const Outcome outcome = runCtl(tail(u"-"_s), kLines);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, kPrinted);
    QCOMPARE(outcome.error, "livewallctl: " + kSummary);
}

void TailTest::aFollowedLogIsPrintedAsItGrows()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"purchases.log"_s);
    write(path, purchaseLine("a", "2011-03-10T16:00:00Z"));
    QProcess process;
    process.start(QStringLiteral(LIVEWALLCTL_PROGRAM),
                  tail(u"follow:"_s + path, {u"--zone"_s, u"UTC"_s, u"--until-idle"_s, u"3s"_s}));
    QByteArray out;
    const auto lines = [&] {
        out += process.readAllStandardOutput();
        return out.count('\n');
    };
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 1, 20'000);
    write(path, purchaseLine("b", "2011-03-10T16:00:01Z"), QFile::Append);
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 2, 20'000);
    QVERIFY(process.waitForFinished(20'000)); // nothing comes any more
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(out.startsWith("2011-03-10 16:00:00.000  accepted               7"));
    const QByteArray error = process.readAllStandardError();
    QCOMPARE(error, "livewallctl: purchases.log is there\nlivewallctl: received 2: 2 accepted\n");
}

void TailTest::aSignalEndsItWithItsSummary()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"purchases.log"_s);
    write(path, purchaseLine("a", "2011-03-10T16:00:00Z"));
    QProcess process;
    process.start(QStringLiteral(LIVEWALLCTL_PROGRAM), tail(u"follow:"_s + path));
    QVERIFY(process.waitForReadyRead(20'000));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardError().endsWith("received 1: 1 accepted\n"));
}

void TailTest::fieldsAreMapped()
{
    const Outcome outcome = runCtl(tail(u"-"_s, {u"--map"_s, u"eid=merchant_id"_s}), kLines);
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains("accepted              99            1.00 SEK  -   -\n"));
    QVERIFY(!outcome.out.contains("a@b.example"));
}

void TailTest::aFeedOfAConfigurationIsRead()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"purchases.ndjson"_s);
    write(path, kLines);
    const QString config = dir.filePath(u"livewall.toml"_s);
    const QByteArray url = path.toUtf8();
    write(config, "zone = \"Europe/Stockholm\"\n[[feed]]\nname = \"shop\"\nurl = \"file:" + url +
                      "\"\n[[feed]]\nname = \"mapped\"\nurl = \"file:" + url +
                      "\"\n[feed.map]\neid = \"merchant_id\"\n");
    const QStringList of_config = {u"--config"_s, config};
    QCOMPARE(runCtl(tail(u"shop"_s, of_config)).out, kPrinted);
    QVERIFY(runCtl(tail(u"mapped"_s, of_config)).out.contains("accepted              99  "));
    const Outcome none = runCtl(tail(u"kiosk"_s, of_config));
    QCOMPARE(none.status, 2);
    QVERIFY(none.error.endsWith("livewall.toml: has no feed named kiosk\n"));
    const Outcome which = runCtl(QStringList{u"tail"_s} + of_config);
    QCOMPARE(which.status, 2);
    QVERIFY(which.error.endsWith("--feed says which of its feeds, by name\n"));
}

void TailTest::nothingValidIsSaid()
{
    const Outcome outcome = runCtl(tail(u"-"_s), "rubbish\n");
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.error, "livewallctl: received 1: 1 rejected (1 json)\n");
    QCOMPARE(runCtl(tail(u"-"_s)).error, "livewallctl: received 0\n");
}

void TailTest::colourIsForTerminals()
{
    if (!QFile::exists(u"/usr/bin/script"_s))
        QSKIP("script(1), which makes a terminal, is not there");
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"purchases.ndjson"_s);
    write(path, kLines);
    const QString command = QStringLiteral(LIVEWALLCTL_PROGRAM) % u" tail --feed "_s % path;
    const auto printed = [&](const QString& set) {
        return run(u"/usr/bin/env"_s,
                   {u"TERM=xterm"_s, set, u"/usr/bin/script"_s, u"-qc"_s, command, u"/dev/null"_s})
            .out;
    };
    QVERIFY(printed(u"NO_COLOR="_s).contains("\x1b[32maccepted"));
    QVERIFY(!printed(u"NO_COLOR=1"_s).contains('\x1b'));
    QVERIFY(!printed(u"TERM=dumb"_s).contains('\x1b'));
}

void TailTest::nonsenseIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no feed") << QStringList();
    QTest::newRow("no such kind") << QStringList{u"--feed"_s, u"nope://x"_s};
    QTest::newRow("no such file") << QStringList{u"--feed"_s, u"/nowhere/at/all"_s};
    QTest::newRow("a password") << QStringList{u"--feed"_s, u"http://a:hush@example.com/"_s};
    QTest::newRow("no such field") << QStringList{u"--feed"_s, u"-"_s, u"--map"_s, u"nothing=x"_s};
    QTest::newRow("no such zone") << QStringList{u"--feed"_s, u"-"_s, u"--zone"_s,
                                                 u"Nowhere/At_All"_s};
    QTest::newRow("nothing is counted")
        << QStringList{u"--feed"_s, u"-"_s, u"--exclude"_s, u"se"_s};
    QTest::newRow("no configuration") << QStringList{u"--config"_s, u"/nowhere/livewall.toml"_s};
}

void TailTest::nonsenseIsRefused()
{
    QFETCH(const QStringList, arguments);
    const Outcome outcome = runCtl(QStringList{u"tail"_s} + arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(outcome.errorLines(), 1);
    QVERIFY(!outcome.error.contains("hush"));
}

QTEST_GUILESS_MAIN(TailTest)
#include "tst_tail.moc"
