// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QString>

#include "models/view/wallview.h"
#include "widgets/week/weekgeometry.h"

namespace livewall::widgets {

/// What stands at the top of the plot beside one deploy's line, or the last one's of neighbours.
struct DeployLabel
{
    double left = 0;  ///< pixels: the line
    double width = 0; ///< up to the next label's line
    QString text;     ///< "checkout 2.4.1"; of neighbours "×3"
    friend bool operator==(const DeployLabel&, const DeployLabel&) = default;
};

/// `deploys` by time. Neighbours are those nearer to their first than a label needs.
std::vector<DeployLabel> deployLabels(const std::vector<view::WeekDeploy>& deploys,
                                      const WeekGeometry& geometry, const Units& units);

} // namespace livewall::widgets
