// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/page/deploymarks.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/page/texts.h"

using namespace Qt::StringLiterals;

namespace livewall::widgets {
namespace {

// In u.
constexpr double kNeighbour = 8;
constexpr double kBeside = 0.6; // between a line and its label

} // namespace

std::vector<DeployLabel> deployLabels(const std::vector<DeployAt>& deploys, double right,
                                      const Units& units)
{
    std::vector<DeployLabel> labels;
    double first = 0; // of the neighbours
    int count = 0;
    for (const DeployAt& deploy : deploys) {
        const double width = right - deploy.x;
        if (!labels.empty() && deploy.x - first < units.u(kNeighbour)) {
            labels.back() = {deploy.x, width, u"×%1"_s.arg(++count)};
            continue;
        }
        if (!labels.empty())
            labels.back().width = deploy.x - labels.back().left;
        labels.push_back({deploy.x, width, deploy.label});
        first = deploy.x;
        count = 1;
    }
    return labels;
}

void paintDeployLabels(QPainter& painter, const std::vector<DeployLabel>& labels, double left,
                       double baseline, const Units& units, const Theme& theme)
{
    const QFont font = units.wordFont(Type::Note);
    painter.setFont(font);
    painter.setPen(theme.secondary);
    const double beside = units.u(kBeside);
    double taken = left;
    for (const DeployLabel& label : labels) {
        const double text = QFontMetricsF(font).horizontalAdvance(label.text);
        const double after = label.width - 2 * beside;
        const double before = label.left - taken - 2 * beside;
        // At the plot's end there is more room before the line.
        const bool is_after = after >= text || after >= before;
        const double width = std::min(text, is_after ? after : before);
        const double from = is_after ? label.left + beside : label.left - beside - width;
        drawLeft(painter, from, baseline, std::ceil(width), label.text);
        taken = std::max(label.left, from + width);
    }
}

} // namespace livewall::widgets
