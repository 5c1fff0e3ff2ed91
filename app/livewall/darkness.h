// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/config/config.h"

#include <chrono>
#include <vector>

namespace livewall::app {

inline constexpr double kFullBrightness = 100;

/// What is left of the picture's light, in percent, when clocks show `time`: the least of the hours
/// that hold then. Hours hold from `from` up to `to`, and belong to the day on which they begin.
/// By what clocks show: where a time repeats they hold twice, and where it is skipped not at all.
double brightnessAt(const std::vector<config::DarkHours>& hours, std::chrono::local_seconds time);

} // namespace livewall::app
