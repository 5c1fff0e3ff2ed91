// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/busybox.h"

#include "widgets/map/mercator.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace livewall::widgets {

namespace {

constexpr int kColumns = 360; // a degree each, from 180 degrees west
constexpr int kNorthmost = 85;
constexpr int kRows = 2 * kNorthmost; // a degree each, from the north
constexpr int kSteps = 20;            // of halving: to a millionth of the world

/// Columns [west, east) and rows [north, south); east may lie beyond kColumns.
struct Cells
{
    int west = 0;
    int north = 0;
    int east = 0;
    int south = 0;
};

/// How many purchases each degree of the world has seen, and any box of degrees.
class DegreeGrid
{
public:
    explicit DegreeGrid(std::span<const Presence> purchases)
        : counts_(kColumns * kRows), sums_((2 * kColumns + 1) * (kRows + 1))
    {
        for (const Presence& presence : purchases)
            spread(presence);
        for (int x = 0; x < 2 * kColumns; ++x) { // twice round, for boxes over the edge
            for (int y = 0; y < kRows; ++y)
                sum(x + 1, y + 1) = sum(x, y + 1) + sum(x + 1, y) - sum(x, y) + count(x, y);
        }
    }

    double count(int x, int y) const { return counts_[index(x % kColumns, y)]; }

    double count(const Cells& box) const
    {
        return sum(box.east, box.south) - sum(box.west, box.south) - sum(box.east, box.north) +
               sum(box.west, box.north);
    }

    double total() const { return sum(kColumns, kRows); }

private:
    void spread(const Presence& presence)
    {
        const auto [south, west, north, east] = presence.area;
        const int left = static_cast<int>(std::floor(west)) + 180;
        const int right =
            std::clamp(static_cast<int>(std::ceil(east)) + 180, left + 1, left + kColumns);
        const int top = std::clamp(kNorthmost - static_cast<int>(std::ceil(north)), 0, kRows - 1);
        const int bottom =
            std::clamp(kNorthmost - static_cast<int>(std::floor(south)), top + 1, kRows);
        const double share =
            static_cast<double>(presence.count) / ((right - left) * (bottom - top));
        for (int x = left; x < right; ++x) {
            for (int y = top; y < bottom; ++y)
                counts_[index((x % kColumns + kColumns) % kColumns, y)] += share;
        }
    }

    static std::size_t index(int x, int y) { return static_cast<std::size_t>(x * kRows + y); }
    static std::size_t sumIndex(int x, int y)
    {
        return static_cast<std::size_t>(x * (kRows + 1) + y);
    }
    double& sum(int x, int y) { return sums_[sumIndex(x, y)]; }
    double sum(int x, int y) const { return sums_[sumIndex(x, y)]; }

    std::vector<double> counts_;
    std::vector<double> sums_; ///< of all columns west and all rows north of a corner
};

/// The rows' edges in the world's square, from the north.
std::vector<double> rowEdges()
{
    std::vector<double> edges;
    for (int row = 0; row <= kRows; ++row)
        edges.push_back(toWorld({static_cast<double>(kNorthmost - row), 0}).y());
    return edges;
}

/// The fullest of all boxes that a view of this height (in the world's square) can show.
Cells fullest(const DegreeGrid& grid, const std::vector<double>& edges, double height, double shape)
{
    constexpr double kSlack = 1e-9; // a box that just fits must not fail by a rounding error
    const int columns =
        std::clamp(static_cast<int>(height * shape * kColumns + kSlack), 1, kColumns);
    Cells best;
    double most = -1;
    int south = 1;
    for (int north = 0; north < kRows; ++north) {
        south = std::max(south, north + 1);
        while (south < kRows && edges[static_cast<std::size_t>(south) + 1] -
                                        edges[static_cast<std::size_t>(north)] <=
                                    height + kSlack)
            ++south;
        for (int west = 0; west < kColumns; ++west) {
            const Cells box{west, north, west + columns, south};
            if (const double count = grid.count(box); count > most) {
                most = count;
                best = box;
            }
        }
    }
    return best;
}

/// Without the empty rows and columns at its edges.
Cells drawnIn(Cells box, const DegreeGrid& grid)
{
    const auto isEmpty = [&grid](const Cells& part) {
        for (int x = part.west; x < part.east; ++x) {
            for (int y = part.north; y < part.south; ++y) {
                if (grid.count(x, y) > 0)
                    return false;
            }
        }
        return true;
    };
    while (isEmpty({box.west, box.north, box.west + 1, box.south}))
        ++box.west;
    while (isEmpty({box.east - 1, box.north, box.east, box.south}))
        --box.east;
    while (isEmpty({box.west, box.north, box.east, box.north + 1}))
        ++box.north;
    while (isEmpty({box.west, box.south - 1, box.east, box.south}))
        --box.south;
    return box;
}

} // namespace

std::optional<QRectF> busyBox(std::span<const Presence> purchases, double shape)
{
    const DegreeGrid grid(purchases);
    if (grid.total() <= 0)
        return std::nullopt;

    const std::vector<double> edges = rowEdges();
    const double wanted = kShownShare * grid.total();
    double too_small = 0;
    double enough = std::max(1.0, 1 / shape);
    for (int step = 0; step < kSteps; ++step) {
        const double height = (too_small + enough) / 2;
        (grid.count(fullest(grid, edges, height, shape)) < wanted ? too_small : enough) = height;
    }
    const Cells box = drawnIn(fullest(grid, edges, enough, shape), grid);
    const QPointF north_west(static_cast<double>(box.west) / kColumns,
                             edges[static_cast<std::size_t>(box.north)]);
    const QPointF south_east(static_cast<double>(box.east) / kColumns,
                             edges[static_cast<std::size_t>(box.south)]);
    return QRectF(north_west, south_east);
}

} // namespace livewall::widgets
