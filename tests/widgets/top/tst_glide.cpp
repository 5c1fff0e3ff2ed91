// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/top/glide.h"

#include <QTest>

using livewall::widgets::Glide;
using Places = std::vector<Glide::Place>;

namespace {

constexpr std::int64_t kStart_ms = 5'000;

Glide::Place placeOf(const Glide& glide, std::int64_t eid, std::int64_t now_ms)
{
    for (const Glide::Place& place : glide.places(now_ms)) {
        if (place.eid == eid)
            return place;
    }
    return {eid, -1, 0};
}

} // namespace

class TestGlide : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jumpStandsStillAtOnce();
    void rowsAreHalfWayAtHalfTime();
    void movementEasesInAndOut();
    void movementEndsAfterSixTenthsOfASecond();
    void leavingRowsFadeWhereTheyAre();
    void comingRowsFadeInWhereTheyWillBe();
    void risingRowsAreInFront();
    void newOrderStartsFromWhereRowsAre();
};

void TestGlide::jumpStandsStillAtOnce()
{
    Glide glide;
    QVERIFY(glide.places(0).empty());
    glide.jump({7, 8});
    QVERIFY(!glide.isMoving(0));
    QCOMPARE(glide.places(0), (Places{{7, 0, 1}, {8, 1, 1}}));
}

void TestGlide::rowsAreHalfWayAtHalfTime()
{
    Glide glide;
    glide.jump({1, 2, 3});
    glide.start({3, 1, 2}, kStart_ms);
    QCOMPARE(placeOf(glide, 3, kStart_ms).slot, 2.0);
    QCOMPARE(placeOf(glide, 3, kStart_ms + 300).slot, 1.0);
    QCOMPARE(placeOf(glide, 1, kStart_ms + 300).slot, 0.5);
    QCOMPARE(placeOf(glide, 3, kStart_ms + 600).slot, 0.0);
}

void TestGlide::movementEasesInAndOut()
{
    Glide glide;
    glide.jump({1, 2});
    glide.start({2, 1}, kStart_ms);
    const auto moved = [&](std::int64_t after_ms) {
        return placeOf(glide, 1, kStart_ms + after_ms).slot;
    };
    QVERIFY(moved(60) < 0.1 * 0.5); // slower than even at both ends
    QVERIFY(moved(540) > 1 - 0.1 * 0.5);
    QCOMPARE(moved(120), 1 - moved(480)); // the same both ways
    for (int ms = 10; ms <= 600; ms += 10)
        QVERIFY(moved(ms) >= moved(ms - 10)); // never back
}

void TestGlide::movementEndsAfterSixTenthsOfASecond()
{
    Glide glide;
    glide.jump({1, 2});
    glide.start({2, 1}, kStart_ms);
    QVERIFY(glide.isMoving(kStart_ms));
    QVERIFY(glide.isMoving(kStart_ms + 599));
    QVERIFY(!glide.isMoving(kStart_ms + 600));
    QCOMPARE(placeOf(glide, 1, kStart_ms + 60'000).slot, 1.0);
}

void TestGlide::leavingRowsFadeWhereTheyAre()
{
    Glide glide;
    glide.jump({1, 2, 3});
    glide.start({1, 3}, kStart_ms);
    QCOMPARE(placeOf(glide, 2, kStart_ms), (Glide::Place{2, 1, 1}));
    QCOMPARE(placeOf(glide, 2, kStart_ms + 300), (Glide::Place{2, 1, 0.5}));
    QCOMPARE(glide.places(kStart_ms + 600).size(), 2U);
}

void TestGlide::comingRowsFadeInWhereTheyWillBe()
{
    Glide glide;
    glide.jump({1});
    glide.start({9, 1}, kStart_ms);
    QCOMPARE(placeOf(glide, 9, kStart_ms), (Glide::Place{9, 0, 0}));
    QCOMPARE(placeOf(glide, 9, kStart_ms + 300), (Glide::Place{9, 0, 0.5}));
    QCOMPARE(placeOf(glide, 9, kStart_ms + 600), (Glide::Place{9, 0, 1}));
}

void TestGlide::risingRowsAreInFront()
{
    Glide glide;
    glide.jump({1, 2, 3, 4});
    glide.start({3, 1, 2}, kStart_ms); // 3 rises, 1 and 2 fall, 4 leaves
    std::vector<std::int64_t> order;
    for (const Glide::Place& place : glide.places(kStart_ms + 300))
        order.push_back(place.eid);
    QCOMPARE(order.front(), 4);
    QCOMPARE(order.back(), 3);
}

void TestGlide::newOrderStartsFromWhereRowsAre()
{
    Glide glide;
    glide.jump({1, 2});
    glide.start({2, 1}, kStart_ms);
    glide.start({1, 2}, kStart_ms + 300);
    QCOMPARE(placeOf(glide, 1, kStart_ms + 300).slot, 0.5);
    QCOMPARE(placeOf(glide, 1, kStart_ms + 900).slot, 0.0);
}

QTEST_APPLESS_MAIN(TestGlide)
#include "tst_glide.moc"
