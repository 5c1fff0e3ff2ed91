// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/week/deploymarks.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

constexpr double kNeighbour = 8; // u

} // namespace

std::vector<DeployLabel> deployLabels(const std::vector<view::WeekDeploy>& deploys,
                                      const WeekGeometry& geometry, const Units& units)
{
    std::vector<DeployLabel> labels;
    double first = 0; // of the neighbours
    int count = 0;
    for (const view::WeekDeploy& deploy : deploys) {
        const double x = geometry.at(deploy.x, 0).x();
        const double width = geometry.plot().right() - x;
        if (!labels.empty() && x - first < units.u(kNeighbour)) {
            labels.back() = {x, width, u"×%1"_s.arg(++count)};
            continue;
        }
        if (!labels.empty())
            labels.back().width = x - labels.back().left;
        labels.push_back({x, width, deploy.label});
        first = x;
        count = 1;
    }
    return labels;
}

} // namespace livewall::widgets
