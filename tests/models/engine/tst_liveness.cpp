// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/liveness.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <optional>
#include <string>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kSecond_ms = 1000;
constexpr std::int64_t kMinute_ms = 60 * kSecond_ms;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12) * 1000;

constexpr bool kResumes = true;

Liveness liveAndUp(std::int64_t now_ms)
{
    Liveness liveness(false);
    liveness.setLink({feed::Link::Up, {}}, now_ms);
    return liveness;
}

/// Purchases come in, the newest of this event time.
void sell(Liveness& liveness, std::int64_t newest_ms, std::int64_t now_ms)
{
    liveness.noteArrival(now_ms);
    liveness.notePace(newest_ms, now_ms);
}

/// As many heartbeats as say something, from a server that is so far behind our clock.
void beat(Liveness& liveness, std::int64_t ahead_ms, std::int64_t now_ms)
{
    for (std::uint64_t i = 0; i < ClockOffset::kFewest; ++i)
        liveness.noteHeartbeat(now_ms - ahead_ms, now_ms, now_ms);
}

} // namespace

class TestLiveness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsLostSinceItsFirstFailure();
    void aLinkThatComesUpIsAProof();
    void withoutAProofItIsSilent();
    void onlyALiveFeedThatIsUpIsSilent();
    void whatADeadLinkKeepsBackIsNotProven();
    void oldPurchasesAtOnceAreCaughtUpWith();
    void purchasesOfNowAreNot();
    void oldOnesAsFastAsTimeAreLate();
    void thePaceIsJudgedAnewEveryTwoSeconds();
    void aNewLinkIsJudgedAnew();
    void itIsNotCatchingUpWhenNothingArrives();
    void heartbeatsTellTheClocksApart();
    void heartbeatsThatMayHaveWaitedDoNot();
    void aRecordingHasNoClock();
    void anotherServersClockIsJudgedAnew();
    void whereTheClockIsSetAgesGoOn();
};

void TestLiveness::itIsLostSinceItsFirstFailure()
{
    Liveness liveness(false);
    QCOMPARE(liveness.lost_ms(), std::nullopt);
    liveness.setLink({feed::Link::Connecting, "refused"}, kNow_ms);
    liveness.setLink({feed::Link::Connecting, "refused again"}, kNow_ms + kMinute_ms);
    QCOMPARE(liveness.lost_ms(), kNow_ms);
    QCOMPARE(liveness.link().detail, std::string("refused again"));
    liveness.setLink({feed::Link::Up, {}}, kNow_ms + 2 * kMinute_ms);
    QCOMPARE(liveness.lost_ms(), std::nullopt);
    liveness.setLink({feed::Link::Failed, {}}, kNow_ms + 3 * kMinute_ms);
    QCOMPARE(liveness.lost_ms(), kNow_ms + 3 * kMinute_ms);
}

void TestLiveness::aLinkThatComesUpIsAProof()
{
    Liveness liveness(false);
    liveness.setLink({feed::Link::Connecting, {}}, kNow_ms);
    QCOMPARE(liveness.lastAlive_ms(), std::nullopt);
    liveness.setLink({feed::Link::Up, {}}, kNow_ms + 1);
    QCOMPARE(liveness.lastAlive_ms(), kNow_ms + 1);
    QCOMPARE(liveness.lastArrival_ms(), std::nullopt);
}

void TestLiveness::withoutAProofItIsSilent()
{
    Liveness liveness = liveAndUp(kNow_ms);
    QVERIFY(!liveness.isSilent(kNow_ms + Liveness::kSilent_ms));
    QVERIFY(liveness.isSilent(kNow_ms + Liveness::kSilent_ms + 1));
    liveness.noteAlive(kNow_ms + kMinute_ms);
    QVERIFY(!liveness.isSilent(kNow_ms + kMinute_ms + Liveness::kSilent_ms));
}

void TestLiveness::onlyALiveFeedThatIsUpIsSilent()
{
    Liveness recorded(true);
    recorded.setLink({feed::Link::Up, {}}, kNow_ms);
    QVERIFY(!recorded.isSilent(kNow_ms + kHour_ms));
    Liveness lost = liveAndUp(kNow_ms);
    lost.setLink({feed::Link::Connecting, {}}, kNow_ms + 1);
    QVERIFY(!lost.isSilent(kNow_ms + kHour_ms));
}

