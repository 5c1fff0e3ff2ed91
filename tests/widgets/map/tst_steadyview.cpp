// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/steadyview.h"

#include <QTest>

using namespace livewall::widgets;

namespace {

const QRectF kNorth(0.53, 0.2, 0.1, 0.1);
const QRectF kNorthABit(0.54, 0.21, 0.1, 0.1);
const QRectF kSouth(0.35, 0.5, 0.1, 0.1);
constexpr std::int64_t kT_ms = 1'299'769'275'123;
constexpr std::int64_t kHold_ms = SteadyView::kHold_ms;
constexpr std::int64_t kMove_ms = SteadyView::kMove_ms;

} // namespace

class TestSteadyView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstBoxIsTakenAtOnce();
    void nothingBoughtIsTheWholeWorld();
    void looksAreTenMinutesOfTApart();
    void timeThatGoesBackAsksForALook();
    void doubledPurchasesAskForALook();
    void smallChangeMovesNothing();
    void markedChangeMovesWithEase();
    void noLookDuringAMove();
    void markedChanges_data();
    void markedChanges();
};

void TestSteadyView::firstBoxIsTakenAtOnce()
{
    SteadyView view;
    QVERIFY(view.isDue(kT_ms, 100, 0));
    view.look(kNorth, kT_ms, 100, 50);
    QCOMPARE(view.to(), kNorth);
    QCOMPARE(view.progress(50), 1.0);
    QVERIFY(!view.isMoving(50));
}

void TestSteadyView::nothingBoughtIsTheWholeWorld()
{
    SteadyView view;
    view.look({}, kT_ms, 0, 0);
    QCOMPARE(view.to(), wholeWorld());
    QCOMPARE(view.to().width(), 1.0);
    QVERIFY(view.isDue(kT_ms, 1, 0)); // the first purchase
}

void TestSteadyView::looksAreTenMinutesOfTApart()
{
    SteadyView view;
    view.look(kNorth, kT_ms, 100, 0);
    QVERIFY(!view.isDue(kT_ms, 100, 0));
    QVERIFY(!view.isDue(kT_ms + kHold_ms - 1, 100, 0));
    QVERIFY(view.isDue(kT_ms + kHold_ms, 100, 0));
}

void TestSteadyView::timeThatGoesBackAsksForALook()
{
    SteadyView view;
    view.look(kNorth, kT_ms, 100, 0);
    QVERIFY(view.isDue(kT_ms - 1, 100, 0));
}

void TestSteadyView::doubledPurchasesAskForALook()
{
    SteadyView view;
    view.look(kNorth, kT_ms, 100, 0);
    QVERIFY(!view.isDue(kT_ms + 1, 199, 0));
    QVERIFY(view.isDue(kT_ms + 1, 200, 0));
}

void TestSteadyView::smallChangeMovesNothing()
{
    SteadyView view;
    view.look(kNorth, kT_ms, 100, 0);
    view.look(kNorthABit, kT_ms + kHold_ms, 100, 1'000);
    QCOMPARE(view.to(), kNorth);
    QVERIFY(!view.isMoving(1'000));
}

void TestSteadyView::markedChangeMovesWithEase()
{
    SteadyView view;
    view.look(kNorth, kT_ms, 100, 0);
    view.look(kSouth, kT_ms + kHold_ms, 100, 1'000);
    QCOMPARE(view.from(), kNorth);
    QCOMPARE(view.to(), kSouth);
    QVERIFY(view.isMoving(1'000));
    QCOMPARE(view.progress(1'000), 0.0);
    QVERIFY(view.progress(1'000 + kMove_ms / 10) < 0.02); // sets off slowly
    QCOMPARE(view.progress(1'000 + kMove_ms / 2), 0.5);
    QVERIFY(view.progress(1'000 + kMove_ms * 9 / 10) > 0.98); // and arrives slowly
    QCOMPARE(view.progress(1'000 + kMove_ms), 1.0);
    QVERIFY(!view.isMoving(1'000 + kMove_ms));
}

void TestSteadyView::noLookDuringAMove()
{
    SteadyView view;
    view.look(kNorth, kT_ms, 100, 0);
    view.look(kSouth, kT_ms + kHold_ms, 100, 1'000);
    QVERIFY(!view.isDue(kT_ms + 5 * kHold_ms, 1'000, 1'000 + kMove_ms - 1));
    QVERIFY(view.isDue(kT_ms + 5 * kHold_ms, 1'000, 1'000 + kMove_ms));
}

void TestSteadyView::markedChanges_data()
{
    QTest::addColumn<QRectF>("other");
    QTest::addColumn<bool>("is_marked");
    const QRectF box(0.95, 0.4, 0.1, 0.1);
    QTest::newRow("the same") << box << false;
    QTest::newRow("a fifth to the east") << box.translated(0.02, 0) << false;
    QTest::newRow("a third to the east") << box.translated(0.033, 0) << true;
    QTest::newRow("a third to the north") << box.translated(0, -0.033) << true;
    QTest::newRow("half as wide again") << box.adjusted(-0.025, 0, 0.0251, 0) << true;
    QTest::newRow("half as high again") << box.adjusted(0, -0.025, 0, 0.0251) << true;
    QTest::newRow("a fifth wider") << box.adjusted(-0.01, 0, 0.01, 0) << false;
    QTest::newRow("the same, counted from the other side") << box.translated(-1, 0) << false;
}

void TestSteadyView::markedChanges()
{
    QFETCH(QRectF, other);
    const QRectF box(0.95, 0.4, 0.1, 0.1);
    QTEST(differsMarkedly(box, other), "is_marked");
    QTEST(differsMarkedly(other, box), "is_marked");
}

QTEST_GUILESS_MAIN(TestSteadyView)
#include "tst_steadyview.moc"
