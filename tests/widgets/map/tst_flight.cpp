// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/flight.h"

#include <cmath>

#include <QTest>

using namespace livewall::widgets;

namespace {

constexpr QSizeF kSize(1920, 1080);
const Camera kNorth{{0.55, 0.28}, 6.5};
const Camera kSouth{{0.36, 0.6}, 5};

/// What the eye sees of a step: how far the middle moves in views, and how much it is scaled.
double perceived(const Camera& a, const Camera& b)
{
    constexpr double rho = 1.4142135623730951;
    const double width = kSize.width() / (256 * std::exp2((a.zoom + b.zoom) / 2));
    QPointF way = b.center - a.center;
    way.rx() -= std::round(way.x());
    const double scaled = (b.zoom - a.zoom) * std::log(2.0);
    return std::hypot(rho * std::hypot(way.x(), way.y()) / width, scaled / rho);
}

} // namespace

class TestFlight : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itBeginsAndEndsExactlyThere();
    void whatPassesInBetweenPassesAtOneSpeed();
    void aLongFlightGoesOutAndInAgain();
    void fromAPlaceToItselfOnlyTheZoomChanges();
    void itTakesTheShorterWayRoundTheWorld();
    void itNeverLeavesTheWorld();
};

void TestFlight::itBeginsAndEndsExactlyThere()
{
    const Flight flight(kNorth, kSouth, kSize);
    QCOMPARE(flight.at(0), kNorth);
    QCOMPARE(flight.at(1), kSouth);
    const Camera begin = flight.at(1e-9);
    QVERIFY(std::hypot(begin.center.x() - kNorth.center.x(), begin.center.y() - kNorth.center.y()) <
            1e-6);
    QVERIFY(std::abs(begin.zoom - kNorth.zoom) < 1e-6);
    const Camera end = flight.at(1 - 1e-9);
    QVERIFY(std::hypot(end.center.x() - kSouth.center.x(), end.center.y() - kSouth.center.y()) <
            1e-6);
    QVERIFY(std::abs(end.zoom - kSouth.zoom) < 1e-6);
}

void TestFlight::whatPassesInBetweenPassesAtOneSpeed()
{
    // Near enough that the view is never as wide as the world.
    const Flight flight({{0.55, 0.28}, 6.5}, {{0.57, 0.3}, 5.5}, kSize);
    constexpr int steps = 1'000;
    const double first = perceived(flight.at(0.001), flight.at(0.002));
    for (int i = 1; i < steps - 1; ++i) {
        const double step = perceived(flight.at(i / 1e3), flight.at((i + 1) / 1e3));
        QVERIFY2(std::abs(step - first) < 0.01 * first, qPrintable(QString::number(i)));
    }
}

void TestFlight::aLongFlightGoesOutAndInAgain()
{
    const Flight flight(kNorth, kSouth, kSize);
    QVERIFY(flight.at(0.5).zoom < kSouth.zoom - 0.5);
    double before = kNorth.zoom;
    bool is_falling = true;
    for (int i = 1; i <= 100; ++i) {
        const double zoom = flight.at(i / 100.0).zoom;
        if (zoom > before + 1e-9)
            is_falling = false;
        QVERIFY(is_falling || zoom >= before - 1e-9); // out once, in once
        before = zoom;
    }
    QVERIFY(!is_falling);
}

void TestFlight::fromAPlaceToItselfOnlyTheZoomChanges()
{
    const Flight flight({{0.5, 0.4}, 3}, {{0.5, 0.4}, 7}, kSize);
    QCOMPARE(flight.at(0.5), (Camera{{0.5, 0.4}, 5}));
    // Nearly the same place: no digit may be lost on the way.
    const Flight near({{0.5, 0.4}, 7.5}, {{0.5 + 5e-8, 0.4}, 3}, kSize);
    double before = 8;
    for (int i = 1; i < 100; ++i) {
        const Camera camera = near.at(i / 100.0);
        QVERIFY(camera.zoom < before && camera.zoom > 2.9);
        QVERIFY(std::abs(camera.center.x() - 0.5) < 1e-7);
        before = camera.zoom;
    }
    QVERIFY(std::abs(near.at(1 - 1e-9).zoom - 3) < 1e-6);
    const Flight none({{0.5, 0.4}, 3}, {{0.5, 0.4}, 3}, kSize);
    QCOMPARE(none.at(0.5), (Camera{{0.5, 0.4}, 3}));
}

void TestFlight::itTakesTheShorterWayRoundTheWorld()
{
    const Flight flight({{0.98, 0.4}, 6}, {{0.02, 0.4}, 6}, kSize);
    const double middle = flight.at(0.5).center.x();
    QVERIFY(middle > 0.99 || middle < 0.01);
}

void TestFlight::itNeverLeavesTheWorld()
{
    const Flight flight({{0.1, 0.07}, 6}, {{0.6, 0.93}, 6}, kSize);
    for (int i = 0; i <= 100; ++i) {
        const Viewport viewport(flight.at(i / 100.0), kSize);
        QVERIFY(viewport.world().width() <= 1 + 1e-9);
        QVERIFY(viewport.world().top() >= -1e-9);
        QVERIFY(viewport.world().bottom() <= 1 + 1e-9);
    }
}

QTEST_GUILESS_MAIN(TestFlight)
#include "tst_flight.moc"
