// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether what a feed gives, or that it gives nothing, can be right: silence, clocks, bad data.
#include "models/engine/livetally.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::purchase;

namespace {

constexpr std::int64_t kSecond_ms = 1000;
constexpr std::int64_t kMinute_ms = 60 * kSecond_ms;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kWeek_ms = 7 * 24 * kHour_ms;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 31, 12, 0, 30) * 1000;
constexpr std::int64_t kNoon_ms = kNow_ms - 30 * kSecond_ms;

const LiveFeed kStream{"stream", false};
const LiveFeed kOther{"other", false};
const LiveFeed kFile{"file", true};

class Wall
{
public:
    explicit Wall(std::vector<LiveFeed> feeds = {kStream}, Mode mode = Mode::Live,
                  stats::Zone zone = stats::Zone::utc())
        : tally_({.zone = std::move(zone), .exclude = {}}, std::move(feeds), mode)
    {
    }

    void setLink(std::size_t feed, feed::Link link, std::int64_t now_ms)
    {
        tally_.setState(feed, {link, {}}, now_ms);
        tally_.advance(now_ms);
    }
    void up(std::int64_t now_ms, std::size_t feed = 0) { setLink(feed, feed::Link::Up, now_ms); }

    /// Purchases that happen now.
    void sell(int count, std::int64_t now_ms, std::size_t feed = 0)
    {
        feed::Batch batch;
        for (int i = 0; i < count; ++i)
            examples::add(batch.events, purchase(++id_, now_ms));
        give(batch, now_ms, feed);
    }

    /// A heartbeat with the server's time, and perhaps a purchase.
    void beat(std::int64_t server_ms, std::int64_t now_ms,
              std::optional<std::int64_t> purchase_ms = {})
    {
        feed::Batch batch;
        batch.events.heartbeat_ms = server_ms;
        batch.events.heartbeats = batch.events.control = batch.events.received = 1;
        if (purchase_ms)
            examples::add(batch.events, purchase(++id_, *purchase_ms));
        give(batch, now_ms);
    }

    /// Elements of which so many are rejected.
    void reject(std::uint64_t received, std::uint64_t eids, std::uint64_t amounts,
                std::int64_t now_ms)
    {
        feed::Batch batch;
        batch.events.received = received;
        batch.events.control = received - eids - amounts;
        batch.events.rejected[std::size_t(event::Rejection::Eid)] = eids;
        batch.events.rejected[std::size_t(event::Rejection::Amount)] = amounts;
        give(batch, now_ms);
    }

    void give(feed::Batch& batch, std::int64_t now_ms, std::size_t feed = 0)
    {
        batch.arrived_ms = now_ms;
        std::vector<stats::Sighting> pulses;
        QVERIFY(tally_.take(feed, batch, now_ms, pulses));
        tally_.advance(now_ms);
    }

    FeedSnapshot at(std::int64_t now_ms, std::size_t feed = 0)
    {
        tally_.advance(now_ms);
        return tally_.snapshot(now_ms).feeds.at(feed);
    }

    LiveTally& tally() { return tally_; }

private:
    LiveTally tally_;
    std::uint64_t id_ = 0;
};

/// A week's purchases in the minutes from noon on: so many each.
void sellFromNoon(Wall& wall, std::int64_t weeks_ago, int each)
{
    for (std::int64_t minute = 1; minute <= 10; ++minute)
        wall.sell(each, kNoon_ms - weeks_ago * kWeek_ms + minute * kMinute_ms);
}

/// Three weeks of 7, 4 and 10 a minute from 12:01 to 12:11, and a proof of life at 12:00:30.
void liveThreeWeeks(Wall& wall)
{
    wall.up(kNoon_ms - 3 * kWeek_ms);
    sellFromNoon(wall, 3, 7);
    sellFromNoon(wall, 2, 4);
    sellFromNoon(wall, 1, 10);
    wall.tally().noteAlive(0, kNow_ms);
}

} // namespace

class TestFreshness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silenceIsMeasuredAgainstTheMedianOfTheSameMinutes();
    void aProofOfLifeEndsIt();
    void withoutHistoryNobodyCanTell();
    void aWeekThatIsNotCoveredIsNoComparison();
    void weeksAreComparedByTheLocalClock();
    void allFeedsMustBeSilent();
    void aRecordingIsNeverSilent();
    void aLostFeedIsNotSilent();
    void longSilenceIsComparedWithAWeekAtMost();

    void theClocksAreAsFarApartAsTheShortestDelay();
    void fewHeartbeatsSayNothing();
    void heartbeatsAreForgottenAfterTenMinutes();
    void heartbeatsOfTheFirstSecondsDoNotCount();
    void heartbeatsThatAreCaughtUpWithDoNotCount();
    void anotherConnectionIsJudgedAnew();

    void mostRejectedIsSaidWithTheCommonestReason();
    void rejectionsAreForgottenAfterAMinute();
    void onlyAFeedThatIsUpRejects();
};

