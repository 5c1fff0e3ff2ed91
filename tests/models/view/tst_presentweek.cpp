// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentweek.h"

#include <utility>
#include <vector>

#include <QTest>

#include "models/engine/snapshot.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::view;

namespace {

using Points = std::vector<std::pair<double, double>>;

constexpr double kSecond = 1.0 / 3600; // in hours
constexpr double kMinute = 60 * kSecond;
constexpr int kThursday16 = 3 * 24 + 16;

/// Thursday, half past four: `count` accepted in each slot of the weeks that have `purchases`.
engine::Snapshot thursday(std::int64_t count = 100)
{
    engine::Snapshot snapshot;
    snapshot.has_events = true;
    stats::WeekFigures& week = snapshot.figures.week;
    week.current_slot = kThursday16;
    week.elapsed_hours = 0.5;
    for (stats::WeekSeries& series : week.series) {
        series.hours.fill(1);
        series.counts.fill(count);
    }
    for (int slot = kThursday16 + 1; slot < stats::kSlots; ++slot)
        week.series[0].counts[slot].reset();
    return snapshot;
}

void skip(stats::WeekSeries& series, int slot)
{
    series.counts[slot].reset();
    series.hours[slot] = 0;
}

void setThisHour(engine::Snapshot& snapshot, std::int64_t count, double elapsed_hours)
{
    stats::WeekFigures& week = snapshot.figures.week;
    week.series[0].counts[week.current_slot] = count;
    week.elapsed_hours = elapsed_hours;
}

} // namespace

class TestPresentWeek : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeSlotsOfThisWeekEndBeforeTheSlotOfT();
    void weeksBeforeAreWhole();
    void aSlotIsPlottedPerHourOfItsLength_data();
    void aSlotIsPlottedPerHourOfItsLength();
    void aSkippedSlotEndsOneLineAndBeginsTheNext();
    void aSkippedFirstAndLastSlotLeaveNoEmptyLine();
    void thisHourGoesOnFromTheLastWholeSlot();
    void thisHourIsPerTimeElapsed_data();
    void thisHourIsPerTimeElapsed();
    void thisHourStandsAloneAfterASkippedSlot();
    void thisHourStandsAloneAtTheBeginningOfTheWeek();
    void thisHourIsProjectedOnceItMeansSomething_data();
    void thisHourIsProjectedOnceItMeansSomething();
    void maximumIsOfEverythingPlotted_data();
    void maximumIsOfEverythingPlotted();
    void aWeekWithoutPurchasesIsNoComparison();
    void aLostFeedMakesTheCountALowerBound();
    void whatNobodyListenedToIsAGap();
    void whatWasHeardInPartIsALowerBound();
    void anHourInPartIsNotProjected();
    void aHolidayOfAWeekBeforeIsLeftOutAndNamed();
    void todayBeingAHolidayIsSaid();
    void deploysStandWhereTheClockShowsThem();
    void beforeTheFirstPurchaseThereAreDaysAlone();
    void todayIsTheDayOfT_data();
    void todayIsTheDayOfT();
};

void TestPresentWeek::wholeSlotsOfThisWeekEndBeforeTheSlotOfT()
{
    const WeekView view = presentWeek(thursday());
    QCOMPARE(view.series[0].size(), 1U);
    const Points& points = view.series[0][0].points;
    QCOMPARE(points.size(), 88U); // 3 * 24 + 16
    QCOMPARE(points.front(), std::pair(0.5, 100.0));
    QCOMPARE(points.back(), std::pair(87.5, 100.0));
}

void TestPresentWeek::weeksBeforeAreWhole()
{
    const WeekView view = presentWeek(thursday());
    for (const std::size_t ago : {1, 2, 3}) {
        QCOMPARE(view.series[ago].size(), 1U);
        QCOMPARE(view.series[ago][0].points.size(), 168U);
        QCOMPARE(view.series[ago][0].points.back().first, 167.5);
    }
}

void TestPresentWeek::aSlotIsPlottedPerHourOfItsLength_data()
{
    QTest::addColumn<double>("hours");
    QTest::addColumn<double>("rate");
    QTest::newRow("plain") << 1.0 << 90.0;
    QTest::newRow("repeated hour") << 2.0 << 45.0;
    QTest::newRow("half an hour skipped") << 0.5 << 180.0;
    QTest::newRow("half an hour repeated") << 1.5 << 60.0;
}

