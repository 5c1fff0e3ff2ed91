// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::app {

/// "300ms", "20s", "2m", "36h", "30d", or "20" (seconds), from a millisecond up to 100 years.
std::optional<std::int64_t> parseDuration_ms(std::string_view text);

/// An option that takes such a time.
CLI::Option* addDuration(CLI::App& command, const std::string& name,
                         std::optional<std::int64_t>& target_ms, const std::string& help);

} // namespace livewall::app