void TestLiveness::whatADeadLinkKeepsBackIsNotProven()
{
    Liveness liveness(false);
    QCOMPARE(liveness.proven_ms(kNow_ms, !kResumes), kNow_ms);
    liveness.setLink({feed::Link::Up, {}}, kNow_ms);
    const std::int64_t later_ms = kNow_ms + kMinute_ms;
    QCOMPARE(liveness.proven_ms(later_ms, !kResumes), kNow_ms);
    QCOMPARE(liveness.proven_ms(later_ms, kResumes), later_ms);
    liveness.noteAlive(later_ms);
    QCOMPARE(liveness.proven_ms(later_ms, !kResumes), later_ms);
    // Never later than now, whatever was proven before the clock went back.
    QCOMPARE(liveness.proven_ms(kNow_ms, !kResumes), kNow_ms);
}

void TestLiveness::oldPurchasesAtOnceAreCaughtUpWith()
{
    Liveness liveness = liveAndUp(kNow_ms);
    QVERIFY(!liveness.isCatchingUp(kNow_ms));
    sell(liveness, kNow_ms - kHour_ms, kNow_ms);
    QVERIFY(liveness.isCatchingUp(kNow_ms));
    sell(liveness, kNow_ms - Liveness::kHappening_ms - 1, kNow_ms + 1);
    QVERIFY(liveness.isCatchingUp(kNow_ms + 1));
    sell(liveness, kNow_ms - Liveness::kHappening_ms + 2, kNow_ms + 2);
    QVERIFY(!liveness.isCatchingUp(kNow_ms + 2)); // it has caught up
}

void TestLiveness::purchasesOfNowAreNot()
{
    Liveness liveness = liveAndUp(kNow_ms);
    sell(liveness, kNow_ms - Liveness::kHappening_ms, kNow_ms);
    QVERIFY(!liveness.isCatchingUp(kNow_ms));
    sell(liveness, kNow_ms + kMinute_ms, kNow_ms); // a server's clock may be ahead
    QVERIFY(!liveness.isCatchingUp(kNow_ms));
}

/// A sender that is an hour behind for ever would else be shown as catching up for ever.
void TestLiveness::oldOnesAsFastAsTimeAreLate()
{
    Liveness liveness = liveAndUp(kNow_ms);
    std::int64_t now_ms = kNow_ms;
    sell(liveness, now_ms - kHour_ms, now_ms);
    QVERIFY(liveness.isCatchingUp(now_ms)); // nobody can tell yet
    now_ms += Liveness::kArriving_ms;
    sell(liveness, now_ms - kHour_ms, now_ms);
    QVERIFY(!liveness.isCatchingUp(now_ms));
    // One and a half times as fast is not enough, and a little more is.
    now_ms += Liveness::kArriving_ms;
    sell(liveness, now_ms - kHour_ms + Liveness::kArriving_ms / 2, now_ms);
    QVERIFY(!liveness.isCatchingUp(now_ms));
    now_ms += Liveness::kArriving_ms;
    sell(liveness, now_ms - kHour_ms + Liveness::kArriving_ms + 1, now_ms);
    QVERIFY(liveness.isCatchingUp(now_ms));
}

void TestLiveness::thePaceIsJudgedAnewEveryTwoSeconds()
{
    Liveness liveness = liveAndUp(kNow_ms);
    sell(liveness, kNow_ms - kHour_ms, kNow_ms);
    // It stands still, but not for long enough to say so.
    const std::int64_t soon_ms = kNow_ms + Liveness::kArriving_ms - 1;
    sell(liveness, kNow_ms - kHour_ms, soon_ms);
    QVERIFY(liveness.isCatchingUp(soon_ms));
    sell(liveness, kNow_ms - kHour_ms, soon_ms + 1);
    QVERIFY(!liveness.isCatchingUp(soon_ms + 1));
}

void TestLiveness::aNewLinkIsJudgedAnew()
{
    Liveness liveness = liveAndUp(kNow_ms);
    sell(liveness, kNow_ms - kHour_ms, kNow_ms);
    std::int64_t now_ms = kNow_ms + Liveness::kArriving_ms;
    sell(liveness, now_ms - kHour_ms, now_ms);
    QVERIFY(!liveness.isCatchingUp(now_ms));
    liveness.setLink({feed::Link::Connecting, {}}, now_ms);
    liveness.setLink({feed::Link::Up, {}}, now_ms + 1);
    sell(liveness, now_ms - kHour_ms, now_ms + 1);
    QVERIFY(liveness.isCatchingUp(now_ms + 1));
}

void TestLiveness::itIsNotCatchingUpWhenNothingArrives()
{
    Liveness liveness = liveAndUp(kNow_ms);
    sell(liveness, kNow_ms - kHour_ms, kNow_ms);
    QVERIFY(liveness.isCatchingUp(kNow_ms + Liveness::kArriving_ms - 1));
    QVERIFY(!liveness.isCatchingUp(kNow_ms + Liveness::kArriving_ms)); // quiet
    sell(liveness, kNow_ms - kHour_ms, kNow_ms + 1);
    liveness.setLink({feed::Link::Connecting, {}}, kNow_ms + 1);
    QVERIFY(!liveness.isCatchingUp(kNow_ms + 1)); // lost
}

