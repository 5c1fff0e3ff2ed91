// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <QString>

namespace livewall::widgets {

/// Rules of the y axis above zero; the highest is the axis's maximum.
inline constexpr int kRules = 4;

/// The smallest of 1, 2, 2.5 and 5 x 10^n purchases an hour, not below 1, of which kRules reach
/// `maximum`.
double roundStep(double maximum);

/// A rate as it stands beside its rule: whole but for the steps of 2.5.
QString rateText(double rate);

/// The distance of the rules over time. An axis that moves under a glance is misread, so it
/// shrinks only when it has stood for an hour of T. It grows at once: nothing is ever cut off.
class RuleStep
{
public:
    /// The step at T for what is plotted then. T may go back: an hour is one in either direction.
    double follow(double maximum, std::int64_t at_ms);

private:
    double step_ = 0; ///< 0 before the first call
    std::int64_t changed_ms_ = 0;
};

} // namespace livewall::widgets
