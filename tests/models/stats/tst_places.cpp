// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/stats/places.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <string_view>
#include <vector>

using namespace livewall;
using namespace livewall::stats;
using examples::country;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::int64_t kNoon_ms = examples::utc(2011, 3, 10, 12) * 1000;

Sighting at(std::int64_t time_ms, float latitude, float longitude, std::string_view code = "se")
{
    return {.time_ms = time_ms,
            .latitude = latitude,
            .longitude = longitude,
            .country = country(code),
            .city = {}};
}

Sighting somewhereIn(std::int64_t time_ms, std::string_view code)
{
    return {.time_ms = time_ms, .country = country(code), .city = {}};
}

std::int64_t total(const std::vector<Place>& places)
{
    std::int64_t sum = 0;
    for (const Place& place : places)
        sum += place.count;
    return sum;
}

} // namespace

class TestPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void purchasesOfOneDegreeAreOnePlace();
    void everyPlaceLiesOnTheGlobe_data();
    void everyPlaceLiesOnTheGlobe();
    void withoutCoordinatesTheCountryIsThePlace();
    void theDayIsAsLongAsADay();
    void hoursArriveInAnyOrder();
    void cellsAreBounded();
    void theRecentAreTheNewestOfAnHour();
    void theRecentAreBounded();
    void sightingsWithoutCoordinatesCompare();
};

void TestPlaces::purchasesOfOneDegreeAreOnePlace()
{
    Places places;
    places.add(at(kNoon_ms, 65.85f, 24.15f, "fi"));
    places.add(at(kNoon_ms, 65.01f, 24.99f, "fi"));
    places.add(at(kNoon_ms, 65.85f, 24.15f, "se")); // over the bridge
    places.add(at(kNoon_ms, -0.5f, -0.5f, "gb"));
    const auto day = places.day(kNoon_ms);
    QCOMPARE(day.size(), 3);
    QCOMPARE(day[0].country.code(), "fi");
    QCOMPARE(day[0].latitude, 65.5f);
    QCOMPARE(day[0].longitude, 24.5f);
    QCOMPARE(day[0].count, 2);
    QCOMPARE(day[1].country.code(), "gb");
    QCOMPARE(day[1].latitude, -0.5f);
    QCOMPARE(day[1].longitude, -0.5f);
    QCOMPARE(day[2].country.code(), "se");
}

void TestPlaces::everyPlaceLiesOnTheGlobe_data()
{
    QTest::addColumn<float>("latitude");
    QTest::addColumn<float>("longitude");
    QTest::addColumn<float>("cell_latitude");
    QTest::addColumn<float>("cell_longitude");
    QTest::newRow("north pole") << 90.0f << 0.0f << 89.5f << 0.5f;
    QTest::newRow("south pole") << -90.0f << 0.0f << -89.5f << 0.5f;
    QTest::newRow("east end") << 0.0f << 180.0f << 0.5f << 179.5f;
    QTest::newRow("west end") << 0.0f << -180.0f << 0.5f << -179.5f;
    QTest::newRow("null island") << 0.0f << 0.0f << 0.5f << 0.5f;
}

void TestPlaces::everyPlaceLiesOnTheGlobe()
{
    QFETCH(const float, latitude);
    QFETCH(const float, longitude);
    Places places;
    places.add(at(kNoon_ms, latitude, longitude));
    const auto day = places.day(kNoon_ms);
    QCOMPARE(day.size(), 1);
    QTEST(day[0].latitude, "cell_latitude");
    QTEST(day[0].longitude, "cell_longitude");
}

void TestPlaces::withoutCoordinatesTheCountryIsThePlace()
{
    Places places;
    places.add(somewhereIn(kNoon_ms, "se"));
    places.addCountry(kNoon_ms, country("se"), 41);
    places.addCountry(kNoon_ms, event::Country(), 3);
    const auto day = places.day(kNoon_ms);
    QCOMPARE(day.size(), 2);
    QVERIFY(day[0].country.isNone());
    QCOMPARE(day[0].count, 3);
    QCOMPARE(day[1].count, 42);
    QVERIFY(!day[1].hasLocation());
}

