// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace livewall::config {

/// "300ms", "20s", "2m", "36h" or "30d", from a millisecond up to 100 years.
std::optional<std::int64_t> parseDuration_ms(std::string_view text);

} // namespace livewall::config
