// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/citylabels.h"

#include <algorithm>

#include <QTest>

#include "resources/resources.h"
#include "widgets/map/mercator.h"

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::widgets;

namespace {

constexpr QSize kSize(1920, 1080);
const QRectF kInside(10, 140, 1900, 820);

Viewport viewOf(geo::Point middle, double zoom)
{
    return {{toWorld(middle), zoom}, kSize};
}

QStringList namesOf(const std::vector<CityLabel>& labels)
{
    QStringList names;
    for (const CityLabel& label : labels)
        names += CityLabels::nameOf(label.rank);
    return names;
}

} // namespace

class TestCityLabels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theLargestInViewAreNamed();
    void anEmptyCountryShowsItsTowns();
    void labelsStandApartAndInside_data();
    void labelsStandApartAndInside();
    void whatIsTakenStaysFree();
    void aMarkOnTheCityPushesItsNameAside();
    void sameViewGivesTheSameLabels();
    void aPictureHasTheNameAndAMargin();
};

void TestCityLabels::initTestCase()
{
    QString error;
    QVERIFY2(resources::load(error), qPrintable(error));
}

void TestCityLabels::theLargestInViewAreNamed()
{
    CityLabels labels(Theme::dark());
    const auto names = namesOf(labels.look(viewOf({51.5, 11.5}, 6.3), Units(kSize), kInside, {}));
    QVERIFY(names.contains(u"Berlin"_s));
    QVERIFY(names.contains(u"Hamburg"_s));
    QVERIFY(!names.contains(u"Potsdam"_s)); // beside Berlin
}

void TestCityLabels::anEmptyCountryShowsItsTowns()
{
    CityLabels labels(Theme::dark());
    const auto names = namesOf(labels.look(viewOf({65.85, 24.15}, 7), Units(kSize), kInside, {}));
    QVERIFY(names.contains(u"Rovaniemi"_s));
    QVERIFY(names.contains(u"Oulu"_s));
}

void TestCityLabels::labelsStandApartAndInside_data()
{
    QTest::addColumn<double>("zoom");
    for (const double zoom : {2.91, 4.0, 5.5, 7.9})
        QTest::addRow("%g", zoom) << zoom;
}

void TestCityLabels::labelsStandApartAndInside()
{
    QFETCH(const double, zoom);
    CityLabels labels(Theme::dark());
    const Units units(kSize);
    const auto shown = labels.look(viewOf({50, 8}, zoom), units, kInside, {});
    QVERIFY(shown.size() >= 8);
    QVERIFY(shown.size() <= CityLabels::kMost);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        QVERIFY(kInside.contains(shown[i].room));
        for (std::size_t other = 0; other < i; ++other)
            QVERIFY(!shown[i]
                         .room.adjusted(-units.u(2), -units.u(2), units.u(2), units.u(2))
                         .intersects(shown[other].room));
    }
}

void TestCityLabels::whatIsTakenStaysFree()
{
    CityLabels labels(Theme::dark());
    const QRectF plate(600, 300, 700, 300);
    const Viewport view = viewOf({50, 8}, 5);
    bool would_cross = false;
    for (const CityLabel& label : labels.look(view, Units(kSize), kInside, {}))
        would_cross |= label.room.intersects(plate);
    QVERIFY(would_cross);
    for (const CityLabel& label : labels.look(view, Units(kSize), kInside, {{plate}, {}}))
        QVERIFY(!label.room.intersects(plate));
}

void TestCityLabels::aMarkOnTheCityPushesItsNameAside()
{
    CityLabels labels(Theme::dark());
    const Viewport view = viewOf({60, 11}, 6);
    const QPointF oslo = view.toPixel(toWorld({59.91273, 10.74609}));
    const QRectF mark(oslo.x() - 40, oslo.y() - 40, 80, 80);
    const auto shown = labels.look(view, Units(kSize), kInside, {{}, {mark}});
    const auto found = std::ranges::find(
        shown, u"Oslo"_s, [](const CityLabel& label) { return CityLabels::nameOf(label.rank); });
    QVERIFY(found != shown.end());
    QVERIFY(!found->room.intersects(mark));
    // Where marks are all about, over one of them, and not without a name.
    const auto crowded =
        labels.look(view, Units(kSize), kInside, {{}, {mark.adjusted(-400, -300, 400, 300)}});
    QVERIFY(namesOf(crowded).contains(u"Stockholm"_s));
}

void TestCityLabels::sameViewGivesTheSameLabels()
{
    CityLabels labels(Theme::dark());
    const Viewport view = viewOf({50, 8}, 5);
    const auto names = namesOf(labels.look(view, Units(kSize), kInside, {}));
    labels.look(viewOf({40, -74}, 6), Units(kSize), kInside, {});
    QCOMPARE(namesOf(labels.look(view, Units(kSize), kInside, {})), names);
}

void TestCityLabels::aPictureHasTheNameAndAMargin()
{
    CityLabels labels(Theme::dark());
    const auto shown = labels.look(viewOf({50, 8}, 5), Units(kSize), kInside, {});
    const QImage picture = labels.picture(shown.front(), 1).toImage();
    QVERIFY(picture.width() > shown.front().room.width());
    int letters = 0;
    int margin = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            letters += picture.pixelColor(x, y) == Theme::dark().secondary;
            margin += picture.pixelColor(x, y) == Theme::dark().land;
        }
    }
    QVERIFY(letters > 50);
    QVERIFY(margin > 200);
    QCOMPARE(picture.pixelColor(0, 0).alpha(), 0);
}

QTEST_MAIN(TestCityLabels)
#include "tst_citylabels.moc"
