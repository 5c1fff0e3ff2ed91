// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/replayengine.h"

#include "models/engine/filereport.h"
#include "tests/models/engine/files.h"
#include "tests/models/engine/manualclock.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kStart_ms = examples::utc(2011, 3, 10, 12) * 1000;
constexpr std::int64_t kSize = 48;
constexpr std::int64_t kStep_ms = kHour_ms / 2;
constexpr std::int64_t kEnd_ms = kStart_ms + (kSize - 1) * kStep_ms;

} // namespace

class TestReplayEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void startsAtTheFirstPurchaseAndStands();
    void aSecondIsSpeedSecondsLong();
    void endsAtTheLastPurchase_data();
    void endsAtTheLastPurchase();
    void fromAndToBoundTButNotTheHistory();
    void aFromBehindTheEndIsAnInstant();
    void aToBeforeTheBeginningIsAnInstant();
    void pulsesBeginWhereTDoes();
    void whatCannotBePlayedIsSaid_data();
    void whatCannotBePlayedIsSaid();
    void itSaysThatItIsIndexing();
    void stopsAtOnce();

private:
    ReplayOptions options() const { return {.files = {path_}, .decoder = examples::decoder()}; }
    stats::Figures reportAt(std::int64_t at_ms) const;

    examples::Files files_;
    std::string path_;
    ManualClock pace_;
};

void TestReplayEngine::init()
{
    std::vector<examples::Line> lines;
    for (std::int64_t i = 0; i < kSize; ++i)
        lines.push_back({.id = static_cast<std::uint64_t>(i),
                         .time_ms = kStart_ms + i * kStep_ms,
                         .eid = 1 + i % 3});
    path_ = files_.write("recording.ndjson", examples::ndjson(lines));
    pace_.set(5000);
}

stats::Figures TestReplayEngine::reportAt(std::int64_t at_ms) const
{
    return reportFiles(
               {.files = {path_}, .decoder = examples::decoder(), .board = {}, .at_ms = at_ms})
        .snapshot.figures;
}

