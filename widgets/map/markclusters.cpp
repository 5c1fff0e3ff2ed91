// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/map/markclusters.h"

namespace livewall::widgets {

MarkClusters::MarkClusters(double reach)
    : places_{NearIndex(reach), NearIndex(reach), NearIndex(reach)}
{
}

MarkClusters::MarkClusters(const std::vector<Mark>& marks, double reach) : MarkClusters(reach)
{
    for (const Mark& mark : marks)
        add(mark);
}

void MarkClusters::add(const Mark& mark)
{
    NearIndex& places = places_[static_cast<std::size_t>(mark.exactness)];
    if (const auto near = places.nearest(mark.at)) {
        marks_[*near].count += mark.count;
        return;
    }
    places.insert(mark.at, marks_.size());
    marks_.push_back(mark);
}

} // namespace livewall::widgets
