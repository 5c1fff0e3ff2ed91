// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/viewport.h"

#include <cmath>

#include <QTest>

using namespace livewall::widgets;

namespace {

constexpr QSizeF kMap{1920, 972};
constexpr QRectF kAll{0, 0, 1920, 972};

bool near(QPointF a, QPointF b, double tolerance = 1e-6)
{
    return std::abs(a.x() - b.x()) <= tolerance && std::abs(a.y() - b.y()) <= tolerance;
}

} // namespace

class TestViewport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void middleIsTheMiddle();
    void aTileIs256PixelsWide();
    void zoomNearAWholeNumberIsThatNumber();
    void pointBeyondTheEdgeOfTheWorldIsDrawnOnTheNearSide();

    void fittedBoxFillsItsFrame();
    void fittedBoxLiesInTheMiddleOfItsFrame();
    void worldIsNeverShownTwice();
    void viewNeverReachesBeyondAPole();
    void viewIsNotCloserThanItsTiles();
    void grownBoxKeepsItsMiddle();
    void betweenTakesTheShorterWay();
};

void TestViewport::middleIsTheMiddle()
{
    const Viewport viewport({{0.55, 0.3}, 4.3}, kMap);
    QVERIFY(near(viewport.toPixel({0.55, 0.3}), {960, 486}));
}

void TestViewport::aTileIs256PixelsWide()
{
    const Viewport viewport({{0.5, 0.5}, 3}, kMap);
    QVERIFY(near(viewport.toPixel({0.5 + 1.0 / 8, 0.5 - 1.0 / 8}), {960 + 256, 486 - 256}));
    QCOMPARE(viewport.scale(), 256.0 * 8);
}

void TestViewport::zoomNearAWholeNumberIsThatNumber()
{
    QCOMPARE(Viewport({{0.5, 0.5}, 4.006}, kMap).scale(), 4096.0);
    QCOMPARE(Viewport({{0.5, 0.5}, 3.994}, kMap).scale(), 4096.0);
    QVERIFY(Viewport({{0.5, 0.5}, 4.02}, kMap).scale() > 4096.0);
}

void TestViewport::pointBeyondTheEdgeOfTheWorldIsDrawnOnTheNearSide()
{
    const Viewport fiji({{0.99, 0.55}, 5}, kMap);
    const double step = 0.02 * fiji.scale();
    QVERIFY(near(fiji.toPixel({0.01, 0.55}), {960 + step, 486}));
    QVERIFY(near(fiji.toPixel({0.97, 0.55}), {960 - step, 486}));
}

void TestViewport::fittedBoxFillsItsFrame()
{
    const QRectF frame(100, 150, 1720, 700);
    const QRectF wide(0.5, 0.3, 0.1, 0.01);
    const Viewport by_width(fitted(wide, kMap, frame, 20), kMap);
    QVERIFY(near(by_width.toPixel(wide.topLeft()), {100, 500 - 86}, 1e-3));
    QVERIFY(std::abs(by_width.toPixel(wide.topRight()).x() - 1820) < 1e-3);

    const QRectF tall(0.5, 0.3, 0.01, 0.05);
    const Viewport by_height(fitted(tall, kMap, frame, 20), kMap);
    QVERIFY(std::abs(by_height.toPixel(tall.topLeft()).y() - 150) < 1e-3);
    QVERIFY(std::abs(by_height.toPixel(tall.bottomLeft()).y() - 850) < 1e-3);
}

void TestViewport::fittedBoxLiesInTheMiddleOfItsFrame()
{
    const QRectF frame(100, 300, 1000, 400);
    const QRectF box(0.5, 0.3, 0.02, 0.02);
    const Viewport viewport(fitted(box, kMap, frame, 20), kMap);
    QVERIFY(near(viewport.toPixel(box.center()), frame.center(), 1e-3));
}

void TestViewport::worldIsNeverShownTwice()
{
    for (const QSizeF size :
         {QSizeF(1280, 648), QSizeF(1920, 972), QSizeF(3840, 1944), QSizeF(600, 1000)}) {
        const Viewport viewport(fitted({-1, -1, 4, 4}, size, QRectF(QPointF(), size), 7), size);
        QVERIFY(viewport.world().width() <= 1.01);
        QVERIFY(viewport.world().height() <= 1.01);
    }
}

void TestViewport::viewNeverReachesBeyondAPole()
{
    const QRectF arctic(0.5, 0, 0.2, 0.02);
    QVERIFY(Viewport(fitted(arctic, kMap, kAll, 7), kMap).world().top() > -1e-9);
    const QRectF antarctic(0.5, 0.98, 0.2, 0.02);
    QVERIFY(Viewport(fitted(antarctic, kMap, kAll, 7), kMap).world().bottom() < 1 + 1e-9);
}

void TestViewport::viewIsNotCloserThanItsTiles()
{
    QCOMPARE(fitted({0.5, 0.3, 1e-6, 1e-6}, kMap, kAll, 6.98).zoom, 6.98);
}

void TestViewport::grownBoxKeepsItsMiddle()
{
    const QRectF box = grown({0.4, 0.4, 0.02, 0.2}, {0.1, 0.1});
    QVERIFY(near(box.center(), {0.41, 0.5}));
    QVERIFY(std::abs(box.width() - 0.1) < 1e-12);
    QVERIFY(std::abs(box.height() - 0.2) < 1e-12);
}

void TestViewport::betweenTakesTheShorterWay()
{
    const Camera from{{0.9, 0.4}, 3};
    const Camera to{{0.1, 0.6}, 5};
    QCOMPARE(between(from, to, 0), from);
    const Camera half = between(from, to, 0.5);
    QVERIFY(near(half.center, {1.0, 0.5}));
    QCOMPARE(half.zoom, 4.0);
    QVERIFY(near(between(from, to, 1).center, {1.1, 0.6}));
}

QTEST_GUILESS_MAIN(TestViewport)
#include "tst_viewport.moc"
