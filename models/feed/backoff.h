// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <random>
#include <utility>

namespace livewall::feed {

/// How long to wait before each next attempt: anywhere between the shortest wait and a ceiling that
/// doubles with every failure up to the longest, so that many walls do not come back at once.
/// A server may ask for a longer shortest wait; kMaxAsked is the most that it gets.
class Backoff
{
public:
    using Duration = std::chrono::milliseconds;

    static constexpr Duration kMaxAsked = std::chrono::minutes(10);

    Backoff(Duration shortest, Duration longest)
        : Backoff(shortest, longest, [engine = std::mt19937(std::random_device()())]() mutable {
            return std::uniform_real_distribution<double>()(engine);
        })
    {
    }

    /// `random` gives numbers in [0, 1).
    Backoff(Duration shortest, Duration longest, std::function<double()> random)
        : shortest_(shortest), longest_(longest), random_(std::move(random))
    {
    }

    /// The wait after one more failure.
    Duration next(std::optional<Duration> asked = std::nullopt)
    {
        const Duration least = std::max(shortest_, std::min(asked.value_or(shortest_), kMaxAsked));
        spread_ = std::min(spread_ * 2, kMaxSpread);
        const Duration most = std::max(least, std::min(least * spread_, longest_));
        return least + std::chrono::duration_cast<Duration>((most - least) * random_());
    }

    /// It worked: the next failure is a first one.
    void reset() { spread_ = 1; }

private:
    static constexpr int kMaxSpread = 1 << 16;

    Duration shortest_;
    Duration longest_;
    std::function<double()> random_;
    int spread_ = 1;
};

} // namespace livewall::feed
