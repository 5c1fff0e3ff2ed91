// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#include <QFile>
#include <QFont>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace livewall;
using namespace Qt::StringLiterals;

namespace {

/// VISUAL.md, Colours.
struct Theme
{
    QString name;
    QRgb land;
    QRgb water;
};
const Theme kThemes[] = {{u"dark"_s, 0xff1c2732, 0xff0b0f14}, {u"light"_s, 0xffffffff, 0xffdce6ee}};

QString tile(const QString& theme, int zoom, int x, int y)
{
    return QStringLiteral(LIVEWALL_TILES "/%1/%2/%3/%4.png").arg(theme).arg(zoom).arg(x).arg(y);
}

/// The colour that the map of that zoom has at a place.
QRgb colourAt(const QString& theme, int zoom, double latitude, double longitude)
{
    constexpr double pi = std::numbers::pi;
    const double pixels = std::ldexp(256, zoom);
    const auto x = static_cast<int>((longitude + 180) / 360 * pixels);
    const auto y =
        static_cast<int>((0.5 - std::asinh(std::tan(latitude * pi / 180)) / (2 * pi)) * pixels);
    return QImage(tile(theme, zoom, x / 256, y / 256)).pixel(x % 256, y % 256);
}

} // namespace

class TestResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        QVERIFY2(resources::load(error), qPrintable(error));
    }

    void bothWeightsOfTheTypefaceAreThere()
    {
        QFont font{QString(resources::kFontFamily)};
        QVERIFY(QFontInfo(font).exactMatch());
        font.setPixelSize(100);
        const double normal = QFontMetricsF(font).horizontalAdvance(u"Merchant"_s);
        font.setWeight(QFont::DemiBold);
        QCOMPARE(QFontInfo(font).family(), QString(resources::kFontFamily));
        QVERIFY(QFontMetricsF(font).horizontalAdvance(u"Merchant"_s) > normal);
    }

    void figuresCanBeOfOneWidth()
    {
        QFont font{QString(resources::kFontFamily)};
        font.setPixelSize(100);
        const auto width = [&](const QString& text) {
            return QFontMetricsF(font).horizontalAdvance(text);
        };
        QVERIFY(width(u"1111"_s) < width(u"8888"_s));
        font.setFeature("tnum", 1);
        QCOMPARE(width(u"1111"_s), width(u"8888"_s));
    }

    void everyTileOfEveryZoomIsThere()
    {
        for (const auto& [name, land, water] : kThemes) {
            for (int zoom = 0; zoom <= resources::kLastTileZoom; ++zoom) {
                for (int x = 0; x < 1 << zoom; ++x) {
                    for (int y = 0; y < 1 << zoom; ++y)
                        QVERIFY2(QFile::exists(tile(name, zoom, x, y)),
                                 qPrintable(tile(name, zoom, x, y)));
                }
            }
            QVERIFY(!QFile::exists(tile(name, resources::kLastTileZoom + 1, 0, 0)));
            QCOMPARE(QImage(tile(name, 0, 0, 0)).size(), QSize(256, 256));
        }
    }

    void landAndWaterAreWhereTheyBelong_data()
    {
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        QTest::addColumn<bool>("land");
        QTest::newRow("Lapland") << 67.5 << 19.5 << true;
        QTest::newRow("Funen") << 55.3 << 10.4 << true;
        QTest::newRow("Gotland") << 57.4 << 18.5 << true;
        QTest::newRow("the Baltic") << 58.0 << 20.0 << false;
        QTest::newRow("Lake Vänern") << 58.9 << 13.3 << false;
        QTest::newRow("the Caspian Sea") << 42.0 << 51.0 << false;
        QTest::newRow("Chukotka, west of the meridian") << 67.0 << 178.0 << true;
        QTest::newRow("Chukotka, east of it") << 67.0 << -178.5 << true;
        QTest::newRow("the Arctic at Chukotka's height") << 72.5 << 0.0 << false;
        QTest::newRow("Viti Levu") << -17.8 << 178.0 << true;
        QTest::newRow("the Pacific at Fiji's height") << -17.8 << -120.0 << false;
        QTest::newRow("the Atlantic at Fiji's height") << -17.8 << -20.0 << false;
        QTest::newRow("Antarctica at the edge") << -84.9 << 179.9 << true;
        QTest::newRow("Antarctica at the other edge") << -84.9 << -179.9 << true;
        QTest::newRow("the Southern Ocean") << -60.0 << 90.0 << false;
    }

    void landAndWaterAreWhereTheyBelong()
    {
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        QFETCH(bool, land);
        for (const Theme& theme : kThemes) {
            for (const int zoom : {4, 5, 6, 7})
                QCOMPARE(colourAt(theme.name, zoom, latitude, longitude),
                         land ? theme.land : theme.water);
        }
    }
};

QTEST_MAIN(TestResources)
#include "tst_resources.moc"
