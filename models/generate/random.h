// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace livewall::generate {

/// SplitMix64's finaliser: a bijection of 64 bits that scatters neighbours.
constexpr std::uint64_t scattered(std::uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

/// SplitMix64: the same numbers for a seed on every machine. Whatever is drawn here is drawn in
/// whole numbers, because the standard library's distributions and the last digit of a logarithm
/// differ between machines.
class Random
{
public:
    constexpr explicit Random(std::uint64_t seed) : state_(seed) {}

    /// A stream of its own for each of `key`: seconds, days, merchants.
    constexpr Random(std::uint64_t seed, std::uint64_t key)
        : state_(scattered(seed ^ scattered(key + 0x9e3779b97f4a7c15)))
    {
    }

    constexpr std::uint64_t next()
    {
        state_ += 0x9e3779b97f4a7c15;
        return scattered(state_);
    }

    /// 32 bits, evenly.
    constexpr std::uint32_t bits() { return static_cast<std::uint32_t>(next() >> 32); }

    /// 0 to limit - 1.
    constexpr std::uint32_t below(std::uint32_t limit)
    {
        return static_cast<std::uint32_t>((std::uint64_t{bits()} * limit) >> 32);
    }

    /// True in `share` of 10,000 cases.
    constexpr bool chance(std::uint32_t share) { return below(10'000) < share; }

private:
    std::uint64_t state_;
};

} // namespace livewall::generate
