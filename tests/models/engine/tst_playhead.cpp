// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/playhead.h"

#include <QTest>

#include <limits>

using livewall::engine::Playhead;

class TestPlayhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesWithItsSpeed();
    void standsAndGoesOnFromThere();
    void anotherSpeedCountsFromWhereItStands();
    void staysBetweenItsEnds();
    void anInfiniteSpeedIsNotItsToPace();
};

void TestPlayhead::movesWithItsSpeed()
{
    const Playhead head({0, 1'000'000}, 5000, 60, true, 100);
    QCOMPARE(head.at(100), 5000);
    QCOMPARE(head.at(101), 5060);
    QCOMPARE(head.at(1100), 65'000);
}

void TestPlayhead::standsAndGoesOnFromThere()
{
    Playhead head({0, 1'000'000}, 5000, 2, true, 100);
    head.setMoving(false, 150);
    QCOMPARE(head.at(900), 5100);
    head.goTo(7000, 950);
    QCOMPARE(head.at(990), 7000);
    head.setMoving(true, 1000);
    QCOMPARE(head.at(1010), 7020);
}

void TestPlayhead::anotherSpeedCountsFromWhereItStands()
{
    Playhead head({0, 1'000'000}, 0, 10, true, 0);
    head.setSpeed(1, 100);
    QCOMPARE(head.at(100), 1000);
    QCOMPARE(head.at(150), 1050);
}

void TestPlayhead::staysBetweenItsEnds()
{
    Playhead head({1000, 2000}, 0, 1, true, 0);
    QCOMPARE(head.at(0), 1000);
    QCOMPARE(head.at(5000), 2000);
    head.goTo(std::numeric_limits<std::int64_t>::max(), 5000);
    QCOMPARE(head.at(5000), 2000);
    head.goTo(std::numeric_limits<std::int64_t>::min(), 5000);
    QCOMPARE(head.at(5000), 1000);
    // Whatever the speed and the time.
    const Playhead fast({}, 0, 1e300, true, 0);
    QCOMPARE(fast.at(1'000'000'000), std::numeric_limits<std::int64_t>::max());
}

void TestPlayhead::anInfiniteSpeedIsNotItsToPace()
{
    Playhead head({0, 2000}, 500, std::numeric_limits<double>::infinity(), true, 0);
    QCOMPARE(head.at(0), 500);
    QCOMPARE(head.at(100), 500);
    head.setSpeed(2, 100);
    QCOMPARE(head.at(200), 700);
}

QTEST_APPLESS_MAIN(TestPlayhead)
#include "tst_playhead.moc"
