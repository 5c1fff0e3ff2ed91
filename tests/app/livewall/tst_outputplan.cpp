// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/outputplan.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using livewall::app::Output;
using livewall::app::OutputPlan;

namespace {

using Changes = std::vector<OutputPlan::Change>;

/// The nth time that an output was plugged in.
Output plugged(const QString& name, std::size_t nth)
{
    static const std::array<char, 9> identities{};
    return {name, &identities[nth]};
}

const Output kLeft = plugged(u"HDMI-1"_s, 0);
const Output kRight = plugged(u"HDMI-2"_s, 1);
const Output kDesk = plugged(u"DP-1"_s, 2);

} // namespace

class TestOutputPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachWindowIsShownOnItsOutput();
    void whatStaysIsNotTouched();
    void anAbsentOutputIsWaitedFor();
    void whatComesBackIsShownThereAgain();
    void anOutputThatWasReplacedBetweenTwoLooksIsShownAnew();
    void aWindowWithoutAnOutputFollowsThePrimaryOne();
    void withoutAnyOutputAllWait();
};

void TestOutputPlan::eachWindowIsShownOnItsOutput()
{
    OutputPlan plan({u"HDMI-2"_s, u"HDMI-1"_s});
    QCOMPARE(plan.update({kDesk, kLeft, kRight}), (Changes{{0, kRight}, {1, kLeft}}));
    QVERIFY(plan.isShown(0) && plan.isShown(1));
}

void TestOutputPlan::whatStaysIsNotTouched()
{
    OutputPlan plan({u"HDMI-1"_s, u"HDMI-2"_s});
    plan.update({kLeft, kRight});
    QCOMPARE(plan.update({kRight, kLeft}), Changes{});
    QCOMPARE(plan.update({kLeft, kRight, kDesk}), Changes{});
    QCOMPARE(plan.update({kLeft, kDesk}), (Changes{{1, std::nullopt}}));
}

void TestOutputPlan::anAbsentOutputIsWaitedFor()
{
    OutputPlan plan({u"HDMI-1"_s, u"HDMI-2"_s});
    QCOMPARE(plan.update({kLeft}), (Changes{{0, kLeft}}));
    QVERIFY(plan.isShown(0) && !plan.isShown(1));
    QCOMPARE(plan.update({kLeft, kRight}), (Changes{{1, kRight}}));
}

void TestOutputPlan::whatComesBackIsShownThereAgain()
{
    OutputPlan plan({u"HDMI-1"_s, u"HDMI-2"_s});
    plan.update({kLeft, kRight});
    plan.update({kRight});
    QVERIFY(!plan.isShown(0));
    const Output again = plugged(u"HDMI-1"_s, 3);
    QCOMPARE(plan.update({kRight, again}), (Changes{{0, again}}));
}

void TestOutputPlan::anOutputThatWasReplacedBetweenTwoLooksIsShownAnew()
{
    OutputPlan plan({u"HDMI-1"_s});
    plan.update({kLeft});
    const Output again = plugged(u"HDMI-1"_s, 4);
    QCOMPARE(plan.update({again}), (Changes{{0, again}}));
}

void TestOutputPlan::aWindowWithoutAnOutputFollowsThePrimaryOne()
{
    OutputPlan plan({QString()});
    QCOMPARE(plan.update({kLeft, kRight}), (Changes{{0, kLeft}}));
    QCOMPARE(plan.update({kRight}), (Changes{{0, kRight}}));
    QCOMPARE(plan.update({kLeft, kRight}), (Changes{{0, kLeft}}));
}

void TestOutputPlan::withoutAnyOutputAllWait()
{
    OutputPlan plan({QString(), u"HDMI-1"_s});
    QCOMPARE(plan.update({}), Changes{});
    plan.update({kLeft});
    QCOMPARE(plan.update({}), (Changes{{0, std::nullopt}, {1, std::nullopt}}));
}

QTEST_APPLESS_MAIN(TestOutputPlan)
#include "tst_outputplan.moc"
