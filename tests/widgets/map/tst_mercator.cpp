// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/mercator.h"

#include <QTest>

using namespace livewall;
using namespace livewall::widgets;

class TestMercator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownPlacesLieWhereTheirTilesAre_data();
    void knownPlacesLieWhereTheirTilesAre();
    void inverseLeadsBack();
    void polesLieOnTheEdge();
    void onceMoreRoundTheWorldIsTheSameLongitude();
};

void TestMercator::knownPlacesLieWhereTheirTilesAre_data()
{
    QTest::addColumn<double>("latitude");
    QTest::addColumn<double>("longitude");
    QTest::addColumn<QPointF>("world");
    // By the definition: x = lon / 360 + 1/2, y = 1/2 - ln(tan(45 deg + lat / 2)) / 2 pi.
    QTest::newRow("where equator and Greenwich meet") << 0.0 << 0.0 << QPointF(0.5, 0.5);
    QTest::newRow("north-western corner") << kMercatorLimit << -180.0 << QPointF(0, 0);
    QTest::newRow("south-eastern corner") << -kMercatorLimit << 180.0 << QPointF(1, 1);
    // tan(45 + 30) = 2 + sqrt(3), whose logarithm is 1.3169578969248166.
    QTest::newRow("60 north") << 60.0 << 90.0
                              << QPointF(0.75, 0.5 - 1.3169578969248166 / 6.283185307179586);
    QTest::newRow("60 south") << -60.0 << -90.0
                              << QPointF(0.25, 0.5 + 1.3169578969248166 / 6.283185307179586);
}

void TestMercator::knownPlacesLieWhereTheirTilesAre()
{
    QFETCH(double, latitude);
    QFETCH(double, longitude);
    QFETCH(QPointF, world);
    const QPointF got = toWorld({latitude, longitude});
    QVERIFY(std::abs(got.x() - world.x()) < 1e-12);
    QVERIFY(std::abs(got.y() - world.y()) < 1e-12);
}

void TestMercator::inverseLeadsBack()
{
    for (double latitude = -85; latitude <= 85; latitude += 8.5) {
        for (double longitude = -180; longitude < 180; longitude += 22.5) {
            const geo::Point back = toGeo(toWorld({latitude, longitude}));
            QVERIFY(std::abs(back.latitude - latitude) < 1e-9);
            QVERIFY(std::abs(back.longitude - longitude) < 1e-9);
        }
    }
}

void TestMercator::polesLieOnTheEdge()
{
    QVERIFY(std::abs(toWorld({90, 0}).y()) < 1e-12);
    QVERIFY(std::abs(toWorld({-90, 0}).y() - 1) < 1e-12);
}

void TestMercator::onceMoreRoundTheWorldIsTheSameLongitude()
{
    QVERIFY(std::abs(toGeo({1.25, 0.5}).longitude - -90) < 1e-9);
    QVERIFY(std::abs(toGeo({-0.25, 0.5}).longitude - 90) < 1e-9);
}

QTEST_GUILESS_MAIN(TestMercator)
#include "tst_mercator.moc"
