// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/minutehistory.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <vector>

using livewall::stats::MinuteHistory;

namespace {
constexpr std::int64_t kNoon = livewall::examples::utc(2011, 3, 10, 12);
constexpr std::int64_t kRing_s = MinuteHistory::kMinutes * 60;
} // namespace

class TestMinuteHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsWholeMinutes();
    void letsGoOfWhatIsOlderThanTheRing();
    void sumsBeyondItsEndsAreWhatItHolds();
    void aLeapOfAnyLengthEmptiesWhatItPasses_data();
    void aLeapOfAnyLengthEmptiesWhatItPasses();
    void timeNeverGoesBack();
    void aClockThatBeginsIn1970IsNoTrouble();
};

void TestMinuteHistory::sumsWholeMinutes()
{
    MinuteHistory minutes;
    minutes.advance(kNoon + 59);
    minutes.add(kNoon + 59, 2);
    minutes.add(kNoon, 3);
    minutes.add(kNoon - 1, 10);
    QCOMPARE(minutes.sum(kNoon, kNoon + 60), 5);
    QCOMPARE(minutes.sum(kNoon - 60, kNoon), 10);
    QCOMPARE(minutes.sum(kNoon - 60, kNoon + 60), 15);
    QCOMPARE(minutes.sum(kNoon, kNoon), 0);
    std::vector<std::int64_t> each(4, -1);
    minutes.accepted(kNoon - 120, each);
    QCOMPARE(each, (std::vector<std::int64_t>{0, 10, 5, 0}));
}

void TestMinuteHistory::letsGoOfWhatIsOlderThanTheRing()
{
    MinuteHistory minutes;
    minutes.advance(kNoon);
    minutes.add(kNoon - kRing_s + 60, 1);
    minutes.add(kNoon - kRing_s, 100); // would lie in the place of the newest
    QCOMPARE(minutes.sum(kNoon - 2 * kRing_s, kNoon + 60), 1);
    minutes.advance(kNoon + 60);
    QCOMPARE(minutes.sum(kNoon - 2 * kRing_s, kNoon + 120), 0);
}

void TestMinuteHistory::sumsBeyondItsEndsAreWhatItHolds()
{
    MinuteHistory minutes;
    minutes.advance(kNoon);
    minutes.add(kNoon, 7);
    QCOMPARE(minutes.sum(0, kNoon + 10 * kRing_s), 7);
    QCOMPARE(minutes.sum(kNoon + 60, kNoon + kRing_s + 60), 0);
    QCOMPARE(minutes.sum(kNoon - 2 * kRing_s, kNoon - kRing_s), 0);
}

void TestMinuteHistory::aLeapOfAnyLengthEmptiesWhatItPasses_data()
{
    QTest::addColumn<qint64>("leap");
    for (const std::int64_t leap :
         {std::int64_t{1}, std::int64_t{59}, std::int64_t{60}, std::int64_t{3600}, kRing_s - 60,
          kRing_s - 1, kRing_s, kRing_s + 60, 2 * kRing_s, 7 * kRing_s + 3600})
        QTest::addRow("%lld s", static_cast<long long>(leap)) << qint64{leap};
}

void TestMinuteHistory::aLeapOfAnyLengthEmptiesWhatItPasses()
{
    QFETCH(const qint64, leap);
    MinuteHistory minutes;
    minutes.advance(kNoon);
    std::vector<std::int64_t> seconds;
    for (std::int64_t age = 0; age < kRing_s; age += 7 * 60 * 60)
        minutes.add(seconds.emplace_back(kNoon - age), 1);
    const std::int64_t now = kNoon + leap;
    minutes.advance(now);

    std::int64_t kept = 0;
    for (const std::int64_t second : seconds)
        kept += second / 60 > now / 60 - MinuteHistory::kMinutes ? 1 : 0;
    QCOMPARE(minutes.sum(0, now + 60), kept);
}

void TestMinuteHistory::timeNeverGoesBack()
{
    MinuteHistory minutes;
    minutes.advance(kNoon);
    minutes.add(kNoon, 4);
    minutes.advance(kNoon - kRing_s);
    minutes.advance(kNoon);
    QCOMPARE(minutes.sum(kNoon, kNoon + 60), 4);
}

void TestMinuteHistory::aClockThatBeginsIn1970IsNoTrouble()
{
    MinuteHistory minutes;
    minutes.advance(300);
    minutes.add(130, 6);
    QCOMPARE(minutes.sum(-30 * 86'400, 360), 6);
    QCOMPARE(minutes.sum(-30 * 86'400, -60), 0);
}

QTEST_GUILESS_MAIN(TestMinuteHistory)
#include "tst_minutehistory.moc"
