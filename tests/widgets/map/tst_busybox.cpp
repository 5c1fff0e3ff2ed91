// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/busybox.h"

#include "widgets/map/mercator.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <vector>

#include <QTest>

using namespace livewall;
using namespace livewall::widgets;

namespace {

constexpr double kShape = 2.3;

Presence at(double latitude, double longitude, std::int64_t count = 1)
{
    return {{latitude, longitude, latitude, longitude}, count};
}

/// Of the world's square, the way round that lies nearest the box.
bool shows(const QRectF& box, const Presence& presence)
{
    const geo::Point middle{std::floor(presence.area.south) + 0.5,
                            std::floor(presence.area.west) + 0.5};
    const QPointF world = toWorld(middle);
    return box.contains(world) || box.contains(world + QPointF(1, 0));
}

std::int64_t shown(const QRectF& box, const std::vector<Presence>& presences)
{
    std::int64_t count = 0;
    for (const Presence& presence : presences)
        count += shows(box, presence) ? presence.count : 0;
    return count;
}

std::int64_t total(const std::vector<Presence>& presences)
{
    std::int64_t count = 0;
    for (const Presence& presence : presences)
        count += presence.count;
    return count;
}

/// The height of the smallest view that shows a box.
double viewHeight(const QRectF& box)
{
    return std::max(box.height(), box.width() / kShape);
}

/// By the definition: tries every box whose edges are edges of degrees that saw a purchase.
double smallestViewHeight(const std::vector<Presence>& presences)
{
    std::set<int> columns;
    std::set<int> rows;
    for (const Presence& presence : presences) {
        columns.insert(static_cast<int>(std::floor(presence.area.west)) + 180);
        rows.insert(static_cast<int>(std::floor(presence.area.south)));
    }
    double smallest = 10;
    for (const int west : columns) {
        for (const int east : columns) {
            for (const int south : rows) {
                for (const int north : rows) {
                    const int width = ((east - west) % 360 + 360) % 360 + 1;
                    const QPointF top_left(west / 360.0, toWorld({north + 1.0, 0}).y());
                    const QPointF bottom_right((west + width) / 360.0,
                                               toWorld({static_cast<double>(south), 0}).y());
                    const QRectF box(top_left, bottom_right);
                    if (north >= south && shown(box, presences) >= 0.95 * total(presences))
                        smallest = std::min(smallest, viewHeight(box));
                }
            }
        }
    }
    return smallest;
}

} // namespace

class TestBusyBox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingBoughtHasNoBox();
    void onePlaceIsItsDegree();
    void outlierOfLessThanATwentiethIsLeftOut();
    void outlierOfMoreThanATwentiethIsShown();
    void boxIsThatOfTheSmallestViewThatShowsEnough();
    void boxCrossesThe180thMeridian();
    void purchasesOfACountrySpreadOverItsExtent();
    void purchasesAtThePolesLieAtTheEdge();
    void wholeWorldIsShownOnce();
};

void TestBusyBox::nothingBoughtHasNoBox()
{
    QVERIFY(!busyBox({}, kShape));
}

void TestBusyBox::onePlaceIsItsDegree()
{
    const auto box = busyBox(std::vector{at(65.5, 24.5)}, kShape);
    QVERIFY(box);
    QVERIFY(std::abs(box->left() - 204.0 / 360) < 1e-9);
    QVERIFY(std::abs(box->right() - 205.0 / 360) < 1e-9);
    QVERIFY(std::abs(box->top() - toWorld({66, 0}).y()) < 1e-9);
    QVERIFY(std::abs(box->bottom() - toWorld({65, 0}).y()) < 1e-9);
}

void TestBusyBox::outlierOfLessThanATwentiethIsLeftOut()
{
    const std::vector presences{at(59.3, 18.1, 60), at(57.7, 12.0, 36), at(40.7, -74.0, 4)};
    const auto box = busyBox(presences, kShape);
    QCOMPARE(shown(*box, presences), 96);
}

void TestBusyBox::outlierOfMoreThanATwentiethIsShown()
{
    const std::vector presences{at(59.3, 18.1, 60), at(57.7, 12.0, 34), at(40.7, -74.0, 6)};
    const auto box = busyBox(presences, kShape);
    QCOMPARE(shown(*box, presences), 100);
}

void TestBusyBox::boxIsThatOfTheSmallestViewThatShowsEnough()
{
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        std::vector<Presence> presences;
        const int places = std::uniform_int_distribution(1, 9)(random);
        for (int i = 0; i < places; ++i) {
            presences.push_back(at(std::uniform_real_distribution(-70.0, 80.0)(random),
                                   std::uniform_real_distribution(-180.0, 179.9)(random),
                                   std::uniform_int_distribution(1, 40)(random)));
        }
        const auto box = busyBox(presences, kShape);
        QVERIFY(box);
        QVERIFY(static_cast<double>(shown(*box, presences)) >=
                0.95 * static_cast<double>(total(presences)));
        QVERIFY(viewHeight(*box) <= smallestViewHeight(presences) + 2e-6);
    }
}

void TestBusyBox::boxCrossesThe180thMeridian()
{
    const auto box = busyBox(std::vector{at(-17.5, 179.5), at(-17.5, -179.5)}, kShape);
    QVERIFY(std::abs(box->width() - 2.0 / 360) < 1e-9);
    QVERIFY(std::abs(box->center().x() - 1) < 1e-9);
}

void TestBusyBox::purchasesOfACountrySpreadOverItsExtent()
{
    // 20 by 20 degrees, evenly: a box of 95% leaves out a twentieth of them at an edge or two.
    const std::vector even{Presence{{10, 10, 30, 30}, 1000}};
    const auto box = busyBox(even, kShape);
    QVERIFY(std::abs(box->width() * 360 - 20) < 1.001);
    const QRectF extent(toWorld({30, 10}), toWorld({10, 30}));
    QVERIFY(extent.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(*box));
    QVERIFY(box->height() >= 0.9 * extent.height());

    // A thousand in one town weigh more than ten spread over the country about it.
    const std::vector town{at(20.5, 20.5, 1000), Presence{{10, 10, 30, 30}, 10}};
    QVERIFY(std::abs(busyBox(town, kShape)->width() * 360 - 1) < 1e-6);
}

void TestBusyBox::purchasesAtThePolesLieAtTheEdge()
{
    const auto north = busyBox(std::vector{at(90, 0)}, kShape);
    QVERIFY(std::abs(north->top() - toWorld({85, 0}).y()) < 1e-9);
    const auto south = busyBox(std::vector{at(-90, 0)}, kShape);
    QVERIFY(std::abs(south->bottom() - toWorld({-85, 0}).y()) < 1e-9);
}

void TestBusyBox::wholeWorldIsShownOnce()
{
    std::vector<Presence> presences;
    for (int longitude = -180; longitude < 180; ++longitude)
        presences.push_back(at(0.5, longitude + 0.5));
    const auto box = busyBox(presences, kShape);
    QVERIFY(box->width() <= 1 + 1e-9);
    QCOMPARE_GE(shown(*box, presences), 342); // 95% of 360
}

QTEST_GUILESS_MAIN(TestBusyBox)
#include "tst_busybox.moc"
