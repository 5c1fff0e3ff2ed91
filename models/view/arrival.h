// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace livewall::view {

/// Events that came in together: when the first of them had been read, in microseconds of a clock
/// that runs evenly, and how many they are.
struct Arrival
{
    std::int64_t read_us = 0;
    std::uint64_t events = 0;

    bool operator==(const Arrival&) const = default;
};

} // namespace livewall::view
