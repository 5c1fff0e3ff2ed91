// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/rulestep.h"

#include <limits>

#include <QTest>

using namespace livewall::widgets;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kT_ms = 1'299'769'275'000;

} // namespace

class TestRuleStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fourRulesOfARoundStepReachTheMaximum_data();
    void fourRulesOfARoundStepReachTheMaximum();
    void growsAtOnce();
    void shrinksOnlyAfterItHasStoodForAnHour();
    void growingStartsTheHourAgain();
    void shrinksWhenTGoesBackByAnHour();
    void staysWhereTheMaximumMovesBelowIt();
};

void TestRuleStep::fourRulesOfARoundStepReachTheMaximum_data()
{
    QTest::addColumn<double>("maximum");
    QTest::addColumn<double>("step");
    QTest::newRow("nothing") << 0.0 << 1.0;
    QTest::newRow("part of one") << 0.3 << 1.0;
    QTest::newRow("4") << 4.0 << 1.0;
    QTest::newRow("just over 4") << 4.01 << 2.0;
    QTest::newRow("8") << 8.0 << 2.0;
    QTest::newRow("9") << 9.0 << 2.5;
    QTest::newRow("10") << 10.0 << 2.5;
    QTest::newRow("11") << 11.0 << 5.0;
    QTest::newRow("20") << 20.0 << 5.0;
    QTest::newRow("21") << 21.0 << 10.0;
    QTest::newRow("812") << 812.0 << 250.0;
    QTest::newRow("5210") << 5'210.0 << 2'000.0;
    QTest::newRow("1.24 M") << 1.24e6 << 500'000.0;
    QTest::newRow("all that can be counted") << 9.2e18 << 2.5e18;
}

void TestRuleStep::fourRulesOfARoundStepReachTheMaximum()
{
    QFETCH(double, maximum);
    QFETCH(double, step);
    QCOMPARE(roundStep(maximum), step);
}

void TestRuleStep::growsAtOnce()
{
    RuleStep step;
    QCOMPARE(step.follow(4, kT_ms), 1.0);
    QCOMPARE(step.follow(5, kT_ms), 2.0);
    QCOMPARE(step.follow(500, kT_ms + 1), 200.0);
}

void TestRuleStep::shrinksOnlyAfterItHasStoodForAnHour()
{
    RuleStep step;
    step.follow(500, kT_ms);
    QCOMPARE(step.follow(4, kT_ms + 1), 200.0);
    QCOMPARE(step.follow(4, kT_ms + kHour_ms - 1), 200.0);
    QCOMPARE(step.follow(4, kT_ms + kHour_ms), 1.0);
}

void TestRuleStep::growingStartsTheHourAgain()
{
    RuleStep step;
    step.follow(50, kT_ms);
    QCOMPARE(step.follow(500, kT_ms + kHour_ms / 2), 200.0);
    QCOMPARE(step.follow(50, kT_ms + kHour_ms), 200.0);
    QCOMPARE(step.follow(50, kT_ms + kHour_ms * 3 / 2), 20.0);
}

void TestRuleStep::shrinksWhenTGoesBackByAnHour()
{
    RuleStep step;
    step.follow(500, kT_ms);
    QCOMPARE(step.follow(4, kT_ms - kHour_ms / 2), 200.0);
    QCOMPARE(step.follow(4, kT_ms - kHour_ms), 1.0);
}

void TestRuleStep::staysWhereTheMaximumMovesBelowIt()
{
    RuleStep step;
    step.follow(79, kT_ms);
    for (const double maximum : {41.0, 80.0, 60.0})
        QCOMPARE(step.follow(maximum, kT_ms + 5 * kHour_ms), 20.0);
}

QTEST_GUILESS_MAIN(TestRuleStep)
#include "tst_rulestep.moc"