void TestFreshness::silenceIsMeasuredAgainstTheMedianOfTheSameMinutes()
{
    Wall wall;
    liveThreeWeeks(wall);
    // 7 a minute are usual. Up to 12:03:59 two whole minutes are over: 14.
    QVERIFY(!wall.at(kNow_ms + 1).silence);
    QVERIFY(!wall.at(kNoon_ms + 4 * kMinute_ms - 1).silence);
    const auto silence = wall.at(kNoon_ms + 4 * kMinute_ms).silence;
    QCOMPARE(silence, (Silence{.since_ms = kNow_ms, .usual = 21}));
    QCOMPARE(wall.at(kNoon_ms + 6 * kMinute_ms).silence.value().usual, 35);
}

void TestFreshness::aProofOfLifeEndsIt()
{
    Wall wall;
    liveThreeWeeks(wall);
    constexpr std::int64_t now_ms = kNoon_ms + 5 * kMinute_ms;
    QVERIFY(wall.at(now_ms).silence);
    wall.tally().noteAlive(0, now_ms + 10); // within the same second
    const FeedSnapshot feed = wall.at(now_ms + 10);
    QVERIFY(!feed.silence);
    QCOMPARE(feed.last_alive_ms.value(), now_ms + 10);
    QVERIFY(feed.last_arrival_ms.value() < kNow_ms - kHour_ms); // the last event is older
    for (std::int64_t later_ms = now_ms; later_ms < now_ms + 5 * kMinute_ms;
         later_ms += kMinute_ms) {
        wall.tally().noteAlive(0, later_ms);
        QVERIFY(!wall.at(later_ms + kMinute_ms).silence);
    }
}

void TestFreshness::withoutHistoryNobodyCanTell()
{
    Wall wall;
    wall.up(kNow_ms - kHour_ms);
    wall.sell(1000, kNow_ms);
    QVERIFY(!wall.at(kNow_ms + 5 * kHour_ms).silence);
}

void TestFreshness::aWeekThatIsNotCoveredIsNoComparison()
{
    Wall wall;
    wall.up(kNoon_ms - 3 * kWeek_ms);
    sellFromNoon(wall, 3, 6);
    // A second of the second week is missing: 6 and 10 are left.
    wall.at(kNoon_ms - 2 * kWeek_ms + 2 * kMinute_ms);
    wall.setLink(0, feed::Link::Connecting, kNoon_ms - 2 * kWeek_ms + 2 * kMinute_ms);
    wall.up(kNoon_ms - 2 * kWeek_ms + 2 * kMinute_ms + kSecond_ms);
    sellFromNoon(wall, 1, 10);
    wall.tally().noteAlive(0, kNow_ms);
    QCOMPARE(wall.at(kNoon_ms + 4 * kMinute_ms).silence.value().usual, 24); // 3 x (6 + 10) / 2
}

void TestFreshness::weeksAreComparedByTheLocalClock()
{
    // Stockholm's clocks changed on 2011-03-27: what is at 12:00 UTC now was at 13:00 before.
    Wall wall({kStream}, Mode::Live, stats::Zone::find("Europe/Stockholm").value());
    wall.up(kNoon_ms - kWeek_ms - kHour_ms);
    for (std::int64_t minute = 1; minute <= 10; ++minute)
        wall.sell(9, kNoon_ms - kWeek_ms + kHour_ms + minute * kMinute_ms);
    wall.tally().noteAlive(0, kNow_ms);
    QCOMPARE(wall.at(kNoon_ms + 4 * kMinute_ms).silence.value().usual, 27);
}

