// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/desk/deskgeometry.h"

#include <algorithm>
#include <cmath>

namespace livewall::widgets {
namespace {

// In u.
constexpr double kSide = 4;
constexpr double kGap = 4; // between columns
constexpr double kTileGap = 2;
constexpr double kRight = 57.8; // of 177.8: the right column
constexpr double kLeastRight = 46;
constexpr double kTop = 24;
constexpr double kUpper = 42;
constexpr double kLowerTop = 68;
constexpr double kPadding = 1.6;
constexpr double kHeading = 3.8; // from a list's top to its heading's baseline
constexpr double kRowsTop = 4.4;
constexpr double kListPitch = 3.2;
constexpr int kListRows = 5;
constexpr double kBottom = 0.4;     // kept free under a list
constexpr double kPortraitTop = 38; // what stands over it takes more lines
constexpr double kPortraitTiles = 16;
constexpr double kPortraitFeeds = 17;

DeskList listIn(const Units& units, const QRectF& room, double pitch)
{
    DeskList list{.room = room,
                  .heading_baseline = std::round(room.top() + units.u(kHeading)),
                  .first_row = std::round(room.top() + units.u(kRowsTop)),
                  .pitch = units.u(pitch)};
    const double below = room.bottom() - units.u(kBottom) - list.first_row;
    list.rows = std::clamp(static_cast<int>(below / list.pitch), 1, kListRows);
    return list;
}

QRectF padded(const Units& units, const QRectF& panel)
{
    const double padding = std::round(units.u(kPadding));
    return panel.adjusted(padding, 0, -padding, 0);
}

} // namespace

QRectF DeskList::row(int index) const
{
    const double top = std::round(first_row + index * pitch);
    return {room.left(), top, room.width(), std::round(first_row + (index + 1) * pitch) - top};
}

DeskGeometry::DeskGeometry(const Units& units)
{
    const double width = units.size().width() - 2 * kSide;
    const double bottom = units.statusTop() - 2;
    QRectF tiles_room;
    if (units.isPortrait()) {
        // The course gets what the others leave.
        const double feeds_top = bottom - kPortraitFeeds;
        const double tiles_top = feeds_top - 2 - kPortraitTiles;
        const double missing_top = tiles_top - 2 - kUpper;
        course = units.rect(kSide, kPortraitTop, width, missing_top - 2 - kPortraitTop);
        missing = units.rect(kSide, missing_top, width, kUpper);
        tiles_room = units.rect(kSide, tiles_top, width, kPortraitTiles);
        feeds_panel = units.rect(kSide, feeds_top, width, kPortraitFeeds);
    } else {
        const double right =
            std::clamp(kRight * units.size().width() / (100 * 16.0 / 9), kLeastRight, kRight);
        const double left = width - kGap - right;
        course = units.rect(kSide, kTop, left, kUpper);
        missing = units.rect(kSide + left + kGap, kTop, right, kUpper);
        tiles_room = units.rect(kSide, kLowerTop, left, bottom - kLowerTop);
        feeds_panel = units.rect(kSide + left + kGap, kLowerTop, right, bottom - kLowerTop);
    }
    const double gap = std::round(units.u(kTileGap));
    const double tile = (tiles_room.width() - 2 * gap) / 3;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const double from = std::round(tiles_room.left() + static_cast<double>(i) * (tile + gap));
        tiles[i] = {from, tiles_room.top(), std::round(tile), tiles_room.height()};
    }
    QRectF half = padded(units, missing);
    half.setHeight(std::round(half.height() / 2));
    countries = listIn(units, half, kListPitch);
    stores = listIn(units, half.translated(0, half.height()), kListPitch);
    feeds = listIn(units, padded(units, feeds_panel), kListPitch);
}

} // namespace livewall::widgets
