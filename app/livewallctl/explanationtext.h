// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/explanation.h"
#include "models/event/country.h"

#include <cstdint>
#include <string>
#include <vector>

namespace livewall::app {

/// What an explanation is put into words for.
struct ExplanationFrame
{
    const std::vector<std::string>& files;
    const std::vector<event::Country>& exclude;
    std::int64_t eid = 0;
    bool shows_all = false; ///< lines far from the windows, too
};

/// For a person: a line an element, and what they come to.
std::string explanationText(const engine::Explanation& explanation, const ExplanationFrame& frame);

/// The same as one JSON object on one line.
std::string explanationJson(const engine::Explanation& explanation, const ExplanationFrame& frame);

} // namespace livewall::app