void TestFreshness::allFeedsMustBeSilent()
{
    Wall wall({kStream, kOther, kFile});
    wall.up(kNoon_ms - 3 * kWeek_ms, 1);
    wall.setLink(2, feed::Link::Ended, kNow_ms); // all of it is known
    liveThreeWeeks(wall);
    wall.tally().noteAlive(1, kNow_ms);
    wall.tally().noteAlive(0, kNow_ms + 3 * kMinute_ms);
    QVERIFY(!wall.at(kNoon_ms + 4 * kMinute_ms, 0).silence);
    QVERIFY(!wall.at(kNoon_ms + 4 * kMinute_ms, 1).silence);
    // Since the last of them: 12:03:30, and from 12:04 on three whole minutes.
    const Silence expected{.since_ms = kNow_ms + 3 * kMinute_ms, .usual = 21};
    QCOMPARE(wall.at(kNoon_ms + 7 * kMinute_ms, 0).silence, expected);
    QCOMPARE(wall.at(kNoon_ms + 7 * kMinute_ms, 1).silence, expected);
    QVERIFY(!wall.at(kNoon_ms + 7 * kMinute_ms, 2).silence);
    wall.tally().noteAlive(1, kNoon_ms + 7 * kMinute_ms);
    QVERIFY(!wall.at(kNoon_ms + 7 * kMinute_ms, 0).silence);
}

void TestFreshness::aRecordingIsNeverSilent()
{
    // Nor a live feed beside one that may still give something.
    Wall wall({kStream, kFile});
    wall.up(kNoon_ms - 3 * kWeek_ms, 1);
    liveThreeWeeks(wall);
    QVERIFY(!wall.at(kNoon_ms + 9 * kMinute_ms, 0).silence);
    QVERIFY(!wall.at(kNoon_ms + 9 * kMinute_ms, 1).silence);
}

void TestFreshness::aLostFeedIsNotSilent()
{
    Wall wall;
    liveThreeWeeks(wall);
    QVERIFY(wall.at(kNoon_ms + 5 * kMinute_ms).silence);
    wall.setLink(0, feed::Link::Connecting, kNoon_ms + 5 * kMinute_ms);
    QVERIFY(!wall.at(kNoon_ms + 5 * kMinute_ms).silence);
    QVERIFY(!wall.at(kNoon_ms + 6 * kMinute_ms).silence);
}

void TestFreshness::longSilenceIsComparedWithAWeekAtMost()
{
    Wall wall;
    liveThreeWeeks(wall);
    // Nine days later. The week before the last one is silent in part and no measure; the two
    // before it hold ten minutes of sales each, 100 and 40.
    const auto silence = wall.at(kNow_ms + kWeek_ms + 48 * kHour_ms).silence;
    QCOMPARE(silence.value().usual, 70);
    QCOMPARE(silence.value().since_ms, kNow_ms);
}

void TestFreshness::theClocksAreAsFarApartAsTheShortestDelay()
{
    for (const std::int64_t offset_ms : {-12 * kSecond_ms, std::int64_t{0}, 12 * kSecond_ms}) {
        Wall wall;
        wall.up(kNow_ms);
        std::int64_t now_ms = kNow_ms + 30 * kSecond_ms;
        for (const std::int64_t delay_ms : {4000, 900, 7000, 100, 3000}) {
            now_ms += 3 * kSecond_ms;
            wall.beat(now_ms - delay_ms - offset_ms, now_ms);
        }
        QCOMPARE(wall.at(now_ms).clock_offset_ms.value(), offset_ms + 100);
    }
}

void TestFreshness::fewHeartbeatsSayNothing()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.beat(kNow_ms, kNow_ms + kMinute_ms);
    wall.beat(kNow_ms, kNow_ms + 2 * kMinute_ms);
    QVERIFY(!wall.at(kNow_ms + 2 * kMinute_ms).clock_offset_ms);
    wall.beat(kNow_ms, kNow_ms + 3 * kMinute_ms);
    QCOMPARE(wall.at(kNow_ms + 3 * kMinute_ms).clock_offset_ms.value(), kMinute_ms);
}

void TestFreshness::heartbeatsAreForgottenAfterTenMinutes()
{
    Wall wall;
    wall.up(kNow_ms);
    const std::int64_t first_ms = kNow_ms + kMinute_ms;
    wall.beat(first_ms + 9000, first_ms); // our clock was 9 s behind, and is set right
    for (int minute = 1; minute <= 11; ++minute) {
        const std::int64_t now_ms = first_ms + minute * kMinute_ms;
        wall.beat(now_ms, now_ms);
        if (minute >= 2)
            QCOMPARE(wall.at(now_ms).clock_offset_ms.value(), minute < 10 ? -9000 : 0);
    }
    // The last three came 9, 10 and 11 minutes after the first.
    QVERIFY(wall.at(first_ms + 18 * kMinute_ms).clock_offset_ms);
    QVERIFY(!wall.at(first_ms + 19 * kMinute_ms).clock_offset_ms);
}

