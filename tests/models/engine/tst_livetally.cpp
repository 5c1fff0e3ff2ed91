// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/livetally.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::country;
using examples::declined;
using examples::purchase;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12, 0, 30) * 1000 + 123;

const LiveFeed kStream{"stream", false};
const LiveFeed kFile{"file", true};

feed::Batch batchOf(const std::vector<event::Purchase>& purchases, std::int64_t arrived_ms)
{
    feed::Batch batch;
    for (const event::Purchase& one : purchases)
        examples::add(batch.events, one);
    batch.arrived_ms = arrived_ms;
    return batch;
}

/// A tally, and what the engine does with it.
class Wall
{
public:
    explicit Wall(std::vector<LiveFeed> feeds, Mode mode = Mode::Live,
                  TimeRule rule = TimeRule::Clock)
        : tally_({.zone = stats::Zone::utc(), .exclude = {}}, std::move(feeds), mode, rule)
    {
    }

    /// Takes purchases that arrive now.
    bool give(std::size_t feed, const std::vector<event::Purchase>& purchases, std::int64_t now_ms)
    {
        return give(feed, batchOf(purchases, now_ms), now_ms);
    }

    bool give(std::size_t feed, const feed::Batch& batch, std::int64_t now_ms)
    {
        return tally_.take(feed, batch, now_ms, pulses_);
    }

    Snapshot at(std::int64_t now_ms)
    {
        tally_.advance(now_ms);
        return tally_.snapshot(now_ms);
    }

    LiveTally& tally() { return tally_; }
    std::vector<stats::Sighting>& pulses() { return pulses_; }

private:
    LiveTally tally_;
    std::vector<stats::Sighting> pulses_;
};

bool addsUp(const stats::Ledger& ledger)
{
    return ledger.received == ledger.accepted + ledger.not_accepted + ledger.duplicate +
                                  ledger.future + ledger.control + ledger.unknown_type +
                                  ledger.rejected();
}

} // namespace

class TestLiveTally : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beforeTheFirstPurchaseThereIsNothing();
    void deploysOfTheWeekAreShownFromTheirTimeOn();
    void theClockIsT();
    void aPurchaseAheadCountsWhenTheClockGetsThere();
    void theFutureWaitsAside();
    void copiesThatWaitAreStillCopies();
    void theBoundMakesItsFeedWaitAndLosesNothing();
    void theBoundLeavesOtherFeedsAlone();
    void oneWrongTimeLeavesALivePipeAlone();
    void anOldRecordingsWrongTimeCountsAtItsEnd();
    void aStreamThatComesFasterThanTimeIsCatchingUp();
    void aFeedThatComesBackAfterAnHourCatchesUpWithoutPulses();
    void aRecordingFarFromTheClockIsAReplay_data();
    void aRecordingFarFromTheClockIsAReplay();
    void aReplaysTMovesAsItIsRead();
    void theNewestOfAllRecordingsIsT();
    void whatWaitsCountsThoughNothingHasCountedYet();
    void aRecentRecordingIsLive();
    void aRecentRecordingStaysLiveWhenItsHourIsOver();
    void aRecordingBesideAStreamFollowsTheClock();
    void aClockThatStepsBackLeavesTWhereItWas();
    void aClockThatWasYearsAheadIsFollowedBack();
    void aClockThatLeapsForwardEmptiesTheWindows();
    void aClockThatBeginsIn1970IsNoTrouble();
    void aFeedIsLostSinceItWasFirstNotUp();
    void whetherPurchasesAreUsualIsJudgedOnceAllFeedsLive();
    void aSignOfLifeIsNoArrival();
    void historyFillsTheScreensAtOnce();
    void onlyWhatIsHappeningNowPulses();
    void theLedgerIsTheSumOfTheFeeds();
    void aRecordingSaysThatItIsBeingRead();
    void aRecordingBesideAStreamHoldsItsFutureToo();
};

