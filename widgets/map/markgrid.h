// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/mark.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace livewall::widgets {

/// Merges marks that are near each other: those of one square of a grid and of one exactness
/// become one mark at their common centre. Adding is O(1), and memory grows with the occupied
/// squares alone, however many marks come.
class MarkGrid
{
public:
    /// `cell`: the side of a square, in the world's square.
    explicit MarkGrid(double cell) : cell_(cell) {}

    void add(const Mark& mark);

    /// The merged marks, those of the square that was first occupied first. Each was born when the
    /// last mark came to it.
    const std::vector<Mark>& marks() const { return marks_; }

    /// A square and an exactness, as a number.
    std::uint64_t cellOf(const Mark& mark) const;

    double cell() const { return cell_; }

private:
    double cell_;
    std::vector<Mark> marks_;
    std::unordered_map<std::uint64_t, std::size_t> places_; ///< by cellOf: index into marks_
};

/// The same marks over squares of `cell`.
MarkGrid regridded(const std::vector<Mark>& marks, double cell);

} // namespace livewall::widgets
