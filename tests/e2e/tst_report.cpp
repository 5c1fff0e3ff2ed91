// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMultiMap>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

QJsonObject parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

QStringList with(const QString& first, const QStringList& rest)
{
    return QStringList(first) + rest;
}

/// The same question to tests/oracle/report.py, written from the definition alone.
Outcome runOracle(const QStringList& arguments)
{
    return run(u"python3"_s,
               with(QStringLiteral(LIVEWALL_SOURCE_DIR "/tests/oracle/report.py"), arguments));
}

void compareWithOracle(const QStringList& arguments)
{
    const Outcome ours = runCtl(with(u"report"_s, arguments));
    QVERIFY2(ours.status == 0, ours.error.constData());
    const Outcome theirs = runOracle(arguments);
    QVERIFY2(theirs.status == 0, theirs.error.constData());
    const QJsonObject report = parsed(ours.out);
    const QJsonObject expected = parsed(theirs.out);
    QVERIFY(!expected.isEmpty());
    for (const QString& key : expected.keys())
        QCOMPARE(QJsonDocument(QJsonObject{{key, report[key]}}).toJson(),
                 QJsonDocument(QJsonObject{{key, expected[key]}}).toJson());
    QCOMPARE(report.keys(), expected.keys());
}

} // namespace

class ReportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheDefinitionOnRealData_data();
    void agreesWithTheDefinitionOnRealData();
    void agreesWithTheDefinitionOnTheSample();
    void agreesWithTheDefinitionOnHolidaysAndDeploys();
    void agreesWithTheDefinitionOnGhosts();
    void readsSeveralFilesAsOneFeed();
    void doesNotDependOnTheOrderOfLines();
    void printsTheContractsKeys();
    void readsStandardInput();
    void mapsFields();
};

void ReportTest::agreesWithTheDefinitionOnRealData_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QStringList files = realFiles();
    if (files.isEmpty())
        QSKIP("the real data sets are not beside the project (LIVEWALL_SHARED says where)");
    for (const QString& file : files) {
        const QString name = file.section(u'/', -1);
        for (const QString& zone : {u"Europe/London"_s, u"America/Sao_Paulo"_s}) {
            QTest::addRow("%s %s newest", qPrintable(name), qPrintable(zone))
                << QStringList{file, u"--zone"_s, zone};
        }
    }
    const QStringList instants = {u"2010-12-20T12:00:30.500Z"_s, u"2011-03-27T01:00:00Z"_s,
                                  u"2011-09-05T14:59:59.999Z"_s, u"2017-02-19T01:59:59Z"_s,
                                  u"2017-05-08T23:00:00Z"_s};
    for (const QString& file : files) {
        for (const QString& at : instants) {
            QTest::addRow("%s at %s", qPrintable(file.section(u'/', -1)), qPrintable(at))
                << QStringList{file,           u"--zone"_s, u"Europe/Stockholm"_s, u"--at"_s, at,
                               u"--exclude"_s, u"gb,br"_s};
        }
    }
}

void ReportTest::agreesWithTheDefinitionOnRealData()
{
    QFETCH(QStringList, arguments);
    compareWithOracle(arguments);
}

void ReportTest::agreesWithTheDefinitionOnHolidaysAndDeploys()
{
    // Sweden's National Day, 6 June, lies in the weeks; local midnight is at 22:00 UTC.
    const Outcome generated = runCtl(
        QStringLiteral("generate --events 60000 --days 27 --end 2026-06-13T12:00:00Z").split(u' '));
    QTemporaryDir folder;
    QFile lines(folder.filePath(u"purchases.ndjson"_s));
    QVERIFY(lines.open(QFile::WriteOnly));
    lines.write(generated.out);
    lines.write(R"({"type":"deploy","id":"1","time":"2026-06-07T21:59:59.999Z","service":"old"}
{"type":"deploy","id":"2","time":"2026-06-07T22:00:00Z","service":"shop","version":"2\u00b71"}
{"type":"deploy","id":"2","time":"2026-06-09T10:00:00Z","service":"copy"}
{"type":"com.shop.deploy","id":"3","time":"2026-06-12T21:00:00.5Z","version":"7"}
{"type":"deploy","id":"4","time":"2026-06-12T21:00:00.5Z"}
{"type":"deploy","id":"5","time":"2026-06-13T11:00:00Z","service":"late"}
)");
    lines.close();
    for (const QString& at : {u"2026-06-13T11:50:00Z"_s, u"2026-06-06T15:00:00Z"_s,
                              u"2026-06-12T21:00:00Z"_s, u"2026-06-12T23:30:00Z"_s})
        compareWithOracle({lines.fileName(), u"--zone"_s, u"Europe/Stockholm"_s, u"--at"_s, at});

    const QStringList zone = {u"--zone"_s, u"Europe/Stockholm"_s};
    const QString store = folder.filePath(u"wall.db"_s);
    const Outcome imported =
        runCtl({u"import"_s, lines.fileName(), u"--as"_s, u"shop"_s, u"--store"_s, store});
    QVERIFY2(imported.status == 0, imported.error.constData());
    const QJsonObject from_store =
        parsed(runCtl(QStringList{u"report"_s, u"--store"_s, store} + zone).out);
    const QJsonObject from_file =
        parsed(runCtl(with(u"report"_s, with(lines.fileName(), zone))).out);
    QCOMPARE(from_file[u"deploys"].toArray().size(), 4);
    for (const QString& key : {u"deploys"_s, u"top"_s, u"week"_s})
        QCOMPARE(from_store[key], from_file[key]);
}

