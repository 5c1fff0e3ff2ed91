// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/benchscenario.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace livewall::app {

/// A figure beside what is asked of it.
struct Asked
{
    enum class Side { AtLeast, Below };

    std::string figure; ///< "map 1920x1080 at 273 events/s, frames/s"
    double measured = 0;
    Side side = Side::Below;
    double limit = 0;

    bool isMet() const { return side == Side::AtLeast ? measured >= limit : measured < limit; }
};

/// Of a page that moves, the longer of what a frame takes and what lies between two of them; of one
/// that stands, what a frame takes. In milliseconds.
double frameTime_ms(const widgets::FrameFigures& figures, int percent);

/// What is asked of a scenario.
std::vector<Asked> askedOf(const BenchScenario& scenario, const BenchResult& result);

/// What is asked of a wall's start: the middle one of an odd number of them.
Asked askedOfStart(std::vector<std::chrono::milliseconds> first_frames);

nlohmann::ordered_json scenarioJson(const BenchScenario& scenario, const BenchResult& result);
nlohmann::ordered_json askedJson(const std::vector<Asked>& asked);

} // namespace livewall::app
