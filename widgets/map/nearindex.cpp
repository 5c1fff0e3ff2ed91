// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/nearindex.h"

#include <cmath>

namespace livewall::widgets {

void NearIndex::insert(QPointF point, std::size_t id)
{
    entries_.emplace(keyOf(squareOf(point.x()), squareOf(point.y())), Entry{point, id});
}

std::optional<std::size_t> NearIndex::nearest(QPointF point) const
{
    std::optional<std::size_t> nearest;
    double least = reach_ * reach_;
    const std::int64_t column = squareOf(point.x());
    const std::int64_t row = squareOf(point.y());
    for (std::int64_t x = column - 1; x <= column + 1; ++x) {
        for (std::int64_t y = row - 1; y <= row + 1; ++y) {
            const auto [first, last] = entries_.equal_range(keyOf(x, y));
            for (auto entry = first; entry != last; ++entry) {
                const QPointF apart = entry->second.point - point;
                const double distance = QPointF::dotProduct(apart, apart);
                if (distance <= least) {
                    least = distance;
                    nearest = entry->second.id;
                }
            }
        }
    }
    return nearest;
}

std::int64_t NearIndex::squareOf(double position) const
{
    return static_cast<std::int64_t>(std::floor(position / reach_));
}

std::uint64_t NearIndex::keyOf(std::int64_t column, std::int64_t row)
{
    return static_cast<std::uint64_t>(column) << 32 |
           (static_cast<std::uint64_t>(row) & 0xffff'ffff);
}

} // namespace livewall::widgets