void ReportTest::agreesWithTheDefinitionOnGhosts()
{
    // The largest of a few stores falls silent on the last day at 16:03.
    const Outcome generated = runCtl(
        QStringLiteral("generate --events 80000 --days 24 --merchants 4 --end 2026-03-19T17:30:00Z")
            .split(u' '));
    const Outcome usual =
        runCtl({u"report"_s, u"-"_s, u"--at"_s, u"2026-03-19T16:03:00Z"_s}, generated.out);
    const QByteArray ghost =
        QByteArray::number(parsed(usual.out)[u"top"][u"day"][0][u"eid"].toInteger());
    QMultiMap<QString, QByteArray> by_time;
    for (const QByteArray& line : generated.out.trimmed().split('\n')) {
        const QJsonObject purchase = parsed(line);
        const QString time = purchase[u"time"].toString();
        if (purchase[u"eid"].toInteger() != ghost.toLongLong() ||
            (time < u"2026-03-19T16:03"_s && !time.startsWith(u"2026-03-05T16"_s)))
            by_time.insert(time, line + '\n');
    }
    // And was silent in an hour two weeks before, when 110 others sold something: what a store sold
    // that was none of the hundred largest is not kept, but the median of the weeks is known.
    for (int nth = 0; nth < 110 * 30; ++nth) {
        const QString time = u"2026-03-05T16:%1:00Z"_s.arg(nth % 50 + 10);
        by_time.insert(
            time,
            uR"({"id":"x%1","time":"%2","status":"accepted","eid":%3,"amount":"1","currency":"SEK"})"_s
                    .arg(nth)
                    .arg(time)
                    .arg(900'000 + nth % 110)
                    .toUtf8() +
                '\n');
    }
    QTemporaryDir folder;
    QFile lines(folder.filePath(u"purchases.ndjson"_s));
    QVERIFY(lines.open(QFile::WriteOnly));
    for (const QByteArray& line : std::as_const(by_time))
        lines.write(line);
    lines.close();
    const QString store = folder.filePath(u"wall.db"_s);
    const Outcome imported =
        runCtl({u"import"_s, lines.fileName(), u"--as"_s, u"shop"_s, u"--store"_s, store});
    QVERIFY2(imported.status == 0, imported.error.constData());

    for (const QString& at :
         {u"2026-03-19T16:14:59Z"_s, u"2026-03-19T16:50:00Z"_s, u"2026-03-19T17:29:30Z"_s}) {
        const QStringList when = {u"--zone"_s, u"Europe/Stockholm"_s, u"--at"_s, at};
        compareWithOracle(with(lines.fileName(), when));
        const QJsonArray ghosts =
            parsed(runCtl(with(u"report"_s, with(lines.fileName(), when))).out)[u"ghosts"]
                .toArray();
        QCOMPARE(parsed(runCtl(QStringList{u"report"_s, u"--store"_s, store} + when).out)[u"ghosts"]
                     .toArray(),
                 ghosts);
        QCOMPARE(ghosts.size(), at.contains(u"16:14"_s) ? 0 : 1);
        if (!ghosts.isEmpty())
            QCOMPARE(ghosts[0][u"eid"].toInteger(), ghost.toLongLong());
    }
}

void ReportTest::agreesWithTheDefinitionOnTheSample()
{
    // The oracle reads no Zstandard: the command that made the sample makes it again.
    const Outcome generated =
        runCtl(QStringLiteral("generate --events 6000 --days 28 --merchants 60 --seed 2011 "
                              "--duplicates 1 --late 1")
                   .split(u' '));
    QTemporaryDir folder;
    QFile lines(folder.filePath(u"purchases.ndjson"_s));
    QVERIFY(lines.open(QFile::WriteOnly));
    lines.write(generated.out);
    lines.close();
    const QStringList zone = {u"--zone"_s, u"Europe/Stockholm"_s};
    compareWithOracle(with(lines.fileName(), zone));

    const QString sample =
        QStringLiteral(LIVEWALL_SOURCE_DIR "/resources/sample/purchases.ndjson.zst");
    QCOMPARE(runCtl(with(u"report"_s, with(sample, zone))).out,
             runCtl(with(u"report"_s, with(lines.fileName(), zone))).out);
}

void ReportTest::readsSeveralFilesAsOneFeed()
{
    QTemporaryDir folder;
    QStringList files;
    for (const char* id : {"a", "b", "a"}) {
        files.append(folder.filePath(QString::number(files.size()) + u".ndjson"_s));
        QFile file(files.back());
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(purchaseLine(id, "2011-03-10T16:01:15Z"));
    }
    const Outcome outcome = runCtl(with(u"report"_s, files));
    QCOMPARE(outcome.status, 0);
    const QJsonObject ledger = parsed(outcome.out)[u"ledger"].toObject();
    QCOMPARE(ledger[u"received"].toInt(), 3);
    QCOMPARE(ledger[u"accepted"].toInt(), 2);
    QCOMPARE(ledger[u"duplicate"].toInt(), 1);
}

void ReportTest::doesNotDependOnTheOrderOfLines()
{
    const Outcome generated = runCtl({u"generate"_s, u"--events"_s, u"5000"_s, u"--days"_s, u"1"_s,
                                      u"--duplicates"_s, u"2"_s, u"--late"_s, u"5"_s});
    QCOMPARE(generated.status, 0);
    QList<QByteArray> lines = generated.out.trimmed().split('\n');
    const QStringList arguments = {u"report"_s, u"-"_s, u"--zone"_s, u"Europe/Stockholm"_s};
    QJsonObject forwards = parsed(runCtl(arguments, lines.join('\n')).out);
    std::ranges::reverse(lines);
    QJsonObject backwards = parsed(runCtl(arguments, lines.join('\n')).out);
    // Being late is a matter of arrival; everything else is not.
    for (QJsonObject* report : {&forwards, &backwards}) {
        QJsonObject ledger = (*report)[u"ledger"].toObject();
        ledger.remove(u"late");
        ledger.remove(u"unchecked");
        (*report)[u"ledger"] = ledger;
    }
    QCOMPARE(QJsonDocument(forwards).toJson(), QJsonDocument(backwards).toJson());
}

void ReportTest::printsTheContractsKeys()
{
    const Outcome outcome = runCtl({u"report"_s, u"-"_s, u"--zone"_s, u"Europe/Stockholm"_s},
                                   purchaseLine("a", "2011-03-10T17:01:15.123+01:00"));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.errorLines(), 0);
    QCOMPARE(outcome.out.count('\n'), 1);
    const QByteArray minutes = QByteArray("0,").repeated(59) + '0';
    const QByteArray expected_start =
        R"({"at":"2011-03-10T16:01:15.123Z","zone":"Europe/Stockholm","exclude":["fi","se"],)"
        R"("top":{"hour":[{"rank":1,"eid":7,"merchant":"","count":1,"average":"1.50",)"
        R"("currency":"SEK","mixed":false,"rank_before":null,"minutes":[)" +
        minutes + R"(]}],"hour_excluding":)";
    QCOMPARE(outcome.out.first(expected_start.size()), expected_start);
    const QJsonObject report = parsed(outcome.out);
    const QJsonObject week = report[u"week"].toObject();
    QCOMPARE(week[u"start"].toString(), u"2011-03-07T00:00:00+01:00"_s);
    QCOMPARE(week[u"series"].toArray().size(), 4);
    const QJsonArray counts = week[u"series"][0][u"counts"].toArray();
    QCOMPARE(counts.size(), 168);
    constexpr int slot = 3 * 24 + 17; // Thursday 17
    QCOMPARE(counts[slot].toInt(), 1);
    QCOMPARE(counts[slot - 1].toInt(-1), 0);
    QVERIFY(counts[slot + 1].isNull());
    QCOMPARE(report[u"ledger"][u"rejected_by_reason"].toObject().size(), 12);
    QVERIFY(outcome.out.contains(R"("hours":[1,1,1,)"));
}

