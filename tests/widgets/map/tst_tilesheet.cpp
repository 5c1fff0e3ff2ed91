// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/tilesheet.h"

#include <memory>

#include <QBuffer>
#include <QColor>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::widgets;

namespace {

constexpr int kZoom = 3;
constexpr int kSide = 1 << kZoom; // tiles
constexpr QColor kPlain(1, 2, 3);
constexpr int kTile = TileSheet::kTilePixels;

QColor colorOf(QPoint tile)
{
    return {100 + 10 * tile.x(), 100 + 10 * tile.y(), 50};
}

} // namespace

class TestTileSheet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyTileLiesAtItsPlace();
    void columnsGoRoundTheWorld();
    void whatIsKnownIsNotReadAgain();
    void aTileThatIsNotThereIsPlain_data();
    void aTileThatIsNotThereIsPlain();
    void aTileThatHasComeIsRead();
    void anotherZoomIsReadAnew();

private:
    QString path(QPoint tile, int zoom = kZoom) const
    {
        return folder_->filePath(u"%1/%2/%3.png"_s.arg(zoom).arg(tile.x()).arg(tile.y()));
    }
    void draw(QPoint tile, int zoom = kZoom) const;
    void verify(const TileSheet& sheet, QPoint tile, const QColor& color) const;

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestTileSheet::draw(QPoint tile, int zoom) const
{
    QImage picture(kTile, kTile, QImage::Format_RGB32);
    picture.fill(colorOf(tile));
    picture.setPixelColor(0, 0, Qt::white); // north west
    QVERIFY(QDir().mkpath(QFileInfo(path(tile, zoom)).path()));
    QVERIFY(picture.convertToFormat(QImage::Format_Indexed8).save(path(tile, zoom)));
}

void TestTileSheet::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    for (int x = 0; x < kSide; ++x) {
        for (int y = 0; y < kSide; ++y)
            draw({x, y});
    }
}

/// The whole of it is of the colour, but for a tile's own corner.
void TestTileSheet::verify(const TileSheet& sheet, QPoint tile, const QColor& color) const
{
    const QPoint corner = (tile - sheet.part().tiles.topLeft()) * kTile;
    QCOMPARE(sheet.picture().pixelColor(corner), color == kPlain ? kPlain : QColor(Qt::white));
    QImage rest(kTile, kTile, QImage::Format_RGB32);
    rest.fill(color);
    rest.setPixelColor(0, 0, sheet.picture().pixelColor(corner));
    QCOMPARE(sheet.picture().copy(QRect(corner, QSize(kTile, kTile))), rest);
}

void TestTileSheet::everyTileLiesAtItsPlace()
{
    TileSheet sheet(folder_->path(), kPlain);
    const TileSheet::Part part{kZoom, QRect(2, 3, 4, 2)};
    sheet.lay(part);
    QVERIFY(sheet.part() == part);
    QVERIFY(sheet.isWhole());
    QCOMPARE(sheet.picture().size(), QSize(4 * kTile, 2 * kTile));
    QCOMPARE(sheet.picture().format(), QImage::Format_RGB32);
    for (int x = 2; x < 6; ++x) {
        for (int y = 3; y < 5; ++y)
            verify(sheet, {x, y}, colorOf({x, y}));
    }
}

void TestTileSheet::columnsGoRoundTheWorld()
{
    TileSheet sheet(folder_->path(), kPlain);
    sheet.lay({kZoom, QRect(-1, 0, kSide + 2, 1)});
    QVERIFY(sheet.isWhole());
    verify(sheet, {-1, 0}, colorOf({kSide - 1, 0}));
    verify(sheet, {0, 0}, colorOf({0, 0}));
    verify(sheet, {kSide, 0}, colorOf({0, 0}));
}

void TestTileSheet::whatIsKnownIsNotReadAgain()
{
    TileSheet sheet(folder_->path(), kPlain);
    sheet.lay({kZoom, QRect(2, 2, 3, 3)});
    for (int x = 0; x < kSide; ++x) {
        for (int y = 0; y < kSide; ++y)
            QVERIFY(QFile::remove(path({x, y})));
    }
    // A step to the south east, then back and on to the north west: what both have is there.
    sheet.lay({kZoom, QRect(3, 3, 3, 3)});
    verify(sheet, {4, 4}, colorOf({4, 4}));
    verify(sheet, {5, 5}, kPlain);
    sheet.lay({kZoom, QRect(1, 1, 3, 3)});
    verify(sheet, {3, 3}, colorOf({3, 3}));
    verify(sheet, {2, 2}, kPlain); // it was let go
    QVERIFY(!sheet.isWhole());
}

void TestTileSheet::aTileThatIsNotThereIsPlain_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no file") << QByteArray();
    QTest::newRow("no picture") << QByteArray("no picture");
    QImage small(16, 16, QImage::Format_RGB32);
    small.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    small.save(&buffer, "PNG");
    QTest::newRow("of another size") << bytes;
}

void TestTileSheet::aTileThatIsNotThereIsPlain()
{
    QFETCH(QByteArray, content);
    QFile file(path({4, 4}));
    QVERIFY(file.remove());
    if (!content.isEmpty()) {
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
        file.close();
    }
    TileSheet sheet(folder_->path(), kPlain);
    sheet.lay({kZoom, QRect(3, 3, 3, 3)});
    verify(sheet, {4, 4}, kPlain);
    verify(sheet, {3, 4}, colorOf({3, 4}));
    QVERIFY(!sheet.isWhole());
    sheet.lay({kZoom, QRect(0, 0, 3, 3)}); // without it
    QVERIFY(sheet.isWhole());
}

void TestTileSheet::aTileThatHasComeIsRead()
{
    QVERIFY(QFile::remove(path({4, 4})));
    TileSheet sheet(folder_->path(), kPlain);
    sheet.lay({kZoom, QRect(3, 3, 3, 3)});
    QVERIFY(!sheet.isWhole());
    draw({4, 4});
    sheet.lay({kZoom, QRect(3, 3, 4, 3)});
    verify(sheet, {4, 4}, colorOf({4, 4}));
    QVERIFY(sheet.isWhole());
}

void TestTileSheet::anotherZoomIsReadAnew()
{
    TileSheet sheet(folder_->path(), kPlain);
    sheet.lay({kZoom, QRect(0, 0, 2, 2)});
    sheet.lay({kZoom - 1, QRect(0, 0, 2, 2)}); // has no tiles at all
    QVERIFY(!sheet.isWhole());
    verify(sheet, {1, 1}, kPlain);
    draw({1, 1}, kZoom - 1);
    sheet.lay({kZoom - 1, QRect(1, 1, 1, 1)});
    QVERIFY(sheet.isWhole());
}

QTEST_GUILESS_MAIN(TestTileSheet)
#include "tst_tilesheet.moc"
