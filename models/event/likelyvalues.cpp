// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/likelyvalues.h"

namespace livewall::event {

bool LikelyValues::findUnusualAmount(Purchase& purchase) const
{
    const int minor_digits = purchase.currency.minorDigits();
    if (small_amount.size > 0) {
        // It has more decimals than the currency: all of these are zeros, or it is no amount.
        const auto digits = static_cast<unsigned>(minor_digits);
        const std::int64_t part = kPowersOf10[small_amount.fraction_digits - digits];
        purchase.amount = small_amount.mantissa / part;
        return small_amount.mantissa % part == 0 && purchase.amount <= kMaxAmount &&
               purchase.amount >= (purchase.accepted ? 0 : -kMaxAmount);
    }
    const std::optional<std::int64_t> found = amountOf(amount, minor_digits);
    purchase.amount = found.value_or(0);
    return found && (*found >= 0 || !purchase.accepted);
}

} // namespace livewall::event
