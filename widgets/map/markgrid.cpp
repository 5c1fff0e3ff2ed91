// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/markgrid.h"

#include <algorithm>
#include <cmath>

namespace livewall::widgets {

void MarkGrid::add(const Mark& mark)
{
    const auto [place, is_new] = places_.try_emplace(cellOf(mark), marks_.size());
    if (is_new) {
        marks_.push_back(mark);
        return;
    }
    Mark& merged = marks_[place->second];
    const std::int64_t count = merged.count + mark.count;
    merged.at +=
        (mark.at - merged.at) * (static_cast<double>(mark.count) / static_cast<double>(count));
    merged.count = count;
    merged.born_ms = std::max(merged.born_ms, mark.born_ms);
}

std::uint64_t MarkGrid::cellOf(const Mark& mark) const
{
    // 31 bits each are enough for any cell that is wider than a thousandth of a pixel.
    const auto index = [this](double position) {
        const auto square = static_cast<std::int64_t>(std::floor(position / cell_));
        return static_cast<std::uint64_t>(square) & 0x7fff'ffff;
    };
    return index(mark.at.x()) << 33 | index(mark.at.y()) << 2 |
           static_cast<std::uint64_t>(mark.exactness);
}

MarkGrid regridded(const std::vector<Mark>& marks, double cell)
{
    MarkGrid grid(cell);
    for (const Mark& mark : marks)
        grid.add(mark);
    return grid;
}

} // namespace livewall::widgets
