// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/basemap.h"

#include <array>
#include <cmath>
#include <vector>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::widgets;

namespace {

constexpr QSize kFullHd(1920, 1080);
constexpr QSize kLarge(3840, 2160);
constexpr int kDeepest = 5;

} // namespace

class TestBasemap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tilesLieWhereTheViewSaysAlsoOnItsWay_data();
    void tilesLieWhereTheViewSaysAlsoOnItsWay();
    void whatRestsIsDrawnOnceAndInFull();
    void aScreenOfMorePixelsHasMoreOfThem();
    void whatIsMissingIsNeverComplete();
    void withoutTilesItSaysSo();

private:
    static QImage pictureOf(const Basemap& map, const Viewport& viewport);
    static int cornersThatAreRight(const QImage& picture, const Viewport& viewport, int zoom);

    QTemporaryDir tiles_; ///< chequered: even ones red, odd ones blue
};

void TestBasemap::initTestCase()
{
    for (int zoom = 0; zoom <= kDeepest; ++zoom) {
        for (int x = 0; x < 1 << zoom; ++x) {
            const QDir column(tiles_.filePath(u"%1/%2"_s.arg(zoom).arg(x)));
            QVERIFY(column.mkpath(u"."_s));
            for (int y = 0; y < 1 << zoom; ++y) {
                QImage tile(TileSheet::kTilePixels, TileSheet::kTilePixels, QImage::Format_RGB32);
                tile.fill((x + y) % 2 ? Qt::blue : Qt::red);
                QVERIFY(tile.save(column.filePath(u"%1.png"_s.arg(y))));
            }
        }
    }
}

QImage TestBasemap::pictureOf(const Basemap& map, const Viewport& viewport)
{
    QImage picture(viewport.size().toSize(), QImage::Format_RGB32);
    picture.fill(Qt::green);
    QPainter painter(&picture);
    map.paint(painter, picture.rect());
    return picture;
}

/// Of the tiles of that zoom, how many corners are in view; -1 where about one of them do not lie
/// the four tiles that meet there.
int TestBasemap::cornersThatAreRight(const QImage& picture, const Viewport& viewport, int zoom)
{
    constexpr int kBlur = 3; // pixels about the edge of a tile are of both
    const std::array about{QPoint(kBlur, kBlur), QPoint(-kBlur, -kBlur), QPoint(kBlur, -kBlur),
                           QPoint(-kBlur, kBlur)};
    const int side = 1 << zoom;
    int corners = 0;
    for (int x = 0; x < side; ++x) {
        for (int y = 1; y < side; ++y) {
            const QPoint corner = viewport.toPixel(QPointF(x, y) / side).toPoint();
            if (!picture.rect().adjusted(8, 8, -8, -8).contains(corner))
                continue;
            const QColor even = (x + y) % 2 ? Qt::blue : Qt::red;
            const QColor odd = (x + y) % 2 ? Qt::red : Qt::blue;
            const std::array expected{even, even, odd, odd};
            for (std::size_t i = 0; i < about.size(); ++i) {
                if (picture.pixelColor(corner + about[i]) != expected[i])
                    return -1;
            }
            ++corners;
        }
    }
    return corners;
}

void TestBasemap::tilesLieWhereTheViewSaysAlsoOnItsWay_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("coarser"); // zooms, while it moves
    QTest::newRow("1080") << kFullHd << 0;
    QTest::newRow("portrait") << QSize(1080, 1920) << 0;
    QTest::newRow("2160") << kLarge << 1;
}

