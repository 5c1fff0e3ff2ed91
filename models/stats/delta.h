// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/event/money.h"

#include <cstdint>
#include <string>

namespace livewall::stats {

/// So many purchases of one store, country and currency in one second: the one form in which
/// figures travel, from the apply loop, a store, demo history or an aggregator. Deltas of the same
/// key add up, field by field; every figure on the wall is a sum of them.
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

/// A store's name as an accepted purchase gave it. Of two, the newer holds; of the same time the
/// greater by bytes: so merging is as order-free as adding.
struct MerchantName
{
    std::int64_t eid = 0;
    std::int64_t time_ms = 0;
    std::string name; ///< never empty
};

} // namespace livewall::stats
