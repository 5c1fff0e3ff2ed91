// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

QJsonObject ledgerOf(const QByteArray& lines)
{
    const Outcome outcome = runCtl({u"report"_s, u"-"_s}, lines);
    return QJsonDocument::fromJson(outcome.out).object()[u"ledger"].toObject();
}

} // namespace

class GenerateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheSameLinesForTheSameSeed();
    void givesAsManyEventsAsAsked();
    void fitsThemInMinutes();
    void mixesInDuplicatesAndLateOnes();
    void refusesNonsense_data();
    void refusesNonsense();
};

void GenerateTest::givesTheSameLinesForTheSameSeed()
{
    const auto generate = [](const QString& seed) {
        return runCtl({u"generate"_s, u"--events"_s, u"500"_s, u"--seed"_s, seed}).out;
    };
    QVERIFY(!generate(u"1"_s).isEmpty());
    QCOMPARE(generate(u"1"_s), generate(u"1"_s));
    QVERIFY(generate(u"1"_s) != generate(u"2"_s));
}

void GenerateTest::givesAsManyEventsAsAsked()
{
    const Outcome outcome = runCtl(
        {u"generate"_s, u"--events"_s, u"20000"_s, u"--days"_s, u"3"_s, u"--merchants"_s, u"50"_s});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out.count('\n'), 20'000);
    const QJsonObject ledger = ledgerOf(outcome.out);
    QCOMPARE(ledger[u"received"].toInt(), 20'000);
    QCOMPARE(ledger[u"rejected"].toInt(), 0);
    QCOMPARE(ledger[u"duplicate"].toInt(), 0);
    QCOMPARE(ledger[u"late"].toInt(), 0);
}

void GenerateTest::fitsThemInMinutes()
{
    const Outcome outcome = runCtl({u"generate"_s, u"--events"_s, u"20000"_s, u"--minutes"_s,
                                    u"2"_s, u"--end"_s, u"2026-03-01T00:01:00Z"_s});
    QCOMPARE(outcome.status, 0);
    const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 20'000);
    const auto timeOf = [](const QByteArray& line) {
        return QJsonDocument::fromJson(line).object()[u"time"].toString();
    };
    QVERIFY2(timeOf(lines.first()).startsWith(u"2026-02-28T23:59:00"_s), lines.first().constData());
    QVERIFY2(timeOf(lines.last()).startsWith(u"2026-03-01T00:00:59"_s), lines.last().constData());
}

void GenerateTest::mixesInDuplicatesAndLateOnes()
{
    const Outcome outcome = runCtl(
        {u"generate"_s, u"--events"_s, u"50000"_s, u"--duplicates"_s, u"2"_s, u"--late"_s, u"4"_s});
    const QJsonObject ledger = ledgerOf(outcome.out);
    const double received = ledger[u"received"].toDouble();
    QVERIFY(ledger[u"duplicate"].toDouble() > 0.015 * received);
    QVERIFY(ledger[u"duplicate"].toDouble() < 0.025 * received);
    QVERIFY(ledger[u"late"].toDouble() > 0.03 * received);
    QVERIFY(ledger[u"late"].toDouble() < 0.05 * received);
}

void GenerateTest::refusesNonsense_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("events") << QStringList{u"--events"_s, u"-5"_s};
    QTest::newRow("days") << QStringList{u"--days"_s, u"0"_s};
    QTest::newRow("minutes") << QStringList{u"--minutes"_s, u"0"_s};
    QTest::newRow("days and minutes") << QStringList{u"--days"_s, u"1"_s, u"--minutes"_s, u"10"_s};
    QTest::newRow("merchants") << QStringList{u"--merchants"_s, u"many"_s};
    QTest::newRow("duplicates") << QStringList{u"--duplicates"_s, u"200"_s};
    QTest::newRow("late") << QStringList{u"--late"_s, u"101"_s};
    QTest::newRow("seed") << QStringList{u"--seed"_s, u"x"_s};
}

void GenerateTest::refusesNonsense()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = runCtl(QStringList(u"generate"_s) + arguments);
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QCOMPARE(outcome.out, QByteArray());
}

QTEST_GUILESS_MAIN(GenerateTest)
#include "tst_generate.moc"
