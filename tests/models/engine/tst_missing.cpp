// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/missing.h"
#include "tests/models/stats/examples.h"

#include <QTest>

using namespace livewall;
using namespace livewall::engine;
using examples::utc;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kDay_ms = 1440 * kMinute_ms;
constexpr std::int64_t kSecond = utc(2011, 3, 10, 12, 0, 30);
constexpr std::int64_t kNow_ms = kSecond * 1000 + 123;

// The 3600 seconds that end with T's own, and the 1440 minutes.
constexpr std::int64_t kHourBegin_ms = utc(2011, 3, 10, 11, 0, 31) * 1000;
constexpr std::int64_t kDayBegin_ms = utc(2011, 3, 9, 12, 1) * 1000;

Missing missingOf(const std::vector<stats::Interval>& intervals)
{
    stats::Coverage coverage;
    for (const stats::Interval& one : intervals)
        coverage.add(one.from_ms, one.to_ms);
    return missingAt(coverage, kSecond, kNow_ms);
}

} // namespace

class TestMissing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMissingWhereAllIsCovered();
    void theWindowsBeginAsTheyAreCounted();
    void whatIsOnItsWayIsNoHole();
    void aHoleIsTold();
    void aHoleBeforeTheHourLeavesTheHourWhole();
    void whereTheDayBeginsUncoveredItSaysSinceWhen();
    void aFeedThatWasNeverThereMissesAll();
    void aClockOf1970SaysNothing();
    void theTimeAheadOfTheClockIsNotMissing();
    void ofManyHolesTheNewestAreTold();
};

void TestMissing::nothingIsMissingWhereAllIsCovered()
{
    QCOMPARE(missingOf({{kNow_ms - 3 * kDay_ms, kNow_ms}}), Missing());
}

void TestMissing::theWindowsBeginAsTheyAreCounted()
{
    QCOMPARE(missingOf({{kDayBegin_ms, kNow_ms}}), Missing());
    QVERIFY(missingOf({{kDayBegin_ms + 1, kNow_ms}}).in_day);
    QVERIFY(!missingOf({{kHourBegin_ms, kNow_ms}}).in_hour);
    QVERIFY(missingOf({{kHourBegin_ms + 1, kNow_ms}}).in_hour);
}

void TestMissing::whatIsOnItsWayIsNoHole()
{
    QCOMPARE(missingOf({{kDayBegin_ms, kNow_ms - 10'000}}), Missing());
    const Missing lost = missingOf({{kDayBegin_ms, kNow_ms - 10'001}});
    QVERIFY(lost.in_hour);
    QVERIFY(lost.in_day);
    // It goes on: the link says so, or that it is being caught up with.
    QVERIFY(lost.holes.empty());
    QVERIFY(!lost.listened_since_ms);
    // It makes no other hole smaller.
    QVERIFY(
        missingOf({{kDayBegin_ms, kNow_ms - 20'000}, {kNow_ms - 15'000, kNow_ms - 5'000}}).in_hour);
}

void TestMissing::aHoleIsTold()
{
    const stats::Interval hole{kNow_ms - 20 * kMinute_ms, kNow_ms - 12 * kMinute_ms};
    const Missing missing =
        missingOf({{kNow_ms - 3 * kDay_ms, hole.from_ms}, {hole.to_ms, kNow_ms}});
    QVERIFY(missing.in_hour);
    QVERIFY(missing.in_day);
    QCOMPARE(missing.holes, std::vector{hole});
    QVERIFY(!missing.listened_since_ms);
}

void TestMissing::aHoleBeforeTheHourLeavesTheHourWhole()
{
    const stats::Interval hole{kNow_ms - 120 * kMinute_ms, kNow_ms - 110 * kMinute_ms};
    const Missing missing =
        missingOf({{kNow_ms - 3 * kDay_ms, hole.from_ms}, {hole.to_ms, kNow_ms}});
    QVERIFY(!missing.in_hour);
    QVERIFY(missing.in_day);
    QCOMPARE(missing.holes, std::vector{hole});
}

void TestMissing::whereTheDayBeginsUncoveredItSaysSinceWhen()
{
    const std::int64_t since_ms = kNow_ms - 50 * kMinute_ms;
    const Missing fresh = missingOf({{since_ms, kNow_ms}});
    QVERIFY(fresh.in_hour);
    QVERIFY(fresh.in_day);
    QCOMPARE(fresh.listened_since_ms, since_ms);
    QVERIFY(fresh.holes.empty());
    // So it is where what there was before lies further back, and where there are holes since.
    const stats::Interval hole{kNow_ms - 20 * kMinute_ms, kNow_ms - 12 * kMinute_ms};
    const Missing again = missingOf({{kNow_ms - 9 * kDay_ms, kNow_ms - 3 * kDay_ms},
                                     {since_ms, hole.from_ms},
                                     {hole.to_ms, kNow_ms}});
    QCOMPARE(again.listened_since_ms, since_ms);
    QCOMPARE(again.holes, std::vector{hole});
}

void TestMissing::aFeedThatWasNeverThereMissesAll()
{
    const Missing missing = missingOf({});
    QVERIFY(missing.in_hour);
    QVERIFY(missing.in_day);
    QVERIFY(!missing.listened_since_ms);
    QVERIFY(missing.holes.empty());
    QCOMPARE(missingOf({{kNow_ms - 9 * kDay_ms, kNow_ms - 3 * kDay_ms}}), missing);
}

void TestMissing::aClockOf1970SaysNothing()
{
    QCOMPARE(missingAt({}, 5, 5'000), Missing());
}

void TestMissing::theTimeAheadOfTheClockIsNotMissing()
{
    stats::Coverage coverage;
    coverage.add(kNow_ms - 3 * kDay_ms, kNow_ms);
    QCOMPARE(missingAt(coverage, kSecond + 3600, kNow_ms), Missing());
}

void TestMissing::ofManyHolesTheNewestAreTold()
{
    std::vector<stats::Interval> covered{{kNow_ms - 3 * kDay_ms, kNow_ms - 500 * kMinute_ms}};
    for (int minute = 499; minute > 0; --minute) // and a second's hole before each
        covered.push_back(
            {kNow_ms - minute * kMinute_ms + 1000 - kMinute_ms, kNow_ms - minute * kMinute_ms});
    covered.push_back({kNow_ms - kMinute_ms + 1000, kNow_ms});
    const Missing missing = missingOf(covered);
    QCOMPARE(missing.holes.size(), Missing::kMaxHoles);
    QCOMPARE(missing.holes.back(),
             (stats::Interval{kNow_ms - kMinute_ms, kNow_ms - kMinute_ms + 1000}));
}

QTEST_GUILESS_MAIN(TestMissing)
#include "tst_missing.moc"
