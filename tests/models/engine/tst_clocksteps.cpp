// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// A clock that is set while the wall runs.
#include "models/engine/livetally.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <optional>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::purchase;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kTen_ms = 10 * kMinute_ms;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12, 0, 30) * 1000;

const LiveFeed kStream{"stream", false};

LiveTally streamTally()
{
    return LiveTally({.zone = stats::Zone::utc(), .exclude = {}}, {kStream}, Mode::Live);
}

} // namespace

class TestClockSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEvenClockIsNotSet();
    void slowCorrectionIsNoStep();
    void aStepIsToldForAnHour();
    void stepsThatCancelOutAreNotTold();
    void stepsAddUp();
    void aLostDateThatIsFoundAgainIsNotTold();
    void agesGoOnAsIfItHadAlwaysBeenSo_data();
    void agesGoOnAsIfItHadAlwaysBeenSo();
    void whatArrivedBeforeAStepBackIsNotOfTheFuture();
    void theOffsetIsJudgedAnew();
};

void TestClockSteps::anEvenClockIsNotSet()
{
    ClockSteps steps;
    QCOMPARE(steps.note(kNow_ms, 500), 0);
    QCOMPARE(steps.note(kNow_ms + 86'400'000, 86'400'500), 0); // asleep meanwhile
    QVERIFY(!steps.told(kNow_ms + 86'400'000));
}

void TestClockSteps::slowCorrectionIsNoStep()
{
    ClockSteps steps;
    for (std::int64_t second = 0; second < 3600; ++second)
        QCOMPARE(steps.note(kNow_ms + second * 1001, second * 1000), 0);
    QCOMPARE(steps.note(kNow_ms + 3600 * 1001 + ClockSteps::kLeast_ms, 3'600'000),
             ClockSteps::kLeast_ms + 1);
}

void TestClockSteps::aStepIsToldForAnHour()
{
    for (const std::int64_t by_ms : {-kTen_ms, kTen_ms}) {
        ClockSteps steps;
        steps.note(kNow_ms, 0);
        QCOMPARE(steps.note(kNow_ms + 1000 + by_ms, 1000), by_ms);
        const std::int64_t at_ms = kNow_ms + 1000 + by_ms;
        QCOMPARE(steps.told(at_ms), (ClockSet{at_ms, by_ms}));
        QCOMPARE(steps.note(at_ms + 1000, 2000), 0);
        QVERIFY(steps.told(at_ms + ClockSteps::kTell_ms - 1));
        QVERIFY(!steps.told(at_ms + ClockSteps::kTell_ms));
    }
}

void TestClockSteps::stepsThatCancelOutAreNotTold()
{
    ClockSteps steps;
    steps.note(kNow_ms, 0);
    QCOMPARE(steps.note(kNow_ms + kTen_ms, 0), kTen_ms);
    QCOMPARE(steps.note(kNow_ms + 500, 0), 500 - kTen_ms);
    QVERIFY(!steps.told(kNow_ms + 500));
}

void TestClockSteps::stepsAddUp()
{
    ClockSteps steps;
    steps.note(kNow_ms, 0);
    steps.note(kNow_ms + kTen_ms, 0);
    steps.note(kNow_ms + 3 * kTen_ms, 0);
    QCOMPARE(steps.told(kNow_ms + 3 * kTen_ms), (ClockSet{kNow_ms + 3 * kTen_ms, 3 * kTen_ms}));
    // One that is told no more does not count.
    steps.note(kNow_ms + 3 * kTen_ms + ClockSteps::kTell_ms, ClockSteps::kTell_ms);
    steps.note(kNow_ms + ClockSteps::kTell_ms, ClockSteps::kTell_ms);
    QCOMPARE(steps.told(kNow_ms + ClockSteps::kTell_ms).value().by_ms, -3 * kTen_ms);
}

