// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace livewall::app {

/// What this process takes of the machine, as the system tells it. Nothing where it does not.
std::chrono::nanoseconds processTime();        ///< of all its threads
std::chrono::nanoseconds threadTime();         ///< of the one that asks
std::optional<std::uint64_t> residentMemory(); ///< bytes

} // namespace livewall::app