void TestPresentWeek::aSlotIsPlottedPerHourOfItsLength()
{
    QFETCH(double, hours);
    QFETCH(double, rate);
    engine::Snapshot snapshot = thursday();
    for (stats::WeekSeries& series : snapshot.figures.week.series) {
        series.counts[26] = 90;
        series.hours[26] = hours;
    }
    const WeekView view = presentWeek(snapshot);
    for (const std::vector<WeekLine>& lines : view.series)
        QCOMPARE(lines[0].points[26], std::pair(26.5, rate));
}

void TestPresentWeek::aSkippedSlotEndsOneLineAndBeginsTheNext()
{
    engine::Snapshot snapshot = thursday();
    skip(snapshot.figures.week.series[0], 26);
    skip(snapshot.figures.week.series[2], 146);
    skip(snapshot.figures.week.series[2], 147);
    const WeekView view = presentWeek(snapshot);

    QCOMPARE(view.series[0].size(), 2U);
    QCOMPARE(view.series[0][0].points.back().first, 25.5);
    QCOMPARE(view.series[0][1].points.front().first, 27.5);
    QCOMPARE(view.series[1].size(), 1U);
    QCOMPARE(view.series[2].size(), 2U);
    QCOMPARE(view.series[2][0].points.back().first, 145.5);
    QCOMPARE(view.series[2][1].points.front().first, 148.5);
}

void TestPresentWeek::aSkippedFirstAndLastSlotLeaveNoEmptyLine()
{
    engine::Snapshot snapshot = thursday();
    skip(snapshot.figures.week.series[1], 0);
    skip(snapshot.figures.week.series[1], 167);
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.series[1].size(), 1U);
    QCOMPARE(view.series[1][0].points.front().first, 1.5);
    QCOMPARE(view.series[1][0].points.back().first, 166.5);
}

void TestPresentWeek::thisHourGoesOnFromTheLastWholeSlot()
{
    engine::Snapshot snapshot = thursday();
    setThisHour(snapshot, 60, 0.5);
    const WeekView view = presentWeek(snapshot);
    QVERIFY(view.partial.has_value());
    QCOMPARE(view.partial->points, (Points{{87.5, 100}, {88.5, 120}}));
    QCOMPARE(view.partial_count, u"60"_s);
}

void TestPresentWeek::thisHourIsPerTimeElapsed_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<double>("elapsed_hours");
    QTest::addColumn<double>("rate");
    QTest::newRow("half") << qint64(60) << 0.5 << 120.0;
    QTest::newRow("last second") << qint64(60) << 1.0 << 60.0;
    QTest::newRow("in the second hour of a repeated one") << qint64(60) << 1.5 << 40.0;
    QTest::newRow("nothing came") << qint64(0) << 0.5 << 0.0;
}

void TestPresentWeek::thisHourIsPerTimeElapsed()
{
    QFETCH(qint64, count);
    QFETCH(double, elapsed_hours);
    QFETCH(double, rate);
    engine::Snapshot snapshot = thursday();
    setThisHour(snapshot, count, elapsed_hours);
    const WeekView view = presentWeek(snapshot);
    QVERIFY(view.partial.has_value());
    QCOMPARE(view.partial->points.back(), std::pair(88.5, rate));
}

void TestPresentWeek::thisHourStandsAloneAfterASkippedSlot()
{
    engine::Snapshot snapshot = thursday();
    skip(snapshot.figures.week.series[0], kThursday16 - 1);
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.partial->points, (Points{{88.5, 200}}));
}

void TestPresentWeek::thisHourStandsAloneAtTheBeginningOfTheWeek()
{
    engine::Snapshot snapshot = thursday();
    snapshot.figures.week.current_slot = 0;
    const WeekView view = presentWeek(snapshot);
    QVERIFY(view.series[0].empty());
    QCOMPARE(view.partial->points, (Points{{0.5, 200}}));
}

