// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekband.h"

#include <QTest>

using namespace livewall;
using namespace livewall::widgets;

namespace {

/// A week of the same rate, in one stretch.
view::WeekLine level(double rate, int from = 0, int to = 168)
{
    view::WeekLine line;
    for (int slot = from; slot < to; ++slot)
        line.points.emplace_back(slot + 0.5, rate);
    return line;
}

view::WeekView threeWeeks(double last, double second, double third, int today)
{
    view::WeekView week;
    week.today = today;
    week.series[0] = {level(1'000)};
    week.series[1] = {level(last)};
    week.series[2] = {level(second)};
    week.series[3] = {level(third)};
    return week;
}

} // namespace

class TestWeekBand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void spansLeastToMostFromMidnightToMidnight();
    void midnightLiesBetweenTheSlotsBesideIt();
    void atTheEndsOfTheWeekItBeginsAndEndsWithTheLines();
    void aSkippedSlotOfOneWeekLeavesTheOthers();
    void aSkippedSlotOfAllIsAGap();
    void oneWeekHasNoSpan();
    void noWeekHasNoSpan();
};

void TestWeekBand::spansLeastToMostFromMidnightToMidnight()
{
    const auto band = todaysBand(threeWeeks(50, 30, 40, 3));
    QCOMPARE(band.size(), 1U);
    QCOMPARE(band[0].size(), 26U); // 24 slots, two midnights
    QCOMPARE(band[0].front(), (BandPoint{72, 30, 50}));
    QCOMPARE(band[0][1], (BandPoint{72.5, 30, 50}));
    QCOMPARE(band[0].back(), (BandPoint{96, 30, 50}));
}

void TestWeekBand::midnightLiesBetweenTheSlotsBesideIt()
{
    view::WeekView week = threeWeeks(50, 30, 40, 3);
    week.series[1][0].points[71].second = 90; // the hour before midnight
    QCOMPARE(todaysBand(week)[0].front(), (BandPoint{72, 30, 70}));
}

void TestWeekBand::atTheEndsOfTheWeekItBeginsAndEndsWithTheLines()
{
    QCOMPARE(todaysBand(threeWeeks(50, 30, 40, 0))[0].front().x, 0.5);
    QCOMPARE(todaysBand(threeWeeks(50, 30, 40, 6))[0].back().x, 167.5);
}

void TestWeekBand::aSkippedSlotOfOneWeekLeavesTheOthers()
{
    view::WeekView week = threeWeeks(50, 30, 40, 3);
    week.series[1] = {level(50, 0, 74), level(50, 75)};
    const auto band = todaysBand(week);
    QCOMPARE(band.size(), 1U);
    QCOMPARE(band[0][2], (BandPoint{73.5, 30, 50}));
    QCOMPARE(band[0][3], (BandPoint{74.5, 30, 40}));
    QCOMPARE(band[0][4], (BandPoint{75.5, 30, 50}));
}

void TestWeekBand::aSkippedSlotOfAllIsAGap()
{
    view::WeekView week = threeWeeks(50, 30, 40, 3);
    for (std::size_t ago = 1; ago < week.series.size(); ++ago)
        week.series[ago] = {level(10.0 * ago, 0, 74), level(10.0 * ago, 75)};
    const auto band = todaysBand(week);
    QCOMPARE(band.size(), 2U);
    QCOMPARE(band[0].back().x, 73.5);
    QCOMPARE(band[1].front().x, 75.5);
}

void TestWeekBand::oneWeekHasNoSpan()
{
    view::WeekView week = threeWeeks(50, 30, 40, 3);
    week.series[2].clear();
    week.series[3].clear();
    QVERIFY(todaysBand(week).empty());
}

void TestWeekBand::noWeekHasNoSpan()
{
    QVERIFY(todaysBand({}).empty());
}

QTEST_GUILESS_MAIN(TestWeekBand)
#include "tst_weekband.moc"
