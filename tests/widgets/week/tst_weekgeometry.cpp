// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/weekgeometry.h"

#include <cmath>

#include <QTest>

#include "tests/widgets/screensizes.h"

using namespace livewall::widgets;

namespace {

bool isWhole(double value)
{
    return value == std::round(value);
}

constexpr double kStep = 250;

} // namespace

class TestWeekGeometry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plotLiesWhereTheWallSaysIt_data() { addScreenSizes(); }
    void plotLiesWhereTheWallSaysIt();
    void legendStandsClearOfWhatIsAroundIt_data() { addScreenSizes(); }
    void legendStandsClearOfWhatIsAroundIt();
    void theWeekSpansThePlot();
    void straightLinesLieOnWholePixels_data() { addScreenSizes(); }
    void straightLinesLieOnWholePixels();
    void rulesStandAtTheirValues_data() { addScreenSizes(); }
    void rulesStandAtTheirValues();
    void dayNamesAreCentredUnderTheirDays();
    void countStandsRightOfItsDot_data();
    void countStandsRightOfItsDot();
    void countStaysOverTheBaseLine();
    void countStaysUnderTheUpperEdge();
    void countIsNeverCutOffAtTheRight_data() { addScreenSizes(); }
    void countIsNeverCutOffAtTheRight();
    void atTheRightCountKeepsClearOfTheLine_data();
    void atTheRightCountKeepsClearOfTheLine();
};

void TestWeekGeometry::plotLiesWhereTheWallSaysIt()
{
    QFETCH(QSize, size);
    const double u = Units(size).u(1);
    const QRectF plot = WeekGeometry(Units(size), kStep).plot();
    QCOMPARE(plot.left(), std::round(16 * u));
    // Over it stands more where a window is upright; where it is narrow the legend needs a line.
    const double width = size.width() / u;
    const double top = Units(size).isPortrait() ? 48 : width < 150 ? 32.5 : 26;
    QCOMPARE(plot.top(), std::round(top * u));
    // At 16:9 it ends at 16 + 156 u; other shapes of window keep what lies right of it.
    const double beyond = 100 * 16.0 / 9 - (16 + 156);
    QCOMPARE(plot.right(), std::round(size.width() - beyond * u));
    QCOMPARE(plot.bottom(), std::round((size.height() / u - 18) * u));
}

void TestWeekGeometry::legendStandsClearOfWhatIsAroundIt()
{
    QFETCH(QSize, size);
    const Units units(size);
    const WeekGeometry geometry(units, kStep);
    const QRectF legend = geometry.legend();
    QVERIFY(legend.top() >= units.u(22.4)); // the verdict's reason ends there
    QVERIFY(legend.bottom() <= geometry.plot().top());
    QVERIFY(!legend.intersects(geometry.axisTitle()));
    // Five entries of some twenty characters each need as much.
    const double lines = std::round(legend.height() / units.u(3.2));
    QVERIFY(legend.width() * lines >= units.u(125));
}