void TestFreshness::heartbeatsOfTheFirstSecondsDoNotCount()
{
    Wall wall;
    wall.up(kNow_ms);
    for (int second = 0; second < 10; ++second)
        wall.beat(kNow_ms + second * kSecond_ms + kHour_ms, kNow_ms + second * kSecond_ms);
    for (int second = 10; second < 20; ++second)
        wall.beat(kNow_ms + second * kSecond_ms, kNow_ms + second * kSecond_ms);
    QCOMPARE(wall.at(kNow_ms + 20 * kSecond_ms).clock_offset_ms.value(), 0);
}

void TestFreshness::heartbeatsThatAreCaughtUpWithDoNotCount()
{
    Wall wall;
    wall.up(kNow_ms);
    // An hour is sent again in a minute, with its heartbeats.
    for (int second = 0; second < 60; ++second) {
        const std::int64_t sent_ms = kNow_ms - kHour_ms + second * kMinute_ms;
        wall.beat(sent_ms, kNow_ms + second * kSecond_ms, sent_ms);
        QVERIFY(!wall.at(kNow_ms + second * kSecond_ms).clock_offset_ms);
    }
    for (int second = 70; second < 80; ++second)
        wall.beat(kNow_ms + second * kSecond_ms - 50, kNow_ms + second * kSecond_ms);
    QCOMPARE(wall.at(kNow_ms + 80 * kSecond_ms).clock_offset_ms.value(), 50);
}

void TestFreshness::anotherConnectionIsJudgedAnew()
{
    Wall wall;
    wall.up(kNow_ms);
    for (int second = 10; second < 20; ++second)
        wall.beat(kNow_ms + second * kSecond_ms + 9000, kNow_ms + second * kSecond_ms);
    QCOMPARE(wall.at(kNow_ms + 20 * kSecond_ms).clock_offset_ms.value(), -9000);
    wall.up(kNow_ms + 20 * kSecond_ms); // another word of the same link
    QCOMPARE(wall.at(kNow_ms + 20 * kSecond_ms).clock_offset_ms.value(), -9000);
    wall.setLink(0, feed::Link::Connecting, kNow_ms + 21 * kSecond_ms);
    wall.up(kNow_ms + 22 * kSecond_ms);
    QVERIFY(!wall.at(kNow_ms + 22 * kSecond_ms).clock_offset_ms);
}

void TestFreshness::mostRejectedIsSaidWithTheCommonestReason()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.reject(19, 10, 9, kNow_ms); // all of too few
    QVERIFY(!wall.at(kNow_ms).rejecting);
    wall.reject(19, 0, 0, kNow_ms + kSecond_ms); // half of enough
    QVERIFY(!wall.at(kNow_ms + kSecond_ms).rejecting);
    wall.reject(1, 1, 0, kNow_ms + 2 * kSecond_ms);
    const auto found = wall.at(kNow_ms + 2 * kSecond_ms).rejecting;
    QVERIFY(found);
    QCOMPARE(found->received, 39);
    QCOMPARE(found->rejected, 20);
    QCOMPARE(found->commonest, event::Rejection::Eid);
    wall.reject(9, 0, 9, kNow_ms + 2 * kSecond_ms);
    QCOMPARE(wall.at(kNow_ms + 2 * kSecond_ms).rejecting.value().commonest,
             event::Rejection::Amount);
}

void TestFreshness::rejectionsAreForgottenAfterAMinute()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.reject(20, 20, 0, kNow_ms);
    QVERIFY(wall.at(kNow_ms + 59 * kSecond_ms).rejecting);
    QVERIFY(!wall.at(kNow_ms + 60 * kSecond_ms).rejecting);
    // The ring's same place, an hour later.
    wall.reject(20, 1, 0, kNow_ms + kHour_ms);
    QVERIFY(!wall.at(kNow_ms + kHour_ms).rejecting);
}

void TestFreshness::onlyAFeedThatIsUpRejects()
{
    Wall wall;
    wall.up(kNow_ms);
    wall.reject(20, 20, 0, kNow_ms);
    wall.setLink(0, feed::Link::Connecting, kNow_ms);
    QVERIFY(!wall.at(kNow_ms).rejecting);
}

QTEST_GUILESS_MAIN(TestFreshness)
#include "tst_freshness.moc"
