// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include <QPointF>

namespace livewall::widgets {

/// Points of a plane, found again by nearness: a hash of squares as wide as near is far. Adding and
/// asking cost the points of nine squares.
class NearIndex
{
public:
    /// Two points are near each other if they are at most `reach` apart.
    explicit NearIndex(double reach) : reach_(reach) {}

    void insert(QPointF point, std::size_t id);

    /// The nearest of the points that are near; nothing if none is.
    std::optional<std::size_t> nearest(QPointF point) const;

    double reach() const { return reach_; }

private:
    struct Entry
    {
        QPointF point;
        std::size_t id = 0;
    };

    std::int64_t squareOf(double position) const;
    static std::uint64_t keyOf(std::int64_t column, std::int64_t row);

    double reach_;
    std::unordered_multimap<std::uint64_t, Entry> entries_;
};

} // namespace livewall::widgets
