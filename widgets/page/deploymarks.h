// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <QString>

#include "widgets/page/theme.h"
#include "widgets/page/units.h"

class QPainter;

namespace livewall::widgets {

/// A deploy's line in a plot: where it stands, in pixels, and what it is called.
struct DeployAt
{
    double x = 0;
    QString label; ///< "checkout 2.4.1"
};

/// What stands at the top of the plot beside one deploy's line, or the last one's of neighbours.
struct DeployLabel
{
    double left = 0;  ///< pixels: the line
    double width = 0; ///< up to the next label's line
    QString text;     ///< "checkout 2.4.1"; of neighbours "×3"
    friend bool operator==(const DeployLabel&, const DeployLabel&) = default;
};

/// `deploys` from left to right, in a plot that ends at `right`. Neighbours are those nearer to
/// their first than a label needs.
std::vector<DeployLabel> deployLabels(const std::vector<DeployAt>& deploys, double right,
                                      const Units& units);

/// In the plot that begins at `left`; each where there is more room for it, behind its line or
/// before it.
void paintDeployLabels(QPainter& painter, const std::vector<DeployLabel>& labels, double left,
                       double baseline, const Units& units, const Theme& theme);

} // namespace livewall::widgets
