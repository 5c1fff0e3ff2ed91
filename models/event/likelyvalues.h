// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decimal.h"
#include "models/event/scanning.h"

#include <string_view>

namespace livewall::event {

/// A string's text, unescaped. Readable for TextPool::kBlock bytes beyond its end.
struct LikelyText
{
    std::string_view text;
    bool is_clean = true; ///< it is known to hold no control character (Unicode Cc)
};

/// What is said by a purchase's line, and is not in the Purchase yet. Points into the line, and
/// into the JsonReader that unescaped its strings.
struct LikelyValues
{
    LikelyText source; ///< of the envelope; empty where there is none
    LikelyText id;
    LikelyText merchant;
    LikelyText city;
    SmallDecimal small_amount; ///< in major units; size 0: it is `amount`
    Decimal amount;

    /// Forgets what not every purchase has.
    void clear()
    {
        source.text = {};
        merchant.text = {};
        city.text = {};
    }
};

} // namespace livewall::event