void TestLiveness::heartbeatsTellTheClocksApart()
{
    Liveness liveness = liveAndUp(kNow_ms);
    const std::int64_t settled_ms = kNow_ms + Liveness::kSettling_ms;
    beat(liveness, 7 * kSecond_ms, settled_ms);
    QCOMPARE(liveness.clockOffset_ms(settled_ms), 7 * kSecond_ms);
}

void TestLiveness::heartbeatsThatMayHaveWaitedDoNot()
{
    Liveness liveness(false);
    beat(liveness, 7 * kSecond_ms, kNow_ms); // nobody said that it is up
    liveness.setLink({feed::Link::Up, {}}, kNow_ms);
    beat(liveness, 7 * kSecond_ms, kNow_ms + Liveness::kSettling_ms - 1);
    const std::int64_t settled_ms = kNow_ms + Liveness::kSettling_ms;
    QCOMPARE(liveness.clockOffset_ms(settled_ms), std::nullopt);
    sell(liveness, kNow_ms - kHour_ms, settled_ms);
    beat(liveness, 7 * kSecond_ms, settled_ms);
    QCOMPARE(liveness.clockOffset_ms(settled_ms), std::nullopt);
}

void TestLiveness::aRecordingHasNoClock()
{
    Liveness liveness(true);
    liveness.setLink({feed::Link::Up, {}}, kNow_ms);
    beat(liveness, 7 * kSecond_ms, kNow_ms + kMinute_ms);
    QCOMPARE(liveness.clockOffset_ms(kNow_ms + kMinute_ms), std::nullopt);
}

void TestLiveness::anotherServersClockIsJudgedAnew()
{
    Liveness liveness = liveAndUp(kNow_ms);
    std::int64_t now_ms = kNow_ms + kMinute_ms;
    beat(liveness, 7 * kSecond_ms, now_ms);
    liveness.setLink({feed::Link::Up, "still"}, now_ms); // the same connection
    QCOMPARE(liveness.clockOffset_ms(now_ms), 7 * kSecond_ms);
    liveness.setLink({feed::Link::Connecting, {}}, now_ms);
    liveness.setLink({feed::Link::Up, {}}, now_ms);
    QCOMPARE(liveness.clockOffset_ms(now_ms), std::nullopt);
    beat(liveness, 8 * kSecond_ms, now_ms); // it has not settled again
    QCOMPARE(liveness.clockOffset_ms(now_ms), std::nullopt);
    now_ms += Liveness::kSettling_ms;
    beat(liveness, 8 * kSecond_ms, now_ms);
    QCOMPARE(liveness.clockOffset_ms(now_ms), 8 * kSecond_ms);
}

void TestLiveness::whereTheClockIsSetAgesGoOn()
{
    for (const std::int64_t by_ms : {-kHour_ms, kHour_ms}) {
        Liveness liveness = liveAndUp(kNow_ms);
        const std::int64_t settled_ms = kNow_ms + Liveness::kSettling_ms;
        beat(liveness, 7 * kSecond_ms, settled_ms);
        sell(liveness, settled_ms - 2 * kHour_ms, settled_ms);
        liveness.noteClockSet(by_ms);
        QCOMPARE(liveness.lastArrival_ms(), settled_ms + by_ms);
        QCOMPARE(liveness.lastAlive_ms(), kNow_ms + by_ms);
        QVERIFY(liveness.isCatchingUp(settled_ms + by_ms + 1));
        QVERIFY(!liveness.isCatchingUp(settled_ms + by_ms + Liveness::kArriving_ms));
        // The differences of before say nothing any more, and it had settled.
        QCOMPARE(liveness.clockOffset_ms(settled_ms + by_ms), std::nullopt);
        const std::int64_t later_ms = settled_ms + by_ms + Liveness::kArriving_ms;
        beat(liveness, 8 * kSecond_ms, later_ms);
        QCOMPARE(liveness.clockOffset_ms(later_ms), 8 * kSecond_ms);
        // Ten minutes of purchases in two seconds, whatever the clock says to have passed.
        sell(liveness, settled_ms - 2 * kHour_ms + 10 * kMinute_ms, later_ms);
        QVERIFY(liveness.isCatchingUp(later_ms));

        liveness.setLink({feed::Link::Connecting, {}}, later_ms);
        liveness.noteClockSet(by_ms);
        QCOMPARE(liveness.lost_ms(), later_ms + by_ms);
    }
}

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
