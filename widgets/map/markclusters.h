// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/map/mark.h"
#include "widgets/map/nearindex.h"

#include <array>
#include <vector>

namespace livewall::widgets {

/// Merges marks that are near each other: a mark joins the nearest one of its exactness, else it
/// stands for itself and later ones may join it. So no two of one exactness lie within the reach,
/// and memory grows with them alone, however many marks come. Adding costs a look at a few squares.
class MarkClusters
{
public:
    explicit MarkClusters(double reach);
    MarkClusters(const std::vector<Mark>& marks, double reach);

    void add(const Mark& mark);

    /// The merged marks, each at the place of its first, the oldest first.
    const std::vector<Mark>& marks() const { return marks_; }

    double reach() const { return places_.front().reach(); }

private:
    std::vector<Mark> marks_;
    std::array<NearIndex, 3> places_; ///< by exactness: of indexes into marks_
};

} // namespace livewall::widgets