void TestReplayEngine::startsAtTheFirstPurchaseAndStands()
{
    ReplayEngine engine({}, options(), pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    const auto snapshot = engine.latest();
    QVERIFY(snapshot->mode == Mode::Replay);
    QCOMPARE(snapshot->figures.at_ms, kStart_ms);
    QCOMPARE(snapshot->replay_speed, 1.0);
    QVERIFY(!snapshot->progress);
    QTest::qWait(60); // the pace stands, so T does
    QCOMPARE(engine.latest()->sequence, snapshot->sequence);
    QVERIFY(!engine.failure());
}

void TestReplayEngine::aSecondIsSpeedSecondsLong()
{
    ReplayOptions fast = options();
    fast.speed = 60;
    ReplayEngine engine({}, fast, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    for (const std::int64_t played_ms : {1000, 1500, 60'000, 61'250}) {
        pace_.set(5000 + played_ms);
        const std::int64_t at_ms = kStart_ms + 60 * played_ms;
        QTRY_COMPARE_WITH_TIMEOUT(engine.latest()->figures.at_ms, at_ms, 20'000);
        QVERIFY(engine.latest()->figures == reportAt(at_ms));
        QCOMPARE(engine.latest()->replay_speed, 60.0);
    }
}

void TestReplayEngine::endsAtTheLastPurchase_data()
{
    QTest::addColumn<double>("speed");
    QTest::newRow("real time") << 1.0;
    QTest::newRow("fast") << 3600.0;
    QTest::newRow("absurd") << 1e300;
    QTest::newRow("as fast as it goes") << ReplayOptions::kAsFastAsItGoes;
}

void TestReplayEngine::endsAtTheLastPurchase()
{
    QFETCH(const double, speed);
    ReplayOptions all = options();
    all.speed = speed;
    ReplayEngine engine({}, all, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    pace_.set(5000 + kSize * kStep_ms); // longer than the recording at any speed
    // Time stands in the end, and the last picture stays.
    QTRY_COMPARE_WITH_TIMEOUT(engine.latest()->replay_speed, 0.0, 20'000);
    QVERIFY(engine.latest()->figures == reportAt(kEnd_ms));
    QCOMPARE(engine.latest()->ledger.accepted, kSize);
}

void TestReplayEngine::fromAndToBoundTButNotTheHistory()
{
    constexpr std::int64_t from_ms = kStart_ms + 10 * kHour_ms + 123;
    constexpr std::int64_t to_ms = kStart_ms + 12 * kHour_ms + 456;
    ReplayOptions part = options();
    part.from_ms = from_ms;
    part.to_ms = to_ms;
    ReplayEngine engine({}, part, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    QCOMPARE(engine.latest()->figures.day.total, 21); // of ten hours, twice an hour
    QVERIFY(engine.latest()->figures == reportAt(from_ms));
    pace_.set(5000 + 100 * kHour_ms);
    QTRY_COMPARE_WITH_TIMEOUT(engine.latest()->replay_speed, 0.0, 20'000);
    QVERIFY(engine.latest()->figures == reportAt(to_ms));
    QCOMPARE(engine.latest()->ledger.accepted, kSize); // the ledger is of everything read
}

void TestReplayEngine::aFromBehindTheEndIsAnInstant()
{
    ReplayOptions late = options();
    late.from_ms = kEnd_ms + 2 * kHour_ms;
    ReplayEngine engine({}, late, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(engine.latest()->replay_speed, 0.0, 20'000);
    QVERIFY(engine.latest()->figures == reportAt(*late.from_ms));
}

void TestReplayEngine::aToBeforeTheBeginningIsAnInstant()
{
    ReplayOptions early = options();
    early.to_ms = kEnd_ms - 400 * 24 * kHour_ms;
    ReplayEngine engine({}, early, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(engine.latest()->replay_speed, 0.0, 20'000);
    QCOMPARE(engine.latest()->figures.at_ms, *early.to_ms);
    QVERIFY(engine.latest()->figures == reportAt(*early.to_ms));
}

void TestReplayEngine::pulsesBeginWhereTDoes()
{
    ReplayOptions part = options();
    part.from_ms = kStart_ms + 10 * kHour_ms;
    part.to_ms = kStart_ms + 12 * kHour_ms;
    ReplayEngine engine({}, part, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.latest()->has_events, 20'000);
    QCOMPARE(engine.takePulses().size(), 0);
    pace_.set(5000 + 100 * kHour_ms);
    QTRY_COMPARE_WITH_TIMEOUT(engine.latest()->replay_speed, 0.0, 20'000);
    QCOMPARE(engine.takePulses().size(), 4); // of two hours, twice an hour
    QCOMPARE(engine.takePulses().size(), 0);
}

void TestReplayEngine::whatCannotBePlayedIsSaid_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("nothing_valid");
    const auto path = [](const std::string& text) { return QByteArray::fromStdString(text); };
    QTest::newRow("missing") << path(files_.missing("missing")) << false;
    QTest::newRow("a directory") << path(files_.directory()) << false;
    QTest::newRow("truncated") << path(files_.write("cut.gz", "\x1f\x8b\x08")) << false;
    QTest::newRow("empty") << path(files_.write("empty", "")) << true;
    QTest::newRow("nonsense") << path(files_.write("nonsense", "nonsense\n")) << true;
}

void TestReplayEngine::whatCannotBePlayedIsSaid()
{
    QFETCH(const QByteArray, path);
    QFETCH(const bool, nothing_valid);
    ReplayEngine engine({}, {.files = {path.toStdString()}, .decoder = examples::decoder()}, pace_);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.failure(), 20'000);
    QCOMPARE(engine.failure()->nothing_valid, nothing_valid);
    const std::string line = engine.failure()->line;
    QVERIFY(line.find(path.toStdString()) != std::string::npos);
    QVERIFY(line.find('\n') == std::string::npos);
    QVERIFY(engine.latest());
    QVERIFY(!engine.latest()->has_events);
}

void TestReplayEngine::itSaysThatItIsIndexing()
{
    ReplayEngine engine({}, {.files = {files_.missing("x")}, .decoder = examples::decoder()},
                        pace_);
    engine.start();
    const auto snapshot = engine.latest();
    QVERIFY(snapshot->mode == Mode::Replay);
    QVERIFY(!snapshot->has_events);
    QCOMPARE(snapshot->progress.value().share, 0.0);
    QVERIFY(snapshot->progress->what.find(files_.missing("x")) != std::string::npos);
}

void TestReplayEngine::stopsAtOnce()
{
    for (const double speed : {1.0, ReplayOptions::kAsFastAsItGoes}) {
        ReplayOptions endless = options();
        endless.speed = speed;
        endless.to_ms = event::kEndTime_ms - 1;
        const SteadyClock steady;
        auto engine = std::make_unique<ReplayEngine>(stats::BoardOptions{}, endless, steady);
        engine->start();
        QTRY_VERIFY_WITH_TIMEOUT(engine->latest()->has_events, 20'000);
        const auto start = std::chrono::steady_clock::now();
        engine.reset();
        QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(300));
    }
}

QTEST_GUILESS_MAIN(TestReplayEngine)
#include "tst_replayengine.moc"