void TestPresentWeek::thisHourIsProjectedOnceItMeansSomething_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<double>("elapsed_hours");
    QTest::addColumn<bool>("projected");
    QTest::newRow("first second") << qint64(3) << kSecond << false;
    QTest::newRow("thousands, first second") << qint64(5'000) << kSecond << false;
    QTest::newRow("thousands, a second short of a minute")
        << qint64(5'000) << 59 * kSecond << false;
    QTest::newRow("thousands, a minute") << qint64(5'000) << kMinute << true;
    QTest::newRow("enough, two minutes") << qint64(30) << 2 * kMinute << true;
    QTest::newRow("too few, two minutes") << qint64(29) << 2 * kMinute << false;
    QTest::newRow("too few, a second short of a quarter") << qint64(2) << 899 * kSecond << false;
    QTest::newRow("few, a quarter of an hour") << qint64(2) << 0.25 << true;
    QTest::newRow("none, a quarter of an hour") << qint64(0) << 0.25 << true;
}

void TestPresentWeek::thisHourIsProjectedOnceItMeansSomething()
{
    QFETCH(qint64, count);
    QFETCH(double, elapsed_hours);
    QFETCH(bool, projected);
    engine::Snapshot snapshot = thursday();
    setThisHour(snapshot, count, elapsed_hours);
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.partial.has_value(), projected);
    QVERIFY(!view.partial_count.isEmpty());
    if (!projected)
        QCOMPARE(view.maximum, 100.0);
}

void TestPresentWeek::maximumIsOfEverythingPlotted_data()
{
    QTest::addColumn<int>("ago");
    QTest::addColumn<int>("slot");
    QTest::addColumn<double>("maximum");
    QTest::newRow("this week") << 0 << 5 << 700.0;
    QTest::newRow("this hour, projected") << 0 << kThursday16 << 1400.0;
    QTest::newRow("three weeks ago") << 3 << 150 << 700.0;
}

void TestPresentWeek::maximumIsOfEverythingPlotted()
{
    QFETCH(int, ago);
    QFETCH(int, slot);
    QFETCH(double, maximum);
    engine::Snapshot snapshot = thursday();
    setThisHour(snapshot, 50, 0.5);
    snapshot.figures.week.series[ago].counts[slot] = 700;
    QCOMPARE(presentWeek(snapshot).maximum, maximum);
}

void TestPresentWeek::aWeekWithoutPurchasesIsNoComparison()
{
    engine::Snapshot snapshot = thursday();
    for (const std::size_t ago : {2, 3})
        snapshot.figures.week.series[ago].counts.fill(0);
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.series[1].size(), 1U);
    QVERIFY(view.series[2].empty());
    QVERIFY(view.series[3].empty());
}

void TestPresentWeek::aLostFeedMakesTheCountALowerBound()
{
    engine::Snapshot snapshot = thursday();
    setThisHour(snapshot, 60, 0.5);
    snapshot.feeds.resize(2);
    snapshot.feeds[0].link.link = feed::Link::Up;
    snapshot.feeds[1].link.link = feed::Link::Connecting;
    snapshot.wall_ms = 3'600'000;
    snapshot.feeds[0].last_alive_ms = snapshot.wall_ms;
    snapshot.feeds[1].lost_ms = 0;
    QCOMPARE(presentWeek(snapshot).partial_count, u"≥\u202F60"_s);
}

void TestPresentWeek::whatNobodyListenedToIsAGap()
{
    engine::Snapshot snapshot = thursday();
    for (int slot = 0; slot < 30; ++slot)
        snapshot.week_known[0][slot] = engine::Known::Nothing;
    snapshot.week_known[0][40] = engine::Known::Nothing;
    snapshot.week_known[2].fill(engine::Known::Nothing);
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.gaps, (std::vector<WeekGap>{{0, 30, false}, {40, 41, false}}));
    QCOMPARE(view.series[0].size(), 2U);
    QCOMPARE(view.series[0][0].points.front().first, 30.5);
    QCOMPARE(view.series[0][0].points.back().first, 39.5);
    QCOMPARE(view.series[0][1].points.front().first, 41.5);
    QCOMPARE(view.series[1].size(), 1U);
    QVERIFY(view.series[2].empty());
}

void TestPresentWeek::whatWasHeardInPartIsALowerBound()
{
    engine::Snapshot snapshot = thursday();
    snapshot.week_known[0][40] = engine::Known::Nothing;
    snapshot.week_known[0][41] = engine::Known::Part;
    snapshot.week_known[0][42] = engine::Known::Part;
    snapshot.week_known[1][42] = engine::Known::Part;
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.gaps, (std::vector<WeekGap>{{40, 41, false}, {41, 43, true}}));
    QCOMPARE(view.series[1].size(), 2U); // its own hour in part compares with nothing
    QCOMPARE(view.series[0].size(), 2U);
    QCOMPARE(view.series[0][1].points.front(), std::pair(41.5, 100.0));
}

