// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/tilesheet.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::widgets {

namespace {

constexpr QSize kTile(TileSheet::kTilePixels, TileSheet::kTilePixels);

QPoint cornerOf(QPoint tile, const TileSheet::Part& part)
{
    return (tile - part.tiles.topLeft()) * TileSheet::kTilePixels;
}

/// Of two pictures of Format_RGB32, a tile of the one to the other.
void copyTile(const QImage& from, QPoint from_corner, QImage& to, QPoint to_corner)
{
    const auto offset = [](QPoint corner) { return std::size_t(corner.x()) * sizeof(QRgb); };
    for (int y = 0; y < kTile.height(); ++y)
        std::memcpy(to.scanLine(to_corner.y() + y) + offset(to_corner),
                    from.constScanLine(from_corner.y() + y) + offset(from_corner),
                    std::size_t(kTile.width()) * sizeof(QRgb));
}

} // namespace

TileSheet::TileSheet(QString folder, const QColor& plain)
    : folder_(std::move(folder)), plain_(plain)
{
}

void TileSheet::lay(const Part& part)
{
    if (part == part_)
        return;
    const Part part_before = std::exchange(part_, part);
    const std::vector<QPoint> unread_before = std::exchange(unread_, {});
    std::swap(picture_, before_);
    const QSize size = part.tiles.size() * kTilePixels;
    if (picture_.size() != size)
        picture_ = QImage(size, QImage::Format_RGB32);
    for (int row = part.tiles.top(); row <= part.tiles.bottom(); ++row) {
        for (int column = part.tiles.left(); column <= part.tiles.right(); ++column) {
            const QPoint tile(column, row);
            const bool is_known = part.zoom == part_before.zoom &&
                                  part_before.tiles.contains(tile) &&
                                  std::ranges::find(unread_before, tile) == unread_before.end();
            if (is_known)
                copyTile(before_, cornerOf(tile, part_before), picture_, cornerOf(tile, part_));
            else
                read(tile);
        }
    }
}

void TileSheet::read(QPoint tile)
{
    const int round = 1 << part_.zoom; // tiles
    const int column = (tile.x() % round + round) % round;
    QImage picture(u"%1/%2/%3/%4.png"_s.arg(folder_).arg(part_.zoom).arg(column).arg(tile.y()));
    if (picture.size() == kTile) {
        picture.convertTo(QImage::Format_RGB32);
    } else {
        picture = QImage(kTile, QImage::Format_RGB32);
        picture.fill(plain_);
        unread_.push_back(tile);
    }
    copyTile(picture, {}, picture_, cornerOf(tile, part_));
}

} // namespace livewall::widgets
