// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/comparison.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <vector>

using namespace livewall::stats;
using livewall::examples::utc;

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void weeksBeforeAreWeeksByTheWallClock();
    void whatClocksSkippedOrRepeatedIsAtMostThatHourOff();
    void minutesAreSplitAtLocalMidnight();
    void theMedianIsTheMiddle();
    void usualIsWhatLiesWithinThreeRoots();
    void ofNoWeeksNothingIsUsual();
};

void TestComparison::weeksBeforeAreWeeksByTheWallClock()
{
    const Minutes noon{utc(2011, 3, 31, 12), utc(2011, 3, 31, 12, 5)};
    QCOMPARE(weeksBefore(Zone::utc(), noon, 1),
             (Minutes{utc(2011, 3, 24, 12), utc(2011, 3, 24, 12, 5)}));
    QCOMPARE(weeksBefore(Zone::utc(), noon, 3),
             (Minutes{utc(2011, 3, 10, 12), utc(2011, 3, 10, 12, 5)}));
    // 14:00 in Stockholm's summer; before 2011-03-27 that was at 13:00 UTC.
    const Zone stockholm = Zone::find("Europe/Stockholm").value();
    QCOMPARE(weeksBefore(stockholm, noon, 1),
             (Minutes{utc(2011, 3, 24, 13), utc(2011, 3, 24, 13, 5)}));
    // The clock changed between the time of a week before and that in real hours.
    const Minutes after{utc(2011, 4, 3, 1, 30), utc(2011, 4, 3, 1, 40)}; // 03:30
    QCOMPARE(weeksBefore(stockholm, after, 1),
             (Minutes{utc(2011, 3, 27, 1, 30), utc(2011, 3, 27, 1, 40)}));
    const Minutes before{utc(2011, 4, 2, 23, 30), utc(2011, 4, 2, 23, 40)}; // 01:30
    QCOMPARE(weeksBefore(stockholm, before, 1),
             (Minutes{utc(2011, 3, 27, 0, 30), utc(2011, 3, 27, 0, 40)}));
}

void TestComparison::whatClocksSkippedOrRepeatedIsAtMostThatHourOff()
{
    const Zone stockholm = Zone::find("Europe/Stockholm").value();
    // On 2011-03-27 there was no 02:30, on 2011-10-30 there were two.
    const Minutes skipped{utc(2011, 4, 3, 0, 30), utc(2011, 4, 3, 0, 40)};
    const Minutes repeated{utc(2011, 11, 6, 1, 30), utc(2011, 11, 6, 1, 40)};
    for (const auto& [minutes, there] :
         {std::pair{skipped, utc(2011, 3, 27, 1)}, std::pair{repeated, utc(2011, 10, 30, 1)}}) {
        const Minutes then = weeksBefore(stockholm, minutes, 1);
        QVERIFY(std::abs(then.from - there) <= 3600);
        QCOMPARE(then.to - then.from, 600);
    }
}

void TestComparison::minutesAreSplitAtLocalMidnight()
{
    using Parts = std::vector<Minutes>;
    const Zone stockholm = Zone::find("Europe/Stockholm").value();
    const auto at = [](int day, int hour) { return utc(2011, 3, day, hour); };
    QVERIFY(splitByDay(stockholm, {at(10, 12), at(10, 12)}).empty());
    QCOMPARE(splitByDay(stockholm, {at(10, 12), at(10, 13)}), (Parts{{at(10, 12), at(10, 13)}}));
    QCOMPARE(splitByDay(stockholm, {at(10, 12), at(12, 1)}),
             (Parts{{at(10, 12), at(10, 23)}, {at(10, 23), at(11, 23)}, {at(11, 23), at(12, 1)}}));
    // On the 27th clocks went forward at 01:00 UTC, and midnight was at 22:00 from then on.
    QCOMPARE(splitByDay(stockholm, {at(26, 23), at(27, 23)}),
             (Parts{{at(26, 23), at(27, 1)}, {at(27, 1), at(27, 22)}, {at(27, 22), at(27, 23)}}));
}

void TestComparison::theMedianIsTheMiddle()
{
    QVERIFY(!median({}));
    QCOMPARE(median({7}), 7);
    QCOMPARE(median({9, 4}), 6); // 6.5
    QCOMPARE(median({10, 1, 4}), 4);
}

void TestComparison::usualIsWhatLiesWithinThreeRoots()
{
    const Usual usual = Usual::of({121, 50, 100}).value();
    QCOMPARE(usual.expected(), 100);
    QCOMPARE(usual.least(), 29); // 50 - 21.21
    QVERIFY(usual.isLow(28));
    QVERIFY(!usual.isLow(29));
    QCOMPARE(usual.most(), 154); // 121 + 33, exactly
    QVERIFY(!usual.isHigh(154));
    QVERIFY(usual.isHigh(155));

    const Usual few = Usual::of({4}).value();
    QCOMPARE(few.least(), 0); // not 4 - 6
    QVERIFY(!few.isLow(0));

    constexpr std::int64_t large = std::int64_t{3'000'000'000} * 3'000'000'000 / 9;
    QCOMPARE(Usual::of({large}).value().most(), large + 3'000'000'000);
}

void TestComparison::ofNoWeeksNothingIsUsual()
{
    QVERIFY(!Usual::of({}));
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