void TestPresentWeek::anHourInPartIsNotProjected()
{
    engine::Snapshot snapshot = thursday();
    setThisHour(snapshot, 60, 0.5);
    snapshot.week_known[0][kThursday16] = engine::Known::Part;
    const WeekView part = presentWeek(snapshot);
    QVERIFY(!part.partial);
    QCOMPARE(part.partial_count, u"≥\u202F60"_s);
    QCOMPARE(part.gaps, (std::vector<WeekGap>{{kThursday16, kThursday16 + 0.5, true}}));

    snapshot.week_known[0][kThursday16] = engine::Known::Nothing;
    QCOMPARE(presentWeek(snapshot).partial_count, QString());
}

void TestPresentWeek::aHolidayOfAWeekBeforeIsLeftOutAndNamed()
{
    using namespace std::chrono;
    engine::Snapshot snapshot = thursday();
    QCOMPARE(presentWeek(snapshot).left_out, QString());
    snapshot.week_holidays = {{2, 4, local_days(2011y / April / 22), "Good Friday"}};
    const WeekView view = presentWeek(snapshot);
    QCOMPARE(view.left_out, u"Good Friday"_s);
    QVERIFY(!view.is_holiday);
    QCOMPARE(view.series[2].size(), 2U);
    QCOMPARE(view.series[2][0].points.back().first, 95.5);
    QCOMPARE(view.series[2][1].points.front().first, 120.5);
    QCOMPARE(view.series[1].size(), 1U);

    snapshot.week_holidays.push_back({1, 0, local_days(2011y / May / 2), "Another"});
    QCOMPARE(presentWeek(snapshot).left_out, u"2 holidays"_s);
    // A week that is not drawn leaves nothing out.
    snapshot.figures.week.series[1].counts.fill(0);
    QCOMPARE(presentWeek(snapshot).left_out, u"Good Friday"_s);
    snapshot.week_holidays[0].name = "A day with a very long name";
    QCOMPARE(presentWeek(snapshot).left_out, u"A day with a ve…"_s);
}

void TestPresentWeek::todayBeingAHolidayIsSaid()
{
    using namespace std::chrono;
    engine::Snapshot snapshot = thursday();
    snapshot.week_holidays = {{0, 3, local_days(2011y / June / 2), "Ascension Day"}};
    const WeekView view = presentWeek(snapshot);
    QVERIFY(view.is_holiday);
    QCOMPARE(view.left_out, QString());
    QCOMPARE(view.series[0].size(), 1U); // this week itself is shown whole
    snapshot.week_holidays[0].day = 4;
    QVERIFY(!presentWeek(snapshot).is_holiday);
}

void TestPresentWeek::deploysStandWhereTheClockShowsThem()
{
    engine::Snapshot snapshot;
    // Monday 00:30 and, once the clocks had gone forward, Sunday 16:00 in Stockholm.
    snapshot.deploys = {{{}, 1'300'663'800'000, "checkout", "2.4.1"},
                        {{}, 1'301'234'400'000, "", "7"},
                        {{}, 1'301'234'400'000, "", ""}};
    const auto deploys = presentDeploys(snapshot, BusinessTime("Europe/Stockholm"));
    QCOMPARE(deploys,
             (std::vector<WeekDeploy>{
                 {0.5, u"checkout 2.4.1"_s}, {6 * 24 + 16, u"7"_s}, {6 * 24 + 16, u"deploy"_s}}));
}

void TestPresentWeek::beforeTheFirstPurchaseThereAreDaysAlone()
{
    const WeekView view = presentWeek({});
    QCOMPARE(view.days.front(), u"Monday"_s);
    QCOMPARE(view.days.back(), u"Sunday"_s);
    for (const std::vector<WeekLine>& lines : view.series)
        QVERIFY(lines.empty());
    QVERIFY(!view.partial);
    QCOMPARE(view.partial_count, QString());
    QCOMPARE(view.maximum, 0.0);
}

void TestPresentWeek::todayIsTheDayOfT_data()
{
    QTest::addColumn<int>("slot");
    QTest::addColumn<int>("today");
    QTest::newRow("Monday, midnight") << 0 << 0;
    QTest::newRow("Monday, 23 h") << 23 << 0;
    QTest::newRow("Tuesday, midnight") << 24 << 1;
    QTest::newRow("Sunday, 23 h") << 167 << 6;
}

void TestPresentWeek::todayIsTheDayOfT()
{
    QFETCH(int, slot);
    QFETCH(int, today);
    engine::Snapshot snapshot = thursday();
    snapshot.figures.week.current_slot = slot;
    QCOMPARE(presentWeek(snapshot).today, today);
}

QTEST_GUILESS_MAIN(TestPresentWeek)
#include "tst_presentweek.moc"
