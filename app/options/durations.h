// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace livewall::app {

/// An option that takes a time as config::parseDuration_ms() reads it.
CLI::Option* addDuration(CLI::App& command, const std::string& name,
                         std::optional<std::int64_t>& target_ms, const std::string& help);

} // namespace livewall::app