void ReportTest::readsStandardInput()
{
    // A last line without its end is a line.
    const Outcome outcome =
        runCtl({u"report"_s, u"-"_s}, purchaseLine("a", "2011-03-10T16:01:15Z").trimmed());
    QCOMPARE(outcome.status, 0);
    QCOMPARE(parsed(outcome.out)[u"totals"][u"hour"].toInt(), 1);
}

void ReportTest::mapsFields()
{
    QByteArray line = purchaseLine("a", "2011-03-10T16:01:15Z");
    line.replace("\"eid\"", "\"merchant_id\"");
    const Outcome unmapped = runCtl({u"report"_s, u"-"_s}, line);
    QCOMPARE(unmapped.status, 1);
    QVERIFY2(unmapped.error.contains("(--map eid=merchant_id)"), unmapped.error.constData());
    const Outcome mixed =
        runCtl({u"report"_s, u"-"_s}, line + purchaseLine("b", "2011-03-10T16:01:15Z"));
    QCOMPARE(mixed.status, 0);
    QVERIFY2(mixed.error.contains("-:1: eid: missing; the line has \"merchant_id\" "
                                  "(--map eid=merchant_id)"),
             mixed.error.constData());
    const Outcome mapped = runCtl({u"report"_s, u"-"_s, u"--map"_s, u"eid=merchant_id"_s}, line);
    QCOMPARE(mapped.status, 0);
}

QTEST_GUILESS_MAIN(ReportTest)
#include "tst_report.moc"
