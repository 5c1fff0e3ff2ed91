// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/geo/nearestcity.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>
#include <string>

using namespace livewall;
using geo::nearestCity;

namespace {

constexpr double kAnywhere_km = 30'000;

/// Along a great circle, by the haversine formula.
double distance_km(geo::Point a, geo::Point b)
{
    constexpr double radians = std::numbers::pi / 180;
    const double north = std::sin((b.latitude - a.latitude) * radians / 2);
    const double east = std::sin((b.longitude - a.longitude) * radians / 2);
    const double h = north * north +
                     std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * east * east;
    return 2 * 6371.0088 * std::asin(std::sqrt(h));
}

} // namespace

class TestNearestCity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPlaceIsNearestToItself();
    void citiesAreCalledAsTheMapLabelsThem();
    void itSaysWhichCountry();
    void beyondTheDistanceThereIsNothing();
    void overThe180thMeridianIsNotFar();
    void itIsWhatALookAtAllOfThemFinds();
    void aCountrysPlacesAreListedUnderIt();
};

void TestNearestCity::aPlaceIsNearestToItself()
{
    const auto found = nearestCity({65.84811, 24.14662}, 5);
    QVERIFY(found);
    QCOMPARE(found->city.name, "Tornio");
    QCOMPARE(found->country.code(), "fi");
    QVERIFY(found->distance_km < 0.1);
}

void TestNearestCity::citiesAreCalledAsTheMapLabelsThem()
{
    // Not by another of their names, nor by that of their middle quarter. GeoNames has some of the
    // smaller ones twice, or another place at the same point.
    std::size_t others = 0;
    for (std::size_t rank = 0; rank < geo::labelCount(); ++rank) {
        const geo::CityPlace label = geo::labelAt(rank);
        const auto found = nearestCity(label.point, 5);
        QVERIFY2(found, std::string(label.name).c_str());
        if (found->city.name != label.name)
            ++others;
        if (rank < 500)
            QCOMPARE(found->city.name, label.name);
    }
    QVERIFY2(others < 100, qPrintable(QString::number(others)));
}

void TestNearestCity::itSaysWhichCountry()
{
    // Two kilometres west, over the river.
    const auto found = nearestCity({65.8355, 24.1368}, 5);
    QVERIFY(found);
    QCOMPARE(found->city.name, "Haparanda");
    QCOMPARE(found->country.code(), "se");
}

void TestNearestCity::beyondTheDistanceThereIsNothing()
{
    const geo::Point atlantic{40, -40};
    QVERIFY(!nearestCity(atlantic, 30));
    const auto found = nearestCity(atlantic, kAnywhere_km);
    QVERIFY(found);
    QVERIFY(!nearestCity(atlantic, found->distance_km - 1));
    QVERIFY(nearestCity(atlantic, found->distance_km + 1));
}

void TestNearestCity::overThe180thMeridianIsNotFar()
{
    const auto east = nearestCity({-16.8, 179.99}, kAnywhere_km);
    const auto west = nearestCity({-16.8, -179.99}, kAnywhere_km);
    QVERIFY(east && west);
    QCOMPARE(east->city.name, west->city.name);
}

void TestNearestCity::itIsWhatALookAtAllOfThemFinds()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> sine(-1, 1);
    std::uniform_real_distribution<double> longitude(-180, 180);
    for (int i = 0; i < 50; ++i) {
        const geo::Point point{std::asin(sine(random)) * 180 / std::numbers::pi, longitude(random)};
        double least_km = kAnywhere_km;
        for (std::size_t city = 0; city < geo::cityCount(); ++city) {
            if (!geo::isOwnPlace(city))
                continue;
            least_km = std::min(least_km, distance_km(point, geo::cityAt(city).point));
        }
        const auto found = nearestCity(point, kAnywhere_km);
        QVERIFY(found);
        // Single precision on the sphere: some metres.
        QVERIFY(std::abs(distance_km(point, found->city.point) - least_km) < 0.05);
        QVERIFY(std::abs(found->distance_km - least_km) < 2);
    }
}

void TestNearestCity::aCountrysPlacesAreListedUnderIt()
{
    for (const char* const code : {"ad", "fi", "se", "zw", "us"}) {
        const event::Country country = event::Country::fromCode(code).value();
        const auto [first, end] = geo::cityRange(country);
        QVERIFY(first < end);
        QCOMPARE(geo::cityCountry(first), country);
        QCOMPARE(geo::cityCountry(end - 1), country);
    }
}

QTEST_GUILESS_MAIN(TestNearestCity)
#include "tst_nearestcity.moc"
