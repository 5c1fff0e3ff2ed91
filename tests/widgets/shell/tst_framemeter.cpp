// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/shell/framemeter.h"

#include <QTest>

using namespace livewall;
using namespace livewall::widgets;

class TestFrameMeter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFrameTakesUntilItIsPainted();
    void anEventIsOnTheGlassWhenItsFrameIsPainted();
    void whatChangesNothingIsRightAtTheEndAndNoFrame();
    void onlyWhatMovesIsApart();
    void aPauseIsNoFrames();
    void whatIsPaintedBetweenFramesIsNone();
    void whatIsShownOutsideAFrameIsNotKept();
    void takenFiguresBeginAnew();
};

void TestFrameMeter::aFrameTakesUntilItIsPainted()
{
    FrameMeter meter;
    meter.begin(1'000);
    meter.painted(1'040);
    meter.end(Motion::Still, 1'060);
    const FrameFigures figures = meter.take();
    QCOMPARE(figures.work.count(), 1);
    QCOMPARE(figures.work.longest_us(), 40);
    QCOMPARE(figures.glass.count(), 0);
}

void TestFrameMeter::anEventIsOnTheGlassWhenItsFrameIsPainted()
{
    FrameMeter meter;
    meter.begin(1'000);
    meter.show({{.read_us = 990, .events = 99}, {.read_us = 500, .events = 1}});
    meter.painted(1'010);
    meter.end(Motion::Still, 1'500);
    const FrameFigures figures = meter.take();
    QCOMPARE(figures.glass.count(), 100);
    QCOMPARE(figures.glass.percentile_us(99), 20);
    QCOMPARE(figures.glass.longest_us(), 510);
}

void TestFrameMeter::whatChangesNothingIsRightAtTheEndAndNoFrame()
{
    FrameMeter meter;
    meter.begin(1'000);
    meter.show({{.read_us = 980, .events = 2}});
    meter.end(Motion::Still, 1'030);
    const FrameFigures figures = meter.take();
    QCOMPARE(figures.work.count(), 0);
    QCOMPARE(figures.glass.count(), 2);
    QCOMPARE(figures.glass.longest_us(), 50);
}

void TestFrameMeter::onlyWhatMovesIsApart()
{
    FrameMeter meter;
    const auto frame = [&](std::int64_t at_us, Motion motion) {
        meter.begin(at_us);
        meter.painted(at_us + 10);
        meter.end(motion, at_us + 20);
    };
    frame(1'000, Motion::Moving);
    frame(1'050, Motion::Moving);
    frame(1'080, Motion::Still);
    frame(9'000, Motion::Still);
    const FrameFigures figures = meter.take();
    QCOMPARE(figures.work.count(), 4);
    QCOMPARE(figures.apart.count(), 2);
    QCOMPARE(figures.apart.percentile_us(50), 30);
    QCOMPARE(figures.apart.longest_us(), 50);
}

void TestFrameMeter::aPauseIsNoFrames()
{
    FrameMeter meter;
    meter.begin(1'000);
    meter.painted(1'010);
    meter.end(Motion::Moving, 1'020);
    meter.pause();
    meter.begin(9'000'000);
    meter.painted(9'000'010);
    meter.end(Motion::Moving, 9'000'020);
    QCOMPARE(meter.take().apart.count(), 0);
}

void TestFrameMeter::whatIsPaintedBetweenFramesIsNone()
{
    FrameMeter meter;
    meter.painted(500);
    meter.begin(1'000);
    meter.end(Motion::Still, 1'020);
    QCOMPARE(meter.take().work.count(), 0);
}

void TestFrameMeter::whatIsShownOutsideAFrameIsNotKept()
{
    FrameMeter meter;
    meter.show({{.read_us = 100, .events = 7}});
    meter.end(Motion::Still, 1'020);
    QCOMPARE(meter.take().glass.count(), 0);
}

void TestFrameMeter::takenFiguresBeginAnew()
{
    FrameMeter meter;
    meter.begin(0);
    meter.painted(7);
    meter.end(Motion::Still, 8);
    FrameFigures all = meter.take();
    QCOMPARE(meter.take().work.count(), 0);
    meter.begin(10);
    meter.painted(19);
    meter.end(Motion::Still, 20);
    all.add(meter.take());
    QCOMPARE(all.work.count(), 2);
    QCOMPARE(all.work.longest_us(), 9);
}

QTEST_GUILESS_MAIN(TestFrameMeter)
#include "tst_framemeter.moc"
