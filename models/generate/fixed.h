// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/money.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace livewall::generate {

/// Whole numbers that stand for fractions: 65,536 is 1.
using Fixed = std::int64_t;
inline constexpr Fixed kOne = 1 << 16;

namespace detail {

/// 2^(i/64) in 1/2^32.
constexpr std::array<std::uint64_t, 65> powersOfTwo()
{
    std::array<std::uint64_t, 65> powers{};
    powers[0] = std::uint64_t{1} << 32;
    for (std::size_t i = 1; i < powers.size(); ++i) {
        constexpr event::Int128 step = 4'341'736'423; // 2^(1/64) in 1/2^32
        powers[i] = static_cast<std::uint64_t>((powers[i - 1] * step + 0x80000000) >> 32);
    }
    return powers;
}
inline constexpr auto kPowersOfTwo = powersOfTwo();

} // namespace detail

/// 2 to the power of `exponent`, -32 to 30, in 1/2^32; good to five digits.
constexpr std::uint64_t exp2(Fixed exponent)
{
    const Fixed whole = exponent >> 16;
    const auto part = static_cast<std::uint64_t>(exponent & 0xffff);
    const auto& powers = detail::kPowersOfTwo;
    const std::uint64_t low = powers[part >> 10];
    const std::uint64_t high = powers[(part >> 10) + 1];
    const std::uint64_t value = low + (((high - low) * (part & 0x3ff)) >> 10);
    return whole >= 0 ? value << whole : value >> -whole;
}

} // namespace livewall::generate
