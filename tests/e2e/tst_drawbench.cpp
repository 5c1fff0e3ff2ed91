// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// `livewall bench` as somebody runs it, briefly: what it says, and nothing that a busy machine
// could fail.
#include "tests/e2e/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

class DrawBenchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saysWhatWasMeasuredAndWhere();
    void aStaticPageDrawsWhatChanges();
    void theMapFliesWithPulses();
    void figuresStandBesideWhatIsAsked();
    void checkFailsWhereAFigureIsNotMet();
    void refusesNonsense_data();
    void refusesNonsense();

private:
    static void verifyDurations(const QJsonObject& durations);

    QJsonObject bench_;
};

void DrawBenchTest::initTestCase()
{
    const Outcome outcome = runWall(
        {u"bench"_s, u"--page"_s, u"top,map"_s, u"--size"_s, u"640x360"_s, u"--time"_s, u"2s"_s});
    QCOMPARE(outcome.error, QByteArray());
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out.count('\n'), 1);
    bench_ = QJsonDocument::fromJson(outcome.out).object();
}

void DrawBenchTest::saysWhatWasMeasuredAndWhere()
{
    QCOMPARE(bench_.keys(), QStringList({u"asked"_s, u"first_frame_ms"_s, u"met"_s, u"platform"_s,
                                         u"processors"_s, u"scenarios"_s, u"version"_s}));
    QCOMPARE(bench_[u"version"].toString(), QStringLiteral(LIVEWALL_VERSION));
    QCOMPARE(bench_[u"platform"].toString(), u"offscreen");
    QCOMPARE(bench_[u"scenarios"].toArray().size(), 2);
    QCOMPARE(bench_[u"first_frame_ms"].toArray().size(), 3);
    for (const QJsonValue start : bench_[u"first_frame_ms"].toArray()) {
        QCOMPARE_GE(start.toInteger(), 20);
        QCOMPARE_LE(start.toInteger(), 20'000);
    }
}

void DrawBenchTest::verifyDurations(const QJsonObject& durations)
{
    QCOMPARE(durations.keys(), QStringList({u"count"_s, u"max_ms"_s, u"p50_ms"_s, u"p99_ms"_s}));
    QVERIFY(durations[u"count"].toInteger() > 0);
    QVERIFY(durations[u"p50_ms"].toDouble() > 0);
    QCOMPARE_GE(durations[u"p99_ms"].toDouble(), durations[u"p50_ms"].toDouble());
    QCOMPARE_GE(durations[u"max_ms"].toDouble(), durations[u"p99_ms"].toDouble());
}

void DrawBenchTest::aStaticPageDrawsWhatChanges()
{
    const QJsonObject top = bench_[u"scenarios"][0].toObject();
    QCOMPARE(top[u"page"].toString(), u"top");
    QCOMPARE(top[u"size"].toString(), u"640x360");
    QCOMPARE(top[u"asked_events_per_second"].toDouble(), 60);
    QVERIFY(top[u"seconds"].toDouble() >= 2);
    verifyDurations(top[u"frame"].toObject());
    verifyDurations(top[u"event_to_glass"].toObject());
    // Each purchase that came in meanwhile, and no picture for each of them.
    const qint64 events = top[u"event_to_glass"][u"count"].toInteger();
    QCOMPARE_GE(events, 60);
    QCOMPARE_LE(events, 600);
    QCOMPARE_LE(top[u"frames_per_second"].toDouble(), 70);
    QVERIFY(top[u"processor_share"].toDouble() > 0);
    QVERIFY(top[u"memory_end_bytes"].toDouble() > 20e6);
    QVERIFY(!top.contains(u"pulses"));
}

void DrawBenchTest::theMapFliesWithPulses()
{
    const QJsonObject map = bench_[u"scenarios"][1].toObject();
    QCOMPARE(map[u"page"].toString(), u"map");
    QVERIFY(map[u"flying"].toBool());
    verifyDurations(map[u"between_frames"].toObject());
    QCOMPARE_GE(map[u"frames_per_second"].toDouble(), 1);
    QCOMPARE_GE(map[u"pulses"][u"mean"].toDouble(), 50);
    QCOMPARE_LE(map[u"pulses"][u"mean"].toDouble(), 400);
}

void DrawBenchTest::figuresStandBesideWhatIsAsked()
{
    QStringList figures;
    bool is_met = true;
    for (const QJsonValue one : bench_[u"asked"].toArray()) {
        const double measured = one[u"measured"].toDouble();
        const bool met = one.toObject().contains(u"below")
                             ? measured < one[u"below"].toDouble()
                             : measured >= one[u"at_least"].toDouble();
        QCOMPARE(one[u"met"].toBool(), met);
        is_met = is_met && met;
        figures += one[u"figure"].toString();
    }
    QCOMPARE(figures, QStringList({u"start to the first correct frame, ms"_s,
                                   u"top 640x360 at 60 events/s, share of one processor"_s,
                                   u"top 640x360 at 60 events/s, event to glass p99, ms"_s,
                                   u"map 640x360 at 273 events/s, frames/s"_s,
                                   u"map 640x360 at 273 events/s, event to glass p99, ms"_s}));
    QCOMPARE(bench_[u"met"].toBool(), is_met);
}

void DrawBenchTest::checkFailsWhereAFigureIsNotMet()
{
    const Outcome outcome =
        runWall({u"bench"_s, u"--page"_s, u"week"_s, u"--time"_s, u"1s"_s, u"--check"_s});
    const QJsonObject bench = QJsonDocument::fromJson(outcome.out).object();
    QVERIFY(!bench.isEmpty());
    QCOMPARE(outcome.status, bench[u"met"].toBool() ? 0 : 1);
}

void DrawBenchTest::refusesNonsense_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no page") << QStringList{u"--page"_s, u"pie"_s};
    QTest::newRow("no size") << QStringList{u"--size"_s, u"wide"_s};
    QTest::newRow("nothing to draw") << QStringList{u"--events"_s, u"0"_s};
    QTest::newRow("too many") << QStringList{u"--events"_s, u"1000001"_s};
    QTest::newRow("too short") << QStringList{u"--time"_s, u"100ms"_s};
    QTest::newRow("a file") << QStringList{u"purchases.ndjson"_s};
}

void DrawBenchTest::refusesNonsense()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = runWall(QStringList(u"bench"_s) + arguments);
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QCOMPARE(outcome.out, QByteArray());
}

QTEST_GUILESS_MAIN(DrawBenchTest)
#include "tst_drawbench.moc"
