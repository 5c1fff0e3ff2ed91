// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/rotation.h"

#include <QTest>

using livewall::widgets::Rotation;
using namespace std::chrono_literals;

class TestRotation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesChangeAfterTheirDwell();
    void firstPageGetsItsWholeDwell();
    void pageChosenByHandGetsItsWholeDwell();
    void pausedPageStays();
    void resumedPageGetsItsWholeDwell();
    void indexWrapsAtBothEnds();
    void withoutDwellPagesChangeByHandAlone();
};

void TestRotation::pagesChangeAfterTheirDwell()
{
    Rotation rotation(3, 20s);
    rotation.step(0);
    std::vector<int> pages;
    for (std::int64_t now_ms = 19'999; now_ms < 80'000; now_ms += 20'000) {
        rotation.step(now_ms);
        pages.push_back(rotation.current());
        rotation.step(now_ms + 1);
    }
    QCOMPARE(pages, (std::vector{0, 1, 2, 0}));
}

void TestRotation::firstPageGetsItsWholeDwell()
{
    Rotation rotation(2, 20s);
    rotation.step(1'000'000);
    rotation.step(1'019'999);
    QCOMPARE(rotation.current(), 0);
    rotation.step(1'020'000);
    QCOMPARE(rotation.current(), 1);
}

void TestRotation::pageChosenByHandGetsItsWholeDwell()
{
    Rotation rotation(3, 20s);
    rotation.step(0);
    rotation.show(2, 15'000);
    rotation.step(34'999);
    QCOMPARE(rotation.current(), 2);
    rotation.step(35'000);
    QCOMPARE(rotation.current(), 0);
}

void TestRotation::pausedPageStays()
{
    Rotation rotation(3, 20s);
    rotation.step(0);
    rotation.setPaused(true, 1'000);
    rotation.step(10'000'000);
    QCOMPARE(rotation.current(), 0);
    rotation.show(1, 10'000'000);
    QCOMPARE(rotation.current(), 1);
    QVERIFY(rotation.isPaused());
}

void TestRotation::resumedPageGetsItsWholeDwell()
{
    Rotation rotation(3, 20s);
    rotation.step(0);
    rotation.setPaused(true, 1'000);
    rotation.setPaused(false, 100'000);
    rotation.step(119'999);
    QCOMPARE(rotation.current(), 0);
    rotation.step(120'000);
    QCOMPARE(rotation.current(), 1);
}

void TestRotation::indexWrapsAtBothEnds()
{
    Rotation rotation(3, 20s);
    rotation.show(-1, 0);
    QCOMPARE(rotation.current(), 2);
    rotation.show(3, 0);
    QCOMPARE(rotation.current(), 0);
}

void TestRotation::withoutDwellPagesChangeByHandAlone()
{
    Rotation rotation(3, 0s);
    rotation.step(0);
    rotation.step(10'000'000);
    QCOMPARE(rotation.current(), 0);
}

QTEST_APPLESS_MAIN(TestRotation)
#include "tst_rotation.moc"