void TestBasemap::tilesLieWhereTheViewSaysAlsoOnItsWay()
{
    QFETCH(QSize, size);
    QFETCH(int, coarser);
    Basemap map(tiles_.path(), Theme::dark());
    const double widest = std::log2(std::max(size.width(), size.height()) / 256.0);
    QRandomGenerator random(7);
    map.look(Viewport({{0.5, 0.5}, widest}, size), 1);
    int corners = 0;
    for (int i = 0; i < 25; ++i) {
        // Also whole zooms, and round the back of the world.
        const double zoom = i % 10 == 0 ? 5 : widest + random.bounded(map.closestZoom() - widest);
        const double half_height = size.height() / 2.0 / (256 * std::exp2(zoom));
        const Viewport viewport(
            {{random.bounded(1.0), half_height + random.bounded(1 - 2 * half_height)}, zoom}, size);
        QVERIFY(map.look(viewport, 1));
        QVERIFY(!map.isComplete()); // it moves
        const int drawn = static_cast<int>(std::floor(viewport.camera().zoom)) - coarser;
        const int right = cornersThatAreRight(pictureOf(map, viewport), viewport, drawn);
        QVERIFY2(right >= 0, qPrintable(u"zoom %1, turn %2"_s.arg(zoom).arg(i)));
        corners += right;
    }
    QVERIFY(corners > 40);
}

void TestBasemap::whatRestsIsDrawnOnceAndInFull()
{
    Basemap map(tiles_.path(), Theme::dark());
    const Viewport from({{0.5, 0.5}, 4.5}, kLarge);
    const Viewport to({{0.51, 0.5}, 4.5}, kLarge);
    QVERIFY(map.look(from, 1)); // the first view did not move there
    QVERIFY(map.isComplete());
    QVERIFY(cornersThatAreRight(pictureOf(map, from), from, 4) > 0);
    QVERIFY(map.look(to, 1));
    QVERIFY(!map.isComplete());
    QVERIFY(cornersThatAreRight(pictureOf(map, to), to, 3) > 0);
    QVERIFY(map.look(to, 1)); // it rests: from all pixels
    QVERIFY(map.isComplete());
    QVERIFY(cornersThatAreRight(pictureOf(map, to), to, 4) > 0);
    QVERIFY(!map.look(to, 1));
    QVERIFY(map.isComplete());
}

void TestBasemap::aScreenOfMorePixelsHasMoreOfThem()
{
    Basemap map(tiles_.path(), Theme::dark());
    const Viewport viewport({{0.5, 0.5}, 3.5}, kFullHd / 2);
    QVERIFY(map.look(viewport, 2));
    // The tiles of the zoom after; in a picture of twice the pixels, as the screen has them.
    QImage picture(kFullHd, QImage::Format_RGB32);
    picture.setDevicePixelRatio(2);
    QPainter painter(&picture);
    map.paint(painter, QRect(QPoint(), kFullHd / 2));
    painter.end();
    QVERIFY(cornersThatAreRight(picture, Viewport({{0.5, 0.5}, 4.5}, kFullHd), 4) > 0);
}

void TestBasemap::whatIsMissingIsNeverComplete()
{
    const QString lost = tiles_.filePath(u"4/8/8.png"_s);
    QVERIFY(QFile::rename(lost, lost + u".away"_s));
    Basemap map(tiles_.path(), Theme::dark());
    const Viewport viewport({{0.5, 0.5}, 4.2}, kFullHd);
    QVERIFY(map.look(viewport, 1));
    QVERIFY(!map.look(viewport, 1));
    QVERIFY(!map.isComplete());
    QCOMPARE(pictureOf(map, viewport).pixelColor(1000, 600), Theme::dark().water);
    QVERIFY(QFile::rename(lost + u".away"_s, lost));
}

void TestBasemap::withoutTilesItSaysSo()
{
    Basemap none({}, Theme::dark());
    QVERIFY(!none.problem().isEmpty());
    const Viewport viewport({{0.5, 0.5}, 3}, kFullHd);
    QVERIFY(!none.look(viewport, 1));
    QVERIFY(!none.isComplete());
    QCOMPARE(pictureOf(none, viewport).pixelColor(5, 5), Theme::dark().water);
}

QTEST_MAIN(TestBasemap)
#include "tst_basemap.moc"