void TestWeekGeometry::theWeekSpansThePlot()
{
    const WeekGeometry geometry(Units({1920, 1080}), kStep);
    QCOMPARE(geometry.maximum(), 1'000.0);
    QCOMPARE(geometry.at(0, 0), geometry.plot().bottomLeft());
    QCOMPARE(geometry.at(168, 1'000), geometry.plot().topRight());
    QCOMPARE(geometry.at(84, 500), geometry.plot().center());
}

void TestWeekGeometry::straightLinesLieOnWholePixels()
{
    QFETCH(QSize, size);
    const WeekGeometry geometry(Units(size), kStep);
    for (int rule = 0; rule <= 4; ++rule) {
        QVERIFY(isWhole(geometry.rule(rule).top()) && isWhole(geometry.rule(rule).height()));
        QVERIFY(geometry.rule(rule).height() >= 1);
    }
    for (int day = 0; day <= 7; ++day) {
        const QRectF boundary = geometry.dayBoundary(day);
        QVERIFY(isWhole(boundary.left()) && isWhole(boundary.width()));
        QVERIFY(boundary.width() >= 1);
        QVERIFY(std::abs(boundary.left() - geometry.at(day * 24, 0).x()) <= 0.5);
    }
}

void TestWeekGeometry::rulesStandAtTheirValues()
{
    QFETCH(QSize, size);
    const WeekGeometry geometry(Units(size), kStep);
    for (int rule = 0; rule <= 4; ++rule) {
        QVERIFY(std::abs(geometry.rule(rule).top() - geometry.at(0, rule * kStep).y()) <= 0.5);
        const QRectF number = geometry.ruleNumber(rule);
        QCOMPARE(number.center().y(), geometry.rule(rule).center().y());
        QVERIFY(number.right() < geometry.plot().left());
        QVERIFY(number.left() >= Units(size).u(4));
    }
}

void TestWeekGeometry::dayNamesAreCentredUnderTheirDays()
{
    const WeekGeometry geometry(Units({1920, 1080}), kStep);
    for (int day = 0; day < 7; ++day) {
        const QRectF name = geometry.dayName(day);
        QCOMPARE(name.center().x(), geometry.at(day * 24 + 12, 0).x());
        QVERIFY(name.top() >= geometry.plot().bottom());
        QVERIFY(name.bottom() <= 90 * 10.8); // above the status bar
    }
}

void TestWeekGeometry::countStandsRightOfItsDot_data()
{
    QTest::addColumn<double>("x");
    QTest::newRow("Monday, first hour") << 0.5;
    QTest::newRow("Thursday") << 88.5;
    QTest::newRow("Sunday, noon") << 156.5;
}

void TestWeekGeometry::countStandsRightOfItsDot()
{
    QFETCH(double, x);
    const WeekGeometry geometry(Units({1920, 1080}), kStep);
    const QPointF dot = geometry.at(x, 500);
    const QRectF count = geometry.besideDot({geometry.at(x - 1, 400), dot}, {60, 24});
    QVERIFY(count.left() > dot.x() + 0.6 * 10.8); // the dot's radius
    QCOMPARE(count.center().y(), dot.y());
    QCOMPARE(count.size(), QSizeF(60, 24));
}

void TestWeekGeometry::countStaysOverTheBaseLine()
{
    const WeekGeometry geometry(Units({1920, 1080}), kStep);
    const QRectF count = geometry.besideDot({geometry.at(88.5, 0)}, {60, 24});
    QVERIFY(count.bottom() < geometry.plot().bottom());
}

void TestWeekGeometry::countStaysUnderTheUpperEdge()
{
    const WeekGeometry geometry(Units({1920, 1080}), kStep);
    const QRectF count = geometry.besideDot({geometry.at(88.5, 1'000)}, {60, 24});
    QCOMPARE(count.top(), geometry.plot().top());
}

void TestWeekGeometry::countIsNeverCutOffAtTheRight()
{
    QFETCH(QSize, size);
    const WeekGeometry geometry(Units(size), kStep);
    const double u = Units(size).u(1);
    for (double x = 140.5; x < 168; ++x) {
        for (const double y : {0.0, 20.0, 500.0, 980.0, 1'000.0}) {
            const QPolygonF line{geometry.at(x - 1, y / 2), geometry.at(x, y)};
            const QRectF count = geometry.besideDot(line, QSizeF(9, 2.2) * u);
            QVERIFY(count.right() <= size.width() - 3 * u + 1e-6);
            QVERIFY(count.top() >= geometry.plot().top());
            QVERIFY(count.bottom() <= geometry.plot().bottom());
            QVERIFY(!count.contains(line.last()));
        }
    }
}

void TestWeekGeometry::atTheRightCountKeepsClearOfTheLine_data()
{
    QTest::addColumn<double>("before");
    QTest::addColumn<bool>("over");
    QTest::newRow("rising") << 300.0 << true;
    QTest::newRow("falling") << 700.0 << false;
}

void TestWeekGeometry::atTheRightCountKeepsClearOfTheLine()
{
    QFETCH(double, before);
    QFETCH(bool, over);
    const WeekGeometry geometry(Units({1920, 1080}), kStep);
    const QPointF dot = geometry.at(167.5, 500);
    const QRectF count = geometry.besideDot({geometry.at(166.5, before), dot}, {60, 24});
    QCOMPARE(count.center().y() < dot.y(), over);
}

QTEST_GUILESS_MAIN(TestWeekGeometry)
#include "tst_weekgeometry.moc"
