// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"

#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>

namespace livewall::event {

/// 127 bits of XXH3-128 over an event's id, seeded by its source, and one bit for accepted or not:
/// what DESIGN calls the identity. The hash is stable between versions and machines.
struct Identity
{
    std::uint64_t high = 0;
    std::uint64_t low = 0; ///< bit 0: accepted

    friend constexpr auto operator<=>(const Identity&, const Identity&) = default;
};

/// A piece of the batch's text: valid only with the batch that it came in.
struct Text
{
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
};

/// One valid purchase, as decoded. Plain data without ownership; the texts live in the batch.
struct Purchase
{
    std::int64_t time_ms = 0; ///< since 1970, UTC
    std::int64_t eid = 0;     ///< 1 to 2^63-1
    std::int64_t amount = 0;  ///< in the currency's minor unit; at most 10^12 either way
    Identity identity;
    Text merchant;                                            ///< empty: not given
    Text city;                                                ///< empty: not given
    float latitude = std::numeric_limits<float>::quiet_NaN(); ///< degrees WGS 84; NaN: not given
    float longitude = std::numeric_limits<float>::quiet_NaN();
    Currency currency;
    Country country;
    bool accepted = false;

    bool hasLocation() const { return !std::isnan(latitude); }
    std::int64_t second() const { return time_ms / 1000; } // never negative: time is from 2000 on
};

/// A release of some service, shown as a marker.
struct Deploy
{
    Identity identity;
    std::int64_t time_ms = 0;
    Text service;
    Text version;
};

} // namespace livewall::event
