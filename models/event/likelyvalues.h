// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decimal.h"
#include "models/event/money.h"
#include "models/event/purchase.h"
#include "models/event/scanning.h"

#include <cstdint>
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

    /// Finds the amount of `purchase`, whose currency and status are known, in minor units; false
    /// where it is over kMaxAmount, finer than these or below zero and accepted.
    bool findAmount(Purchase& purchase) const;

    /// Forgets what not every purchase has.
    void clear()
    {
        source.text = {};
        merchant.text = {};
        city.text = {};
    }

private:
    bool findUnusualAmount(Purchase& purchase) const;
};

inline bool LikelyValues::findAmount(Purchase& purchase) const
{
    const auto minor_digits = static_cast<unsigned>(purchase.currency.minorDigits());
    if (small_amount.size == 0 || small_amount.fraction_digits > minor_digits) [[unlikely]]
        return findUnusualAmount(purchase);
    const std::int64_t unit = kPowersOf10[minor_digits - small_amount.fraction_digits];
    purchase.amount = small_amount.mantissa * unit;
    return purchase.amount <= kMaxAmount &&
           purchase.amount >= (purchase.accepted ? 0 : -kMaxAmount);
}

} // namespace livewall::event