void TestPlaces::theDayIsAsLongAsADay()
{
    Places places;
    for (int hour = -30; hour <= 0; ++hour)
        places.addCountry(kNoon_ms + hour * kHour_ms, country("se"), 1);
    // The hour of T and the 24 before: no purchase of the last 24 h is missing at any minute.
    QCOMPARE(total(places.day(kNoon_ms)), 25);
    QCOMPARE(total(places.day(kNoon_ms + kHour_ms - 1)), 25);
    QCOMPARE(total(places.day(kNoon_ms + kHour_ms)), 24);
    QCOMPARE(total(places.day(kNoon_ms + 24 * kHour_ms)), 1);
    QCOMPARE(total(places.day(kNoon_ms + 25 * kHour_ms)), 0);
    QCOMPARE(total(places.day(kNoon_ms - kHour_ms)), 24); // what lies ahead does not count
}

void TestPlaces::hoursArriveInAnyOrder()
{
    Places places;
    for (int hour = 0; hour >= -200; --hour)
        places.addCountry(kNoon_ms + hour * kHour_ms, country("se"), 1);
    QCOMPARE(total(places.day(kNoon_ms)), 25);
}

void TestPlaces::cellsAreBounded()
{
    Places places;
    std::int64_t added = 0;
    for (int latitude = -90; latitude < 90; latitude += 2) {
        for (int longitude = -180; longitude < 180; longitude += 4, ++added)
            places.add(at(kNoon_ms, static_cast<float>(latitude), static_cast<float>(longitude)));
    }
    QVERIFY(added > static_cast<std::int64_t>(Places::kMaxCells));
    const auto day = places.day(kNoon_ms);
    QCOMPARE(day.size(), Places::kMaxCells + 1);
    QCOMPARE(total(day), added);
    QVERIFY(!day.back().hasLocation());
    QCOMPARE(day.back().count, added - static_cast<std::int64_t>(Places::kMaxCells));
}

void TestPlaces::theRecentAreTheNewestOfAnHour()
{
    Places places;
    for (const std::int64_t ago_ms : {5L, 0L, kHour_ms, kHour_ms - 1, 3L, 5L})
        places.add(somewhereIn(kNoon_ms - ago_ms, "se"));
    std::vector<std::int64_t> ages_ms;
    for (const Sighting& sighting : places.recent(kNoon_ms))
        ages_ms.push_back(kNoon_ms - sighting.time_ms);
    QCOMPARE(ages_ms, (std::vector<std::int64_t>{kHour_ms - 1, 5, 5, 3, 0}));
    QCOMPARE(places.recent(kNoon_ms + kHour_ms).size(), 0);
}

void TestPlaces::theRecentAreBounded()
{
    Places places;
    constexpr auto kept = static_cast<std::int64_t>(Places::kRecent);
    for (std::int64_t i = 0; i < 2 * kept; ++i)
        places.add(somewhereIn(kNoon_ms + i, "se"));
    places.add(somewhereIn(kNoon_ms, "fi")); // older than all that are kept
    const auto recent = places.recent(kNoon_ms + 2 * kept);
    QCOMPARE(recent.size(), Places::kRecent);
    QCOMPARE(recent.front().time_ms, kNoon_ms + kept);
    QCOMPARE(recent.back().time_ms, kNoon_ms + 2 * kept - 1);
}

void TestPlaces::sightingsWithoutCoordinatesCompare()
{
    QVERIFY(somewhereIn(kNoon_ms, "se") == somewhereIn(kNoon_ms, "se"));
    QVERIFY(somewhereIn(kNoon_ms, "se") != somewhereIn(kNoon_ms, "fi"));
    QVERIFY(somewhereIn(kNoon_ms, "se") != at(kNoon_ms, 1, 2));
    QVERIFY(at(kNoon_ms, 1, 2) != somewhereIn(kNoon_ms, "se"));
    QVERIFY(at(kNoon_ms, 1, 2) == at(kNoon_ms, 1, 2));
    QVERIFY(at(kNoon_ms, 1, 2) != at(kNoon_ms, 1, 3));
}

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
