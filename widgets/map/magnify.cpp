// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/magnify.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace livewall::widgets {

namespace {

// Two pixels: their bytes, and with room for products with a weight. The compiler has instructions
// for them on every processor that a wall runs on.
using Bytes [[gnu::vector_size(8)]] = std::uint8_t;
using Channels [[gnu::vector_size(16)]] = std::uint16_t;

constexpr int kWhole = 256; // weights are of so many

Channels loaded(const QRgb* two_pixels)
{
    Bytes bytes;
    std::memcpy(&bytes, two_pixels, sizeof bytes);
    return __builtin_convertvector(bytes, Channels);
}

Channels all(int weight)
{
    return Channels{} + static_cast<std::uint16_t>(weight);
}

/// Which two pixels next to each other a point lies between, and how near the second it is.
struct Between
{
    int first = 0;
    int weight = 0;
};

/// `place`: of the point, where pixel n of `pixels`, at least two, has its middle at n + 0.5.
Between between(double place, int pixels)
{
    const double from_first = std::clamp(place - 0.5, 0.0, pixels - 1.0);
    const int first = std::min(static_cast<int>(from_first), pixels - 2);
    return {first, static_cast<int>((from_first - first) * kWhole)};
}

/// Lines of the sheet as wide as they are to be, of which two are needed at a time.
class WideLines
{
public:
    WideLines(const QImage& sheet, double left, double step, int width) : sheet_(sheet)
    {
        for (int x = 0; x < width; ++x)
            columns_.push_back(between(left + (x + 0.5) * step, sheet.width()));
        for (Line& line : lines_)
            line.pixels.resize((columns_.size() + 1) / 2);
        for (int weight = 0; weight <= kWhole; ++weight) {
            Channels& both = weights_[static_cast<std::size_t>(weight)];
            for (int lane = 0; lane < 8; ++lane)
                both[lane] = static_cast<std::uint16_t>(lane < 4 ? kWhole - weight : weight);
        }
    }

    /// Two pixels each.
    const Channels* line(int y)
    {
        if (lines_[0].y != y && lines_[1].y != y) {
            std::swap(lines_[0], lines_[1]); // the one before is needed once more
            widen(y, lines_[0]);
        }
        return lines_[lines_[0].y == y ? 0 : 1].pixels.data();
    }

private:
    struct Line
    {
        int y = -1;
        std::vector<Channels> pixels;
    };

    /// In the first half of what comes back.
    Channels mixed(const QRgb* pixels, const Between& column) const
    {
        const Channels parts =
            loaded(pixels + column.first) * weights_[static_cast<std::size_t>(column.weight)];
        return (parts + __builtin_shufflevector(parts, parts, 4, 5, 6, 7, 0, 1, 2, 3)) >> 8;
    }

    void widen(int y, Line& into) const
    {
        into.y = y;
        const auto* const pixels = reinterpret_cast<const QRgb*>(sheet_.constScanLine(y));
        for (std::size_t pair = 0; pair < into.pixels.size(); ++pair) {
            const Between& left = columns_[2 * pair];
            const Between& right = columns_[std::min(2 * pair + 1, columns_.size() - 1)];
            into.pixels[pair] = __builtin_shufflevector(mixed(pixels, left), mixed(pixels, right),
                                                        0, 1, 2, 3, 8, 9, 10, 11);
        }
    }

    const QImage& sheet_;
    std::vector<Between> columns_;
    std::array<Line, 2> lines_;
    std::array<Channels, kWhole + 1> weights_{}; ///< of a first pixel and a second one
};

} // namespace

void magnify(const QImage& sheet, QPointF origin, double step, QImage& into)
{
    const int width = into.width();
    const int height = into.height();
    WideLines lines(sheet, origin.x(), step, width);
    for (int y = 0; y < height; ++y) {
        const Between row = between(origin.y() + (y + 0.5) * step, sheet.height());
        const Channels* const first = lines.line(row.first);
        const Channels* const second = lines.line(row.first + 1);
        const Channels of_first = all(kWhole - row.weight);
        const Channels of_second = all(row.weight);
        uchar* const pixels = into.scanLine(y);
        const auto mixed = [&](int pair) {
            return __builtin_convertvector((first[pair] * of_first + second[pair] * of_second) >> 8,
                                           Bytes);
        };
        for (int pair = 0; pair < width / 2; ++pair) {
            const Bytes bytes = mixed(pair);
            std::memcpy(pixels + 8 * std::ptrdiff_t{pair}, &bytes, 8);
        }
        if (width % 2 == 1) {
            const Bytes bytes = mixed(width / 2);
            std::memcpy(pixels + 8 * std::ptrdiff_t{width / 2}, &bytes, 4);
        }
    }
}

} // namespace livewall::widgets