void TestClockSteps::aLostDateThatIsFoundAgainIsNotTold()
{
    ClockSteps steps;
    steps.note(5000, 5000);
    QCOMPARE(steps.note(kNow_ms, kTen_ms), kNow_ms - kTen_ms);
    QVERIFY(!steps.told(kNow_ms));
    // That it is lost while the wall runs, is.
    steps.note(5000, kTen_ms + 1000);
    QVERIFY(steps.told(5000));
}

void TestClockSteps::agesGoOnAsIfItHadAlwaysBeenSo_data()
{
    QTest::addColumn<qint64>("by_ms");
    QTest::newRow("forward") << qint64{kTen_ms};
    QTest::newRow("back") << qint64{-kTen_ms};
}

void TestClockSteps::agesGoOnAsIfItHadAlwaysBeenSo()
{
    QFETCH(const qint64, by_ms);
    LiveTally tally = streamTally();
    tally.setState(0, {feed::Link::Up, {}}, kNow_ms);
    feed::Batch batch;
    examples::add(batch.events, purchase(1, kNow_ms));
    batch.arrived_ms = kNow_ms;
    std::vector<stats::Sighting> pulses;
    QVERIFY(tally.take(0, batch, kNow_ms, pulses));

    tally.noteClockSet(by_ms);
    FeedSnapshot feed = tally.snapshot(kNow_ms + by_ms + 3000).feeds.front();
    QCOMPARE(feed.last_arrival_ms, kNow_ms + by_ms);
    QCOMPARE(feed.last_alive_ms, kNow_ms + by_ms);

    // A feed that is dead stays dead.
    tally.setState(0, {feed::Link::Connecting, {}}, kNow_ms + by_ms + 3000);
    tally.noteClockSet(-by_ms);
    feed = tally.snapshot(kNow_ms + 60'000).feeds.front();
    QCOMPARE(feed.lost_ms, kNow_ms + 3000);
}

void TestClockSteps::whatArrivedBeforeAStepBackIsNotOfTheFuture()
{
    LiveTally tally = streamTally();
    tally.setState(0, {feed::Link::Up, {}}, kNow_ms - kTen_ms);
    feed::Batch batch; // it was on its way when the clock was set
    examples::add(batch.events, purchase(1, kNow_ms - kTen_ms));
    batch.arrived_ms = kNow_ms;
    std::vector<stats::Sighting> pulses;
    QVERIFY(tally.take(0, batch, kNow_ms - kTen_ms, pulses));
    const FeedSnapshot feed = tally.snapshot(kNow_ms - kTen_ms).feeds.front();
    QCOMPARE(feed.last_arrival_ms, kNow_ms - kTen_ms);
    QCOMPARE(feed.last_alive_ms, kNow_ms - kTen_ms);
}

void TestClockSteps::theOffsetIsJudgedAnew()
{
    LiveTally tally = streamTally();
    tally.setState(0, {feed::Link::Up, {}}, kNow_ms);
    std::int64_t now_ms = kNow_ms + kMinute_ms;
    const auto beat = [&](std::int64_t server_ms) {
        feed::Batch batch;
        batch.events.heartbeat_ms = server_ms;
        batch.events.heartbeats = batch.events.control = batch.events.received = 1;
        batch.arrived_ms = now_ms;
        std::vector<stats::Sighting> pulses;
        QVERIFY(tally.take(0, batch, now_ms, pulses));
    };
    for (int i = 0; i < 3; ++i)
        beat(now_ms - 100);
    QCOMPARE(tally.snapshot(now_ms).feeds.front().clock_offset_ms, 100);
    // Set forward: the smaller differences of before would hide it for ten minutes.
    tally.noteClockSet(kMinute_ms);
    now_ms += kMinute_ms;
    for (int i = 0; i < 3; ++i)
        beat(now_ms - kMinute_ms - 100);
    QCOMPARE(tally.snapshot(now_ms).feeds.front().clock_offset_ms, kMinute_ms + 100);
}

QTEST_GUILESS_MAIN(TestClockSteps)
#include "tst_clocksteps.moc"
