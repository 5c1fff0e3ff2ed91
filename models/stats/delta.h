// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/event/money.h"
#include "models/stats/attempts.h"

#include <cstdint>
#include <optional>
#include <string>

namespace livewall::stats {

/// So many purchases of one store, country and currency in one second: the form in which figures
/// travel, from a store, demo history or an aggregator; single purchases, as the apply loop counts
/// them, in its short form, UnitDelta. Deltas of the same key add up, field by field; every figure
/// on the wall is a sum of them.
/// Where only the minute (or the hour) is known, `second` is its first one.
struct Delta
{
    std::int64_t second = 0; ///< since 1970, UTC
    std::int64_t eid = 0;
    event::Country country;
    event::Currency currency;
    std::int64_t accepted = 0;     ///< purchases
    std::int64_t not_accepted = 0; ///< purchases
    event::Int128 sum = 0;         ///< of the accepted ones, in the currency's minor unit
};

/// The Delta of one purchase, in 24 bytes: what many are handed on and kept as.
struct UnitDelta
{
    static constexpr std::int64_t kNotAccepted = -1;

    std::int64_t eid = 0;
    std::int64_t sum = 0;     ///< in the currency's minor unit, not negative; or kNotAccepted
    std::uint32_t second = 0; ///< since 1970, UTC; good until 2106
    event::Country country;
    event::Currency currency;

    bool isAccepted() const { return sum != kNotAccepted; }
    Attempts attempts() const { return {isAccepted() ? 1 : 0, 1}; }
};

inline Delta toDelta(const UnitDelta& one)
{
    const bool accepted = one.isAccepted();
    return {.second = one.second,
            .eid = one.eid,
            .country = one.country,
            .currency = one.currency,
            .accepted = accepted ? 1 : 0,
            .not_accepted = accepted ? 0 : 1,
            .sum = accepted ? one.sum : 0};
}

/// Nothing where the delta is not that of one purchase.
inline std::optional<UnitDelta> toUnitDelta(const Delta& delta)
{
    const auto sum = static_cast<std::int64_t>(delta.sum);
    const auto second = static_cast<std::uint32_t>(delta.second);
    const bool is_one = (delta.accepted | delta.not_accepted) == 1 &&
                        delta.accepted != delta.not_accepted && sum == delta.sum && sum >= 0 &&
                        (sum == 0 || delta.accepted == 1) && second == delta.second;
    if (!is_one)
        return std::nullopt;
    return UnitDelta{.eid = delta.eid,
                     .sum = delta.accepted == 1 ? sum : UnitDelta::kNotAccepted,
                     .second = second,
                     .country = delta.country,
                     .currency = delta.currency};
}

/// A store's name as an accepted purchase gave it. Of two, the newer holds; of the same time the
/// greater by bytes: so merging is as order-free as adding.
struct MerchantName
{
    std::int64_t eid = 0;
    std::int64_t time_ms = 0;
    std::string name; ///< never empty
};

} // namespace livewall::stats
