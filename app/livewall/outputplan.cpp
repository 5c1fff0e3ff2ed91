// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/outputplan.h"

#include <algorithm>
#include <utility>

namespace livewall::app {

OutputPlan::OutputPlan(QStringList wanted)
    : wanted_(std::move(wanted)), shown_(static_cast<std::size_t>(wanted_.size()))
{
}

std::vector<OutputPlan::Change> OutputPlan::update(const std::vector<Output>& outputs)
{
    std::vector<Change> changes;
    for (qsizetype window = 0; window < wanted_.size(); ++window) {
        const QString& name = wanted_[window];
        const auto found =
            name.isEmpty() ? outputs.begin() : std::ranges::find(outputs, name, &Output::name);
        const auto output = found == outputs.end() ? std::nullopt : std::optional(*found);
        std::optional<Output>& shown = shown_[static_cast<std::size_t>(window)];
        if (output != shown)
            changes.push_back({window, output});
        shown = output;
    }
    return changes;
}

} // namespace livewall::app