void TestLiveTally::deploysOfTheWeekAreShownFromTheirTimeOn()
{
    Wall wall({kStream});
    feed::Batch batch;
    const auto deploy = [&batch](std::uint64_t id, std::int64_t time_ms, std::string_view service) {
        batch.events.deploys.push_back(
            {{id, id}, time_ms, batch.events.add(service), batch.events.add("1")});
    };
    deploy(1, kNow_ms - 10'000, "till");
    deploy(2, kNow_ms + 20'000, "shop");
    deploy(1, kNow_ms, "copy");
    deploy(3, kNow_ms - std::int64_t{8} * 86'400'000, "last week");
    QVERIFY(wall.give(0, batch, kNow_ms));
    const auto services = [&wall](std::int64_t now_ms) {
        std::vector<std::string> found;
        for (const stats::DeployMark& mark : wall.at(now_ms).deploys)
            found.push_back(mark.service);
        return found;
    };
    QCOMPARE(services(kNow_ms), std::vector<std::string>{"till"});
    QCOMPARE(services(kNow_ms + 20'000), (std::vector<std::string>{"till", "shop"}));
}

void TestLiveTally::beforeTheFirstPurchaseThereIsNothing()
{
    for (const LiveFeed& feed : {kStream, kFile}) {
        Wall wall({feed});
        const Snapshot snapshot = wall.at(kNow_ms);
        QVERIFY(!snapshot.has_events);
        QCOMPARE(snapshot.figures.at_ms, kNow_ms);
        QCOMPARE(snapshot.figures.day.total, 0);
        QVERIFY(snapshot.mode == Mode::Live);
        QCOMPARE(snapshot.feeds.size(), 1);
        QVERIFY(!snapshot.feeds[0].newest_ms);
        QVERIFY(!snapshot.feeds[0].last_arrival_ms);
    }
    QVERIFY(!Wall({}).at(kNow_ms).has_events);
}

void TestLiveTally::theClockIsT()
{
    Wall wall({kStream}, Mode::Demo);
    wall.at(kNow_ms);
    QVERIFY(wall.give(0, {purchase(1, kNow_ms - 200), declined(2, kNow_ms)}, kNow_ms));
    const Snapshot snapshot = wall.at(kNow_ms + 5000);
    QVERIFY(snapshot.mode == Mode::Demo);
    QVERIFY(snapshot.has_events);
    QCOMPARE(snapshot.wall_ms, kNow_ms + 5000);
    QCOMPARE(snapshot.figures.at_ms, kNow_ms + 5000);
    QCOMPARE(snapshot.figures.hour.total, 1);
    QCOMPARE(snapshot.figures.hour.attempts, 2);
    QCOMPARE(snapshot.feeds[0].newest_ms.value(), kNow_ms);
    QCOMPARE(snapshot.feeds[0].last_arrival_ms.value(), kNow_ms);
    QCOMPARE(snapshot.figures.week.current_slot, 3 * 24 + 12);
    QCOMPARE(snapshot.figures.week.series[0].counts[3 * 24 + 12].value(), 1);
}

void TestLiveTally::aPurchaseAheadCountsWhenTheClockGetsThere()
{
    Wall wall({kStream});
    wall.at(kNow_ms);
    constexpr std::int64_t ahead_ms = kNow_ms + LiveTally::kFuture_ms;
    wall.give(0, {purchase(1, ahead_ms)}, kNow_ms);
    // Not further than five minutes: it is taken, and waits for its second alone.
    QCOMPARE(wall.at(kNow_ms).ledger.accepted, 1);
    QCOMPARE(wall.at(kNow_ms).ledger.future, 0);
    QCOMPARE(wall.at(ahead_ms / 1000 * 1000 - 1).figures.hour.total, 0);
    QCOMPARE(wall.at(ahead_ms / 1000 * 1000).figures.hour.total, 1);
}

void TestLiveTally::theFutureWaitsAside()
{
    Wall wall({kStream});
    wall.at(kNow_ms);
    constexpr std::int64_t ahead_ms = kNow_ms + LiveTally::kFuture_ms + 1;
    feed::Batch batch = batchOf({purchase(1, ahead_ms, 7)}, kNow_ms);
    batch.events.purchases[0].merchant = batch.events.add("Kiosk");
    QVERIFY(wall.give(0, batch, kNow_ms));
    batch.clear(); // what waits has a copy of its own

    const Snapshot waiting = wall.at(ahead_ms - 1);
    QCOMPARE(waiting.ledger.future, 1);
    QCOMPARE(waiting.ledger.accepted, 0);
    QVERIFY(addsUp(waiting.ledger));
    QVERIFY(!waiting.feeds[0].newest_ms);
    QCOMPARE(waiting.feeds[0].last_arrival_ms.value(), kNow_ms);
    QCOMPARE(waiting.figures.hour.total, 0);

    const Snapshot counted = wall.at(ahead_ms);
    QCOMPARE(counted.ledger.future, 0);
    QCOMPARE(counted.ledger.accepted, 1);
    QVERIFY(addsUp(counted.ledger));
    QCOMPARE(counted.figures.hour.total, 1);
    QCOMPARE(counted.figures.hour.rows.at(0).merchant, "Kiosk");
    QCOMPARE(counted.feeds[0].newest_ms.value(), ahead_ms);
}

void TestLiveTally::copiesThatWaitAreStillCopies()
{
    Wall wall({kStream});
    constexpr std::int64_t ahead_ms = kNow_ms + kHour_ms;
    wall.give(0, {purchase(1, ahead_ms), purchase(1, ahead_ms), declined(1, ahead_ms)}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms).ledger.future, 3);
    const stats::Ledger ledger = wall.at(ahead_ms).ledger;
    QVERIFY(
        (ledger == stats::Ledger{.received = 3, .accepted = 1, .not_accepted = 1, .duplicate = 1}));
}

void TestLiveTally::theBoundMakesItsFeedWaitAndLosesNothing()
{
    Wall wall({kStream});
    wall.at(kNow_ms);
    constexpr std::int64_t ahead_ms = kNow_ms + kHour_ms;
    std::vector<event::Purchase> purchases;
    for (std::uint64_t id = 1; id <= LiveTally::kMaxHeld; ++id)
        purchases.push_back(purchase(id, ahead_ms));
    QVERIFY(wall.give(0, purchases, kNow_ms));
    QVERIFY(!wall.at(kNow_ms).is_future_full);

    constexpr std::uint64_t more = LiveTally::kMaxHeld + 1;
    feed::Batch batch = batchOf({purchase(more, kNow_ms), purchase(more + 1, ahead_ms)}, kNow_ms);
    batch.events.control = 1;
    ++batch.events.received;
    batch.history.push_back({.second = kNow_ms / 1000, .eid = 5, .accepted = 1000});
    const Snapshot full = wall.at(kNow_ms);
    for (int attempt = 0; attempt < 3; ++attempt) {
        QVERIFY(!wall.give(0, batch, kNow_ms)); // nothing of it, the one that is due neither
        const Snapshot again = wall.at(kNow_ms);
        QVERIFY(again.is_future_full);
        QVERIFY(again.ledger == full.ledger);
        QVERIFY(again.figures == full.figures);
    }
    QVERIFY(addsUp(full.ledger));
    QCOMPARE(full.ledger.future, LiveTally::kMaxHeld);

    wall.at(ahead_ms);
    QVERIFY(wall.give(0, batch, ahead_ms));
    const Snapshot done = wall.at(ahead_ms);
    QVERIFY(!done.is_future_full);
    QVERIFY((done.ledger ==
             stats::Ledger{.received = more + 2, .accepted = more + 1, .control = 1, .late = 1}));
    QCOMPARE(done.figures.day.total, static_cast<std::int64_t>(more) + 1 + 1000);
}

void TestLiveTally::theBoundLeavesOtherFeedsAlone()
{
    Wall wall({kStream, {"other", false}});
    wall.at(kNow_ms);
    std::vector<event::Purchase> purchases;
    for (std::uint64_t id = 0; id < LiveTally::kMaxHeld; ++id)
        purchases.push_back(purchase(id, kNow_ms + kHour_ms));
    QVERIFY(wall.give(0, purchases, kNow_ms));
    QVERIFY(wall.give(1, {purchase(1, kNow_ms)}, kNow_ms));
    QVERIFY(!wall.give(1, {purchase(2, kNow_ms + kHour_ms)}, kNow_ms));
    const Snapshot snapshot = wall.at(kNow_ms);
    QCOMPARE(snapshot.figures.hour.total, 1);
    QVERIFY(addsUp(snapshot.feeds[0].ledger));
    QVERIFY(addsUp(snapshot.feeds[1].ledger));
    QCOMPARE(snapshot.feeds[1].ledger.received, 1);
}

void TestLiveTally::oneWrongTimeLeavesALivePipeAlone()
{
    Wall wall({kFile});
    QVERIFY(wall.give(0, {purchase(1, kNow_ms)}, kNow_ms));
    QVERIFY(wall.give(0, {purchase(2, kNow_ms + 5 * 365 * 24 * kHour_ms)}, kNow_ms));
    QVERIFY(wall.give(0, {purchase(3, kNow_ms + 1000)}, kNow_ms + 1000));
    const Snapshot snapshot = wall.at(kNow_ms + 1000);
    QVERIFY(snapshot.mode == Mode::Live);
    QCOMPARE(snapshot.figures.hour.total, 2);
    QCOMPARE(snapshot.ledger.future, 1);
}

void TestLiveTally::anOldRecordingsWrongTimeCountsAtItsEnd()
{
    Wall wall({kFile});
    constexpr std::int64_t wrong_ms = kNow_ms + 5 * 365 * 24 * kHour_ms;
    wall.tally().setState(0, {feed::Link::Up, {}}, kNow_ms);
    QVERIFY(
        wall.give(0, {purchase(1, kNow_ms - 24 * 365 * kHour_ms), purchase(2, wrong_ms)}, kNow_ms));
    QCOMPARE(wall.at(kNow_ms).ledger.future, 1);
    wall.tally().setState(0, {feed::Link::Ended, {}}, kNow_ms);
    const Snapshot snapshot = wall.at(kNow_ms);
    QCOMPARE(snapshot.ledger.future, 0);
    QCOMPARE(snapshot.figures.at_ms, wrong_ms);
    QCOMPARE(snapshot.figures.hour.total, 1);
}

void TestLiveTally::aStreamThatComesFasterThanTimeIsCatchingUp()
{
    Wall wall({kStream});
    wall.tally().setState(0, {feed::Link::Up, {}}, kNow_ms);
    // An hour behind, and an hour of it a second.
    QVERIFY(wall.give(0, {purchase(1, kNow_ms - kHour_ms)}, kNow_ms));
    QCOMPARE(wall.at(kNow_ms).progress.value().what, "reading stream");
    QVERIFY(!wall.at(kNow_ms + LiveTally::kArriving_ms).progress);
    QVERIFY(wall.give(0, {purchase(2, kNow_ms - 2 * kMinute_ms)}, kNow_ms + 3000));
    QVERIFY(wall.at(kNow_ms + 3000).progress);
    // Two minutes behind at time's own pace: that is how late it is, and no more.
    QVERIFY(wall.give(0, {purchase(3, kNow_ms - 2 * kMinute_ms + 3000)}, kNow_ms + 6000));
    QVERIFY(!wall.at(kNow_ms + 6000).progress);
    QVERIFY(wall.give(0, {purchase(4, kNow_ms)}, kNow_ms + 7000));
    QVERIFY(!wall.at(kNow_ms + 7000).progress);
}

void TestLiveTally::aFeedThatComesBackAfterAnHourCatchesUpWithoutPulses()
{
    Wall wall({kStream});
    const auto give = [&wall](std::uint64_t id, std::int64_t time_ms, std::int64_t now_ms) {
        feed::Batch batch = batchOf({purchase(id, time_ms)}, now_ms);
        batch.cursor = "at " + std::to_string(id);
        QVERIFY(wall.give(0, batch, now_ms));
    };
    wall.tally().setState(0, {feed::Link::Up, {}}, kNow_ms - 48 * kHour_ms);
    give(1, kNow_ms - 48 * kHour_ms, kNow_ms - 48 * kHour_ms);
    give(2, kNow_ms, kNow_ms);
    QVERIFY(!wall.at(kNow_ms).progress);
    QCOMPARE(wall.pulses().size(), 2);
    wall.tally().setState(0, {feed::Link::Connecting, "lost"}, kNow_ms);
    QVERIFY(wall.at(kNow_ms + kHour_ms - 1).feeds[0].missing.in_hour);

    // What was missed is sent in a second and a half, six minutes of it every 150 ms.
    constexpr std::int64_t back_ms = kNow_ms + kHour_ms;
    wall.tally().setState(0, {feed::Link::Up, {}}, back_ms);
    for (std::uint64_t i = 1; i < 10; ++i) {
        const auto step = static_cast<std::int64_t>(i);
        give(2 + i, kNow_ms + step * 6 * kMinute_ms, back_ms + step * 150);
        const Snapshot snapshot = wall.at(back_ms + step * 150);
        QCOMPARE(snapshot.progress.value().what, "reading stream");
        QVERIFY(snapshot.feeds[0].missing.in_hour);
        QCOMPARE(wall.pulses().size(), 2);
    }
    give(12, back_ms + 1500, back_ms + 1500);
    const Snapshot snapshot = wall.at(back_ms + 1500);
    QVERIFY(!snapshot.progress);
    QCOMPARE(wall.pulses().size(), 3);
    // It has resumed: nothing is missing.
    QCOMPARE(snapshot.feeds[0].missing, Missing());
    QCOMPARE(snapshot.figures.hour.total, 10); // the one at kNow_ms is just over an hour old
    QCOMPARE(snapshot.ledger.duplicate, 0);
}

void TestLiveTally::aRecordingFarFromTheClockIsAReplay_data()
{
    QTest::addColumn<qint64>("distance_ms");
    QTest::newRow("years ago") << qint64{-5 * 365 * 24 * kHour_ms};
    QTest::newRow("just over an hour ago") << qint64{-kHour_ms - 1};
    QTest::newRow("just over an hour ahead") << qint64{kHour_ms + 1};
    QTest::newRow("years ahead") << qint64{5 * 365 * 24 * kHour_ms};
}

void TestLiveTally::aRecordingFarFromTheClockIsAReplay()
{
    QFETCH(const qint64, distance_ms);
    const std::int64_t time_ms = kNow_ms + distance_ms;
    Wall wall({kFile});
    wall.at(kNow_ms);
    wall.give(0, {purchase(1, time_ms), purchase(2, time_ms - 30'000)}, kNow_ms);
    const Snapshot snapshot = wall.at(kNow_ms);
    QVERIFY(snapshot.mode == Mode::Replay);
    QCOMPARE(snapshot.figures.at_ms, time_ms);
    QCOMPARE(snapshot.wall_ms, kNow_ms);
    QCOMPARE(snapshot.figures.hour.total, 2);
    QCOMPARE(snapshot.ledger.future, 0);
    QCOMPARE(wall.pulses().size(), 0);
}

void TestLiveTally::aReplaysTMovesAsItIsRead()
{
    Wall wall({kFile});
    constexpr std::int64_t start_ms = kNow_ms - 1000 * kHour_ms;
    for (std::uint64_t i = 0; i < 100; ++i) {
        const std::int64_t time_ms = start_ms + static_cast<std::int64_t>(i) * 20 * kMinute_ms;
        // One in order, and one that is late: it counts, and T stays.
        wall.give(0, {purchase(2 * i, time_ms), purchase(2 * i + 1, time_ms - 30 * kMinute_ms)},
                  kNow_ms);
        const Snapshot snapshot = wall.at(kNow_ms);
        QVERIFY(snapshot.mode == Mode::Replay);
        QCOMPARE(snapshot.figures.at_ms, time_ms);
        // In order: now, 20 and 40 min ago. Late: 30 and 50 min ago.
        QCOMPARE(snapshot.figures.hour.total, i == 0 ? 2 : i == 1 ? 4 : 5);
    }
}

void TestLiveTally::whatWaitsCountsThoughNothingHasCountedYet()
{
    for (const TimeRule rule : {TimeRule::Clock, TimeRule::Newest}) {
        Wall wall({kStream}, Mode::Live, rule);
        QVERIFY(wall.give(0, {purchase(1, kNow_ms)}, kNow_ms - kHour_ms));
        QCOMPARE(wall.at(kNow_ms - 1).ledger.future, 1);
        QCOMPARE(wall.at(kNow_ms).ledger.future, 0);
        QCOMPARE(wall.at(kNow_ms).figures.hour.total, 1);
    }
}

void TestLiveTally::theNewestOfAllRecordingsIsT()
{
    Wall wall({kFile, {"second", true}});
    constexpr std::int64_t time_ms = kNow_ms - 1000 * kHour_ms;
    wall.give(0, {purchase(1, time_ms)}, kNow_ms);
    wall.give(1, {purchase(1, time_ms - kMinute_ms)}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms).figures.at_ms, time_ms);
    wall.give(1, {purchase(2, time_ms + kMinute_ms)}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms).figures.at_ms, time_ms + kMinute_ms);
    // Two feeds, two purchases: an id is one feed's own.
    QCOMPARE(wall.at(kNow_ms).figures.hour.total, 3);
    QCOMPARE(wall.at(kNow_ms).ledger.late, 0);
}

void TestLiveTally::aRecentRecordingIsLive()
{
    for (const std::int64_t distance_ms : {-kHour_ms, -kMinute_ms, kHour_ms}) {
        Wall wall({kFile});
        wall.give(0, {purchase(1, kNow_ms + distance_ms)}, kNow_ms);
        const Snapshot snapshot = wall.at(kNow_ms);
        QVERIFY(snapshot.mode == Mode::Live);
        QCOMPARE(snapshot.figures.at_ms, kNow_ms);
        QCOMPARE(snapshot.ledger.accepted, 1);
        QCOMPARE(snapshot.ledger.future, 0);
        QCOMPARE(snapshot.figures.day.total, distance_ms > 0 ? 0 : 1);
    }
}

void TestLiveTally::aRecentRecordingStaysLiveWhenItsHourIsOver()
{
    Wall wall({kFile});
    wall.give(0, {purchase(1, kNow_ms - 59 * kMinute_ms)}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms).figures.hour.total, 1);
    constexpr std::int64_t later_ms = kNow_ms + 2 * kHour_ms;
    const Snapshot snapshot = wall.at(later_ms);
    QVERIFY(snapshot.mode == Mode::Live);
    QCOMPARE(snapshot.figures.at_ms, later_ms);
    QCOMPARE(snapshot.figures.day.total, 1);
}

void TestLiveTally::aRecordingBesideAStreamFollowsTheClock()
{
    Wall wall({kFile, kStream});
    wall.give(0, {purchase(1, kNow_ms - 23 * kHour_ms)}, kNow_ms);
    const Snapshot snapshot = wall.at(kNow_ms);
    QVERIFY(snapshot.mode == Mode::Live);
    QCOMPARE(snapshot.figures.at_ms, kNow_ms);
    QCOMPARE(snapshot.figures.day.total, 1);
    QCOMPARE(snapshot.figures.hour.total, 0);
}

void TestLiveTally::aClockThatStepsBackLeavesTWhereItWas()
{
    Wall wall({kStream});
    wall.at(kNow_ms);
    wall.give(0, {purchase(1, kNow_ms)}, kNow_ms);
    const Snapshot before = wall.at(kNow_ms);
    const Snapshot back = wall.at(kNow_ms - 10 * kMinute_ms);
    QCOMPARE(back.wall_ms, kNow_ms - 10 * kMinute_ms);
    QCOMPARE(back.figures.at_ms / 1000, kNow_ms / 1000);
    QVERIFY(back.figures.at_ms >= kNow_ms);
    QVERIFY(back.figures.hour == before.figures.hour);
    QVERIFY(back.figures.week == before.figures.week);
    QCOMPARE(back.clock_behind_ms, 10 * kMinute_ms);
    QCOMPARE(before.clock_behind_ms, 0);
    // What happens meanwhile counts at once: it is not after T.
    wall.give(0, {purchase(2, kNow_ms - 10 * kMinute_ms)}, kNow_ms - 10 * kMinute_ms);
    QCOMPARE(wall.at(kNow_ms - 9 * kMinute_ms).figures.hour.total, 2);
    QCOMPARE(wall.at(kNow_ms + kMinute_ms).figures.at_ms, kNow_ms + kMinute_ms);
}

void TestLiveTally::aClockThatWasYearsAheadIsFollowedBack()
{
    Wall wall({kStream});
    wall.at(kNow_ms + 20 * 365 * 24 * kHour_ms);
    QVERIFY(wall.give(0, {purchase(1, kNow_ms)}, kNow_ms + 20 * 365 * 24 * kHour_ms));
    const Snapshot back = wall.at(kNow_ms);
    QCOMPARE(back.figures.at_ms, kNow_ms);
    QCOMPARE(back.clock_behind_ms, 0);
    QVERIFY(wall.give(0, {purchase(2, kNow_ms)}, kNow_ms));
    QCOMPARE(wall.at(kNow_ms).figures.hour.total, 1);
}

void TestLiveTally::aClockThatLeapsForwardEmptiesTheWindows()
{
    Wall wall({kStream});
    wall.at(kNow_ms);
    wall.give(0, {purchase(1, kNow_ms), purchase(2, kNow_ms + 50 * kHour_ms)}, kNow_ms);
    const Snapshot snapshot = wall.at(kNow_ms + 50 * kHour_ms);
    QCOMPARE(snapshot.figures.day.total, 1);
    QCOMPARE(snapshot.ledger.future, 0);
    QCOMPARE(snapshot.ledger.accepted, 2);
    QCOMPARE(wall.at(kNow_ms + 5000 * kHour_ms).figures.day.total, 0);
    QVERIFY(wall.at(kNow_ms + 5000 * kHour_ms).has_events);
}

void TestLiveTally::aClockThatBeginsIn1970IsNoTrouble()
{
    Wall wall({kStream});
    wall.at(-5000);
    QVERIFY(!wall.at(0).has_events);
    wall.at(1500);
    wall.give(0, {purchase(1, kNow_ms)}, 1500);
    const Snapshot lost = wall.at(2500);
    QCOMPARE(lost.figures.at_ms, 2500);
    QCOMPARE(lost.ledger.future, 1);
    QCOMPARE(wall.at(kNow_ms).figures.hour.total, 1); // the time of day has been found
}

void TestLiveTally::aFeedIsLostSinceItWasFirstNotUp()
{
    Wall wall({kStream});
    const auto feed = [&] { return wall.at(kNow_ms).feeds.at(0); };
    QVERIFY(feed().link.link == feed::Link::Connecting);
    QVERIFY(!feed().lost_ms);
    wall.tally().setState(0, {feed::Link::Up, {}}, kNow_ms);
    QVERIFY(feed().link.link == feed::Link::Up);
    QVERIFY(!feed().lost_ms);
    QCOMPARE(feed().last_alive_ms.value(), kNow_ms);
    wall.tally().setState(0, {feed::Link::Connecting, "next try in 1 s"}, kNow_ms + 1000);
    wall.tally().setState(0, {feed::Link::Connecting, "next try in 2 s"}, kNow_ms + 2000);
    wall.tally().setState(0, {feed::Link::Failed, "gone"}, kNow_ms + 3000);
    QCOMPARE(feed().lost_ms.value(), kNow_ms + 1000);
    QCOMPARE(feed().link.detail, "gone");
    QCOMPARE(feed().last_alive_ms.value(), kNow_ms);
    wall.tally().setState(0, {feed::Link::Up, {}}, kNow_ms + 4000);
    QVERIFY(!feed().lost_ms);
    QCOMPARE(feed().last_alive_ms.value(), kNow_ms + 4000);
}

void TestLiveTally::whetherPurchasesAreUsualIsJudgedOnceAllFeedsLive()
{
    using Call = Verdict::Call;
    Wall wall({kStream, {"other", false}});
    const auto verdict = [&wall](std::int64_t now_ms) {
        for (const std::size_t feed : {0, 1})
            wall.tally().noteAlive(feed, now_ms);
        return wall.at(now_ms).verdict;
    };
    for (const std::size_t feed : {0, 1})
        wall.tally().setState(feed, {feed::Link::Up, {}}, kNow_ms);
    wall.at(kNow_ms);
    // Before their first moment nothing is known.
    QCOMPARE(verdict(kNow_ms + 2 * kMinute_ms).call, Call::CannotTell);
    QCOMPARE(verdict(kNow_ms + 2 * kMinute_ms).doubt, Verdict::Doubt::NotListened);
    wall.tally().noteListened(0, {{kNow_ms - 40 * 24 * kHour_ms, kNow_ms}});
    wall.tally().noteListened(1, {{kNow_ms - 40 * 24 * kHour_ms, kNow_ms}});
    QCOMPARE(verdict(kNow_ms + 2 * kMinute_ms + 1000).call, Call::TooFew);
    QCOMPARE(wall.at(kNow_ms + 2 * kMinute_ms + 1000).week_known, WeekKnown());

    wall.tally().setState(1, {feed::Link::Connecting, "lost"}, kNow_ms + 3 * kMinute_ms);
    QVERIFY(verdict(kNow_ms + 3 * kMinute_ms + 9'999).doubt != Verdict::Doubt::FeedDown);
    const Verdict lost = verdict(kNow_ms + 3 * kMinute_ms + 10'000);
    QCOMPARE(lost.call, Call::CannotTell);
    QCOMPARE(lost.doubt, Verdict::Doubt::FeedDown);
    QCOMPARE(lost.feed, std::string("other"));
    QCOMPARE(lost.doubt_ms, kNow_ms + 3 * kMinute_ms);
}

void TestLiveTally::aSignOfLifeIsNoArrival()
{
    Wall wall({kStream});
    wall.tally().noteAlive(0, kNow_ms);
    feed::Batch heartbeat = batchOf({}, kNow_ms + 1000);
    heartbeat.events.control = heartbeat.events.received = 1;
    wall.give(0, heartbeat, kNow_ms + 1000);
    const FeedSnapshot feed = wall.at(kNow_ms + 2000).feeds.at(0);
    QCOMPARE(feed.last_alive_ms.value(), kNow_ms + 1000);
    QVERIFY(!feed.last_arrival_ms);
    QVERIFY(!wall.at(kNow_ms + 2000).has_events);
}

void TestLiveTally::historyFillsTheScreensAtOnce()
{
    Wall wall({kStream}, Mode::Demo);
    constexpr std::int64_t now = kNow_ms / 1000;
    feed::Batch batch;
    batch.arrived_ms = kNow_ms;
    for (std::int64_t hour = 28 * 24; hour >= 0; --hour)
        batch.history.push_back({.second = now / 60 * 60 - hour * 3600,
                                 .eid = 1 + hour % 3,
                                 .country = country("no"),
                                 .currency = examples::currency("NOK"),
                                 .accepted = 10,
                                 .not_accepted = 1,
                                 .sum = 1000});
    batch.names = {{1, kNow_ms - kHour_ms, "One"}, {1, kNow_ms - 2 * kHour_ms, "Once"}};
    wall.give(0, batch, kNow_ms);

    const Snapshot snapshot = wall.at(kNow_ms);
    QVERIFY(snapshot.has_events);
    QVERIFY(snapshot.mode == Mode::Demo);
    QVERIFY(snapshot.ledger == stats::Ledger{}); // nothing of it was read as an event
    QCOMPARE(snapshot.figures.hour.total, 10);
    QCOMPARE(snapshot.figures.hour.rows.at(0).merchant, "One");
    QCOMPARE(snapshot.figures.hour.rows.at(0).average, 100);
    QCOMPARE(snapshot.figures.day.total, 24 * 10);
    QCOMPARE(snapshot.figures.day.attempts, 24 * 11);
    for (const auto& series : snapshot.figures.week.series)
        QCOMPARE(series.counts[0].value(), 10);
    QCOMPARE(snapshot.day_places.size(), 1);
    QCOMPARE(snapshot.day_places[0].country.code(), "no");
    QCOMPARE(snapshot.recent.size(), 0);
    QCOMPARE(wall.pulses().size(), 0);
}

void TestLiveTally::onlyWhatIsHappeningNowPulses()
{
    Wall wall({kStream, kFile});
    wall.at(kNow_ms);
    feed::Batch batch = batchOf(
        {
            purchase(1, kNow_ms), purchase(2, kNow_ms - LiveTally::kPulse_ms),
            purchase(3, kNow_ms + LiveTally::kPulse_ms),
            purchase(4, kNow_ms - LiveTally::kPulse_ms - 1), // catching up
            purchase(5, kNow_ms + LiveTally::kPulse_ms + 1), // not yet
            declined(6, kNow_ms), purchase(1, kNow_ms),      // a copy
            purchase(7, kNow_ms + kHour_ms),                 // waits
        },
        kNow_ms);
    batch.events.purchases[0].city = batch.events.add("Tornio");
    batch.events.purchases[0].latitude = 65.85f;
    batch.events.purchases[0].longitude = 24.15f;
    wall.give(0, batch, kNow_ms);
    wall.give(1, {purchase(8, kNow_ms)}, kNow_ms); // a pipe that gives it as it happens
    wall.give(1, {purchase(9, kNow_ms - kHour_ms)}, kNow_ms);
    QCOMPARE(wall.pulses().size(), 4);
    QCOMPARE(wall.pulses()[0].city, "Tornio");
    QCOMPARE(wall.pulses()[0].latitude, 65.85f);
    QCOMPARE(wall.pulses()[0].longitude, 24.15f);
    QCOMPARE(wall.pulses()[0].country.code(), "se");
    QVERIFY(!wall.pulses()[1].hasLocation());
    QCOMPARE(wall.pulses()[1].time_ms, kNow_ms - LiveTally::kPulse_ms);
    wall.at(kNow_ms + kHour_ms);
    QCOMPARE(wall.pulses().size(), 4);
}

void TestLiveTally::theLedgerIsTheSumOfTheFeeds()
{
    Wall wall({kStream, {"other", false}});
    wall.give(0, {purchase(1, kNow_ms), purchase(1, kNow_ms)}, kNow_ms);
    wall.give(1, {purchase(1, kNow_ms), declined(2, kNow_ms)}, kNow_ms);
    const Snapshot snapshot = wall.at(kNow_ms);
    QVERIFY((snapshot.ledger ==
             stats::Ledger{.received = 4, .accepted = 2, .not_accepted = 1, .duplicate = 1}));
    QCOMPARE(snapshot.feeds[0].ledger.duplicate, 1);
    QCOMPARE(snapshot.feeds[1].ledger.not_accepted, 1);
    QCOMPARE(snapshot.feeds[1].name, "other");
}

void TestLiveTally::aRecordingSaysThatItIsBeingRead()
{
    Wall wall({kFile});
    QVERIFY(!wall.at(kNow_ms).progress);
    wall.tally().setState(0, {feed::Link::Up, {}}, kNow_ms);
    QVERIFY(!wall.at(kNow_ms).progress); // a pipe into which nobody has written yet
    wall.give(0, {purchase(1, kNow_ms - kHour_ms)}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms).progress.value().what, "reading file");
    QVERIFY(!wall.at(kNow_ms + LiveTally::kArriving_ms).progress);
    wall.give(0, {purchase(2, kNow_ms)}, kNow_ms); // it has caught up
    QVERIFY(!wall.at(kNow_ms).progress);
    wall.tally().setState(0, {feed::Link::Ended, {}}, kNow_ms);
    QVERIFY(!wall.at(kNow_ms).progress);
}

void TestLiveTally::aRecordingBesideAStreamHoldsItsFutureToo()
{
    Wall wall({kFile, kStream});
    wall.at(kNow_ms);
    wall.give(0, {purchase(1, kNow_ms + kHour_ms)}, kNow_ms);
    QCOMPARE(wall.at(kNow_ms).ledger.future, 1);
    QCOMPARE(wall.at(kNow_ms + kHour_ms).figures.hour.total, 1);

    Wall alone({kFile});
    alone.give(0, {purchase(1, kNow_ms + kHour_ms + 1)}, kNow_ms);
    QCOMPARE(alone.at(kNow_ms).ledger.future, 0);
}

QTEST_GUILESS_MAIN(TestLiveTally)
#include "tst_livetally.moc"
