// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/tour.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::widgets;

namespace {

constexpr std::int64_t kFlight_ms = Tour::kFlight_ms;
constexpr std::int64_t kDwell_ms = Tour::kDwell_ms;

Sight sight(const QString& country)
{
    return {.at = {0.5, 0.3}, .country = country, .name = {country, {}}};
}

} // namespace

class TestTour : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itDwellsThenFliesToAPurchase();
    void everyFewStopsItIsHomeAgain();
    void withoutAPurchaseItStaysAndThenGoesHome();
    void haltedItIsWhereItWasGoing();
    void homeAtOnceBeginsAnew();
};

void TestTour::itDwellsThenFliesToAPurchase()
{
    Tour tour;
    QVERIFY(!tour.advance(1'000));
    tour.see(sight(u"fi"_s), 1'000);
    QVERIFY(!tour.advance(1'000 + kDwell_ms - 1));
    QVERIFY(!tour.target());
    QVERIFY(tour.advance(1'000 + kDwell_ms));
    const std::int64_t began = 1'000 + kDwell_ms;
    QCOMPARE(tour.target()->country, u"fi"_s);
    QCOMPARE(tour.progress(began), 0.0);
    QVERIFY(tour.isFlying(began + kFlight_ms - 1));
    QVERIFY(std::abs(tour.progress(began + kFlight_ms / 2) - 0.5) < 1e-9);
    QCOMPARE(tour.progress(began + kFlight_ms), 1.0);
    QVERIFY(!tour.isFlying(began + kFlight_ms));
    // It dwells there from its arrival on.
    tour.see(sight(u"se"_s), began + kFlight_ms);
    QVERIFY(!tour.advance(began + kFlight_ms + kDwell_ms - 1));
    QVERIFY(tour.advance(began + kFlight_ms + kDwell_ms));
    QCOMPARE(tour.target()->country, u"se"_s);
}

void TestTour::everyFewStopsItIsHomeAgain()
{
    Tour tour;
    QStringList stops;
    for (std::int64_t now_ms = 0; now_ms < 10 * (kFlight_ms + kDwell_ms); now_ms += 100) {
        tour.see(sight(u"fi"_s), now_ms);
        if (tour.advance(now_ms))
            stops += tour.target() ? tour.target()->country : u"home"_s;
    }
    QCOMPARE(stops.first(8), (QStringList{u"fi"_s, u"fi"_s, u"fi"_s, u"home"_s, u"fi"_s, u"fi"_s,
                                          u"fi"_s, u"home"_s}));
}

void TestTour::withoutAPurchaseItStaysAndThenGoesHome()
{
    Tour tour;
    tour.advance(0);
    tour.see(sight(u"fi"_s), kDwell_ms);
    QVERIFY(tour.advance(kDwell_ms));
    const std::int64_t arrived = kDwell_ms + kFlight_ms;
    QVERIFY(!tour.advance(arrived + Tour::kAlone_ms - 1));
    QVERIFY(tour.target());
    QVERIFY(tour.advance(arrived + Tour::kAlone_ms));
    QVERIFY(!tour.target());
    QVERIFY(tour.isFlying(arrived + Tour::kAlone_ms));
    // There it stays.
    QVERIFY(!tour.advance(arrived + 10 * Tour::kAlone_ms));
}

void TestTour::haltedItIsWhereItWasGoing()
{
    Tour tour;
    tour.advance(0);
    tour.see(sight(u"fi"_s), kDwell_ms);
    QVERIFY(tour.advance(kDwell_ms));
    tour.see(sight(u"se"_s), kDwell_ms + 1);
    tour.halt();
    QCOMPARE(tour.progress(kDwell_ms + 1), 1.0);
    QVERIFY(!tour.isFlying(kDwell_ms + 1));
    QCOMPARE(tour.target()->country, u"fi"_s);
    // What was seen before is not flown to after.
    QVERIFY(!tour.advance(kDwell_ms + kFlight_ms + kDwell_ms));
}

void TestTour::homeAtOnceBeginsAnew()
{
    Tour tour;
    tour.advance(0);
    tour.see(sight(u"fi"_s), kDwell_ms);
    QVERIFY(tour.advance(kDwell_ms));
    tour.goHome(20'000);
    QVERIFY(!tour.target());
    QVERIFY(!tour.isFlying(20'000));
    tour.see(sight(u"se"_s), 20'000);
    QVERIFY(!tour.advance(20'000 + kDwell_ms - 1));
    QVERIFY(tour.advance(20'000 + kDwell_ms));
}

QTEST_GUILESS_MAIN(TestTour)
#include "tst_tour.moc"
