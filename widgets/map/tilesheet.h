// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QColor>
#include <QImage>
#include <QPoint>
#include <QRect>
#include <QString>

namespace livewall::widgets {

/// Tiles side by side, pixel by pixel, as they lie on the disk as {z}/{x}/{y}.png. What one part of
/// the world has in common with the one before is not read again. Not thread-safe.
class TileSheet
{
public:
    static constexpr int kTilePixels = 256;

    /// Some tiles of a zoom: columns from west to east, counted on where they go round the world
    /// once more, and rows from north to south.
    struct Part
    {
        int zoom = 0;
        QRect tiles;
        bool contains(const Part& other) const
        {
            return zoom == other.zoom && tiles.contains(other.tiles);
        }
        friend bool operator==(const Part&, const Part&) = default;
    };

    /// A tile that cannot be read is a plain one of that colour.
    TileSheet(QString folder, const QColor& plain);

    /// Reads what is missing; it is this part then and no other.
    void lay(const Part& part);

    /// Keeps no more memory than its picture takes, until the next lay().
    void rest() { before_ = {}; }

    const Part& part() const { return part_; }
    const QImage& picture() const { return picture_; } ///< Format_RGB32; null before lay()
    bool isWhole() const { return unread_.empty(); }   ///< every tile of it was read

private:
    void read(QPoint tile);

    const QString folder_;
    const QColor plain_;
    Part part_;
    QImage picture_;
    QImage before_; ///< picture_ of the part before; to be written over
    std::vector<QPoint> unread_;
};

} // namespace livewall::widgets
