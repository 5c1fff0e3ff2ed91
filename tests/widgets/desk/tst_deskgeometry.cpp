// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/desk/deskgeometry.h"

#include <QTest>

#include "tests/widgets/screensizes.h"

using namespace livewall::widgets;

class TestDeskGeometry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsWhereTheLookSays();
    void panelsStandClearOfEachOther_data() { addScreenSizes(); }
    void panelsStandClearOfEachOther();
    void rowsLieInTheirPanels_data() { addScreenSizes(); }
    void rowsLieInTheirPanels();
};

/// VISUAL, Desk: 10.8 pixels a unit.
void TestDeskGeometry::standsWhereTheLookSays()
{
    const Units units({1920, 1080});
    const DeskGeometry geometry(units);
    QCOMPARE(geometry.course.topLeft(), units.rect(4, 24, 108, 42).topLeft());
    QVERIFY(std::abs(geometry.course.width() - units.u(108)) <= 1);
    QVERIFY(std::abs(geometry.course.height() - units.u(42)) <= 1);
    QVERIFY(std::abs(geometry.missing.left() - units.u(116)) <= 1);
    QVERIFY(std::abs(geometry.missing.width() - units.u(57.8)) <= 1);
    QCOMPARE(geometry.missing.height(), geometry.course.height());
    QCOMPARE(geometry.tiles[0].topLeft(), units.rect(4, 68, 1, 1).topLeft());
    QVERIFY(std::abs(geometry.tiles[2].right() - geometry.course.right()) <= 1);
    QVERIFY(std::abs(geometry.tiles[0].height() - units.u(21)) <= 1);
    QCOMPARE(geometry.feeds_panel.left(), geometry.missing.left());
    QCOMPARE(geometry.countries.rows, 5);
    QCOMPARE(geometry.stores.rows, 5);
}

void TestDeskGeometry::panelsStandClearOfEachOther()
{
    QFETCH(const QSize, size);
    const Units units(size);
    const DeskGeometry geometry(units);
    const QRectF panels[] = {geometry.course,   geometry.missing,  geometry.tiles[0],
                             geometry.tiles[1], geometry.tiles[2], geometry.feeds_panel};
    const QRectF content(units.rect(4, 12, units.size().width() - 8, units.statusTop() - 13));
    for (std::size_t i = 0; i < std::size(panels); ++i) {
        QVERIFY(content.adjusted(-1, 0, 1, 1).contains(panels[i]));
        QVERIFY(panels[i].height() >= units.u(12));
        for (std::size_t j = i + 1; j < std::size(panels); ++j)
            QVERIFY(!panels[i].intersects(panels[j]));
    }
}

void TestDeskGeometry::rowsLieInTheirPanels()
{
    QFETCH(const QSize, size);
    const DeskGeometry geometry{Units(size)};
    const auto check = [](const DeskList& list, const QRectF& panel) {
        QVERIFY(list.rows >= 3);
        QVERIFY(list.heading_baseline < list.row(0).top());
        for (int i = 0; i < list.rows; ++i) {
            QVERIFY(panel.contains(list.row(i)));
            if (i > 0)
                QCOMPARE(list.row(i).top(), list.row(i - 1).bottom());
        }
    };
    check(geometry.countries, geometry.missing);
    check(geometry.stores, geometry.missing);
    check(geometry.feeds, geometry.feeds_panel);
    QVERIFY(geometry.countries.row(geometry.countries.rows - 1).bottom() <=
            geometry.stores.room.top());
}

QTEST_GUILESS_MAIN(TestDeskGeometry)
#include "tst_deskgeometry.moc"
