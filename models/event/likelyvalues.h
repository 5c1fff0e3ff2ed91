// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/event/decimal.h"
#include "models/event/scanning.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace livewall::event {

/// A string's text, unescaped. Readable for TextPool::kBlock bytes beyond its end.
struct LikelyText
{
    std::string_view text;
    bool is_clean = true; ///< it is known to hold no control character (Unicode Cc)
};

/// What the values of a purchase's line say. Each is valid by itself; what bears on two of them is
/// yet to be judged. Points into the line, and into the JsonReader that unescaped its strings.
struct LikelyValues
{
    std::string_view source; ///< of the envelope; empty where there is none
    std::string_view id;
    std::int64_t time_ms = 0;
    std::int64_t eid = 0;
    SmallDecimal small_amount; ///< size 0: see `amount`
    Decimal amount;
    LikelyText merchant;
    LikelyText city;
    float latitude = std::numeric_limits<float>::quiet_NaN();
    float longitude = std::numeric_limits<float>::quiet_NaN();
    Currency currency;
    Country country;
    bool accepted = false;

    /// Forgets what not every purchase has.
    void clear()
    {
        source = {};
        merchant = {};
        city = {};
        latitude = longitude = std::numeric_limits<float>::quiet_NaN();
        country = {};
    }
};

} // namespace livewall::event
