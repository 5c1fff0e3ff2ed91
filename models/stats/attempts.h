// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace livewall::stats {

/// Purchases that went well, and all that were tried.
struct Attempts
{
    std::int64_t accepted = 0;
    std::int64_t attempts = 0;

    Attempts& operator+=(const Attempts& other)
    {
        accepted += other.accepted;
        attempts += other.attempts;
        return *this;
    }
    friend bool operator==(const Attempts&, const Attempts&) = default;
};

} // namespace livewall::stats
