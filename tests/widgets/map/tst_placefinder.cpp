// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/placefinder.h"

#include "models/geo/gazetteer.h"
#include "widgets/map/mercator.h"

#include <cmath>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

view::MapPoint sold(const QString& country, const QString& city = {})
{
    view::MapPoint point;
    point.country = country;
    point.city = city;
    return point;
}

view::MapPoint soldAt(double latitude, double longitude, const QString& country = {},
                      const QString& city = {})
{
    view::MapPoint point = sold(country, city);
    point.has_location = true;
    point.latitude = latitude;
    point.longitude = longitude;
    return point;
}

bool isAt(const std::optional<Mark>& mark, double latitude, double longitude, double tolerance)
{
    if (!mark)
        return false;
    const geo::Point point = toGeo(mark->at);
    return std::abs(point.latitude - latitude) < tolerance &&
           std::abs(point.longitude - longitude) < tolerance;
}

} // namespace

class TestPlaceFinder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ownCoordinatesComeFirst();
    void cityComesBeforeCountry();
    void unknownCityGoesToItsCountry();
    void unknownCountryIsNotDrawn();
    void presenceOfACountryIsItsExtent();
    void presenceOfAPointIsThatPoint();
    void names_data();
    void names();
    void aPlaceSaysWhatWasBoughtThere();
    void aPlaceNearByIsOfThePurchasesCountry();
};

void TestPlaceFinder::ownCoordinatesComeFirst()
{
    const auto mark = findMark(soldAt(65.85, 24.15, u"se"_s, u"Stockholm"_s));
    QVERIFY(isAt(mark, 65.85, 24.15, 1e-9));
    QCOMPARE(mark->exactness, Exactness::Exact);
    QVERIFY(findMark(soldAt(0, 0))); // needs no country
}

void TestPlaceFinder::cityComesBeforeCountry()
{
    const auto mark = findMark(sold(u"fi"_s, u"Tornio"_s));
    QVERIFY(isAt(mark, 65.85, 24.15, 0.1));
    QCOMPARE(mark->exactness, Exactness::City);
}

void TestPlaceFinder::unknownCityGoesToItsCountry()
{
    const auto finland = geo::findCountry(*event::Country::fromCode("fi"));
    const auto mark = findMark(sold(u"fi"_s, u"Nowhere at all"_s));
    QVERIFY(isAt(mark, finland->label.latitude, finland->label.longitude, 1e-9));
    QCOMPARE(mark->exactness, Exactness::Country);
    QCOMPARE(findMark(sold(u"fi"_s))->exactness, Exactness::Country);
}

void TestPlaceFinder::unknownCountryIsNotDrawn()
{
    QVERIFY(!findMark(sold(u"qq"_s, u"Tornio"_s)));
    QVERIFY(!findMark(sold({}, u"Tornio"_s)));
    QVERIFY(!findPresence(sold(u"qq"_s)));
}

void TestPlaceFinder::presenceOfACountryIsItsExtent()
{
    view::MapPoint place = sold(u"gb"_s);
    place.count = 70;
    const auto extent = geo::findCountry(*event::Country::fromCode("gb"))->extent;
    const auto presence = findPresence(place);
    QCOMPARE(presence->count, 70);
    QCOMPARE(presence->area.south, extent.south);
    QCOMPARE(presence->area.west, extent.west);
    QCOMPARE(presence->area.north, extent.north);
    QCOMPARE(presence->area.east, extent.east);
}

void TestPlaceFinder::presenceOfAPointIsThatPoint()
{
    const auto presence = findPresence(soldAt(65.5, 24.5, u"fi"_s));
    QCOMPARE(presence->area.south, 65.5);
    QCOMPARE(presence->area.north, 65.5);
    QCOMPARE(presence->area.west, 24.5);
    QCOMPARE(presence->area.east, 24.5);
}

void TestPlaceFinder::names_data()
{
    QTest::addColumn<QString>("country");
    QTest::addColumn<QString>("city");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("below");
    QTest::newRow("city and country") << u"fi"_s << u"Tornio"_s << u"Tornio"_s << u"Finland"_s;
    QTest::newRow("as it is spelt there")
        << u"br"_s << u"sao paulo"_s << u"São Paulo"_s << u"Brazil"_s;
    QTest::newRow("unknown city") << u"br"_s << u" ilha\tqualquer "_s << u"ilha qualquer"_s
                                  << u"Brazil"_s;
    QTest::newRow("country alone") << u"gb"_s << QString() << u"United Kingdom"_s << QString();
    QTest::newRow("unknown country") << u"qq"_s << u"Tornio"_s << u"Tornio"_s << QString();
    QTest::newRow("neither") << QString() << QString() << QString() << QString();
    QTest::newRow("markup is text") << u"se"_s << u"<b>x</b>"_s << u"<b>x</b>"_s << u"Sweden"_s;
}

void TestPlaceFinder::names()
{
    QFETCH(QString, country);
    QFETCH(QString, city);
    QTEST(findName(sold(country, city)).place, "place");
    QTEST(findName(sold(country, city)).country, "below");
    QCOMPARE(findName(soldAt(1, 1, country, city)), findName(sold(country, city)));
}

void TestPlaceFinder::aPlaceSaysWhatWasBoughtThere()
{
    view::MapPoint point = sold(u"fi"_s, u"Tornio"_s);
    QVERIFY(findName(point).merchant.isEmpty() && findName(point).amount.isEmpty());
    point.purchase = {.merchant = u"Kiosk\n& Co"_s,
                      .amount = 49'950,
                      .currency = *event::Currency::fromCode("SEK")};
    const PlaceName name = findName(point);
    QCOMPARE(name.place, u"Tornio"_s);
    QCOMPARE(name.country, u"Finland"_s);
    QCOMPARE(name.merchant, u"Kiosk & Co"_s);
    QCOMPARE(name.amount, u"499.50 SEK"_s);
    QCOMPARE(findSight(point)->name, name);
    // What has no place has no plate.
    point.country.clear();
    point.city.clear();
    QVERIFY(findName(point) == PlaceName());
}

void TestPlaceFinder::aPlaceNearByIsOfThePurchasesCountry()
{
    QCOMPARE(findName(soldAt(65.8481, 24.1466)).place, u"Tornio"_s);
    QCOMPARE(findName(soldAt(65.85, 24.15, u"fi"_s)).place, u"Tornio"_s);
    // Across the river, in another country than the purchase says.
    QCOMPARE(findName(soldAt(65.8, 24.1)).place, u"Haparanda"_s);
    QCOMPARE(findName(soldAt(65.8, 24.1, u"fi"_s)), (PlaceName{u"Finland"_s, {}}));
}

QTEST_GUILESS_MAIN(TestPlaceFinder)
#include "tst_placefinder.moc"
