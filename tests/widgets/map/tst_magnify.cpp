// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/magnify.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace livewall::widgets;

namespace {

QImage noise(QSize size)
{
    std::mt19937 random(7);
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, 0xff000000U | random());
    }
    return image;
}

/// By the definition, in real numbers: the mean of the four nearest pixels by their distance.
double channelAt(const QImage& sheet, QPointF place, int shift)
{
    const double x = std::clamp(place.x() - 0.5, 0.0, sheet.width() - 1.0);
    const double y = std::clamp(place.y() - 0.5, 0.0, sheet.height() - 1.0);
    double sum = 0;
    for (int row = 0; row < sheet.height(); ++row) {
        for (int column = 0; column < sheet.width(); ++column) {
            const double weight =
                std::max(0.0, 1 - std::abs(column - x)) * std::max(0.0, 1 - std::abs(row - y));
            sum += weight * (sheet.pixel(column, row) >> shift & 0xff);
        }
    }
    return sum;
}

} // namespace

class TestMagnify : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachPixelIsTheMeanOfTheFourNearest_data();
    void eachPixelIsTheMeanOfTheFourNearest();
    void atOneToOneItIsACopy();
    void aPlainSheetStaysPlain();
};

void TestMagnify::eachPixelIsTheMeanOfTheFourNearest_data()
{
    QTest::addColumn<QPointF>("origin");
    QTest::addColumn<double>("step");
    QTest::addColumn<QSize>("size");
    QTest::newRow("nearly one") << QPointF(2.3, 1.7) << 0.97 << QSize(12, 9);
    QTest::newRow("half") << QPointF(0, 0) << 0.5 << QSize(38, 25);
    QTest::newRow("an odd width") << QPointF(3.01, 4.99) << 0.71 << QSize(13, 7);
    QTest::newRow("over all edges") << QPointF(-2.5, -1.5) << 0.8 << QSize(32, 22);
    QTest::newRow("a fourth, for a screen of two pixels a pixel")
        << QPointF(5.2, 5.2) << 0.26 << QSize(20, 20);
}

void TestMagnify::eachPixelIsTheMeanOfTheFourNearest()
{
    QFETCH(const QPointF, origin);
    QFETCH(const double, step);
    QFETCH(const QSize, size);
    const QImage sheet = noise({19, 13});
    QImage into(size, QImage::Format_RGB32);
    magnify(sheet, origin, step, into);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const QPointF place = origin + QPointF(x + 0.5, y + 0.5) * step;
            for (const int shift : {0, 8, 16}) {
                // A weight is at most 1/256 too small, twice, and each product rounded down.
                const double exact = channelAt(sheet, place, shift);
                const int drawn = static_cast<int>(into.pixel(x, y) >> shift & 0xff);
                QVERIFY2(std::abs(drawn - exact) <= 4, qPrintable(QString::number(exact)));
            }
        }
    }
}

void TestMagnify::atOneToOneItIsACopy()
{
    const QImage sheet = noise({40, 30});
    QImage into(QSize(21, 11), QImage::Format_RGB32);
    magnify(sheet, {7, 5}, 1, into);
    QCOMPARE(into, sheet.copy(7, 5, 21, 11));
}

void TestMagnify::aPlainSheetStaysPlain()
{
    QImage sheet(16, 16, QImage::Format_RGB32);
    sheet.fill(QColor(0x1c, 0x27, 0x32));
    QImage into(QSize(25, 25), QImage::Format_RGB32);
    magnify(sheet, {-1.3, 2.2}, 0.613, into);
    QImage plain(into.size(), QImage::Format_RGB32);
    plain.fill(QColor(0x1c, 0x27, 0x32));
    QCOMPARE(into, plain);
}

QTEST_GUILESS_MAIN(TestMagnify)
#include "tst_magnify.moc"
