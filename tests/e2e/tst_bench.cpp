// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

/// 2 in 100 are sent again, so that what was asked for and what was received differ.
const QStringList kPurchases = {u"--events"_s,     u"50000"_s, u"--days"_s, u"1"_s,
                                u"--merchants"_s,  u"500"_s,   u"--seed"_s, u"3"_s,
                                u"--duplicates"_s, u"2"_s,     u"--late"_s, u"4"_s};

} // namespace

class BenchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void itSaysWhatWasRun();
    void itCountsWhatAReportCounts();
    void theStagesAddUp();
    void itMeasuresLatencyAndMemory();
    void onePurchaseIsEnough();
    void refusesNonsense_data();
    void refusesNonsense();

private:
    QJsonObject bench_;
    QByteArray lines_; ///< the same as it counted
};

void BenchTest::initTestCase()
{
    const Outcome outcome = runCtl(QStringList(u"bench"_s) + kPurchases);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.error, QByteArray());
    QCOMPARE(outcome.out.count('\n'), 1);
    bench_ = QJsonDocument::fromJson(outcome.out).object();
    lines_ = runCtl(QStringList(u"generate"_s) + kPurchases).out;
}

void BenchTest::itSaysWhatWasRun()
{
    QCOMPARE(bench_.keys(),
             QStringList({u"batch"_s, u"counted"_s, u"events_per_second"_s, u"peak_memory_bytes"_s,
                          u"refresh"_s, u"run"_s, u"version"_s}));
    QCOMPARE(bench_[u"version"].toString(), QStringLiteral(LIVEWALL_VERSION));
    const QJsonObject expected = {{u"events"_s, 50'000},
                                  {u"minutes"_s, 1440},
                                  {u"merchants"_s, 500},
                                  {u"seed"_s, 3},
                                  {u"duplicates"_s, 2},
                                  {u"late"_s, 4},
                                  {u"lines"_s, lines_.count('\n')},
                                  {u"bytes"_s, lines_.size()},
                                  {u"threads"_s, 1}};
    QCOMPARE(bench_[u"run"].toObject(), expected);
}

void BenchTest::itCountsWhatAReportCounts()
{
    const Outcome outcome = runCtl({u"report"_s, u"--zone"_s, u"UTC"_s, u"-"_s}, lines_);
    const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
    const QJsonObject counted = bench_[u"counted"].toObject();
    const QJsonObject ledger = report[u"ledger"].toObject();
    for (const QString& key : {u"received"_s, u"accepted"_s, u"not_accepted"_s, u"duplicate"_s,
                               u"rejected"_s, u"late"_s})
        QCOMPARE(counted[key], ledger[key]);
    const QJsonObject totals = report[u"totals"].toObject();
    for (const QString& key : {u"hour"_s, u"hour_excluding"_s, u"day"_s})
        QCOMPARE(counted[key], totals[key]);

    QCOMPARE(counted[u"received"].toInt(), 50'000 + counted[u"duplicate"].toInt());
    QVERIFY(counted[u"duplicate"].toInt() > 500);
    QVERIFY(counted[u"day"].toInt() > 40'000);
}

void BenchTest::theStagesAddUp()
{
    const QJsonObject rates = bench_[u"events_per_second"].toObject();
    QCOMPARE(rates.keys(), QStringList({u"aggregate"_s, u"all"_s, u"decode"_s, u"dedupe"_s,
                                        u"find_lines"_s, u"map"_s, u"rank"_s}));
    for (const QJsonValue rate : rates)
        QVERIFY(rate.toDouble() > 1000);
    double seconds = 0; // an event
    for (const QString& stage : {u"decode"_s, u"dedupe"_s, u"aggregate"_s, u"rank"_s})
        seconds += 1 / rates[stage].toDouble();
    QVERIFY(std::abs(seconds * rates[u"all"].toDouble() - 1) < 0.01);
}

void BenchTest::itMeasuresLatencyAndMemory()
{
    for (const QString& what : {u"batch"_s, u"refresh"_s}) {
        const QJsonObject latency = bench_[what].toObject();
        QCOMPARE(latency.keys(),
                 QStringList({u"count"_s, u"every_bytes"_s, u"p50_ms"_s, u"p99_ms"_s}));
        // Each but the last has as much as it can.
        const auto least = lines_.size() / latency[u"every_bytes"].toInteger();
        QCOMPARE_GE(latency[u"count"].toInteger(), least);
        QCOMPARE_LE(latency[u"count"].toInteger(), 2 * least + 2);
        QVERIFY(latency[u"p50_ms"].toDouble() > 0);
        QVERIFY(latency[u"p99_ms"].toDouble() >= latency[u"p50_ms"].toDouble());
    }
    const double peak = bench_[u"peak_memory_bytes"].toDouble();
    QVERIFY(peak > bench_[u"refresh"].toObject()[u"every_bytes"].toDouble());
    QVERIFY(peak < 1e9);
}

void BenchTest::onePurchaseIsEnough()
{
    const Outcome outcome = runCtl({u"bench"_s, u"--events"_s, u"1"_s, u"--duplicates"_s, u"0"_s});
    QCOMPARE(outcome.status, 0);
    const QJsonObject counted =
        QJsonDocument::fromJson(outcome.out).object()[u"counted"].toObject();
    QCOMPARE(counted[u"received"].toInt(), 1);
}

void BenchTest::refusesNonsense_data()
{
    QTest::addColumn<QStringList>("arguments");
    // Of the options that it shares with generate, tst_generate has the others.
    QTest::newRow("too many") << QStringList{u"--events"_s, u"1000000001"_s};
    QTest::newRow("a file") << QStringList{u"purchases.ndjson"_s};
}

void BenchTest::refusesNonsense()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = runCtl(QStringList(u"bench"_s) + arguments);
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QCOMPARE(outcome.out, QByteArray());
}

QTEST_GUILESS_MAIN(BenchTest)
#include "tst_bench.moc"
