// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/country.h"
#include "models/event/currency.h"
#include "models/event/eventbatch.h"
#include "models/stats/delta.h"

#include <chrono>
#include <cstdint>
#include <string_view>

/// Short ways to write down what the tests of models/stats and models/engine count.
namespace livewall::examples {

/// Seconds since 1970 of an instant in UTC.
constexpr std::int64_t utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0,
                           int second = 0)
{
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / month / day;
    return (date + hours(hour) + minutes(minute) + seconds(second)).time_since_epoch() / seconds(1);
}

inline event::Country country(std::string_view code)
{
    return event::Country::fromCode(code).value();
}

inline event::Currency currency(std::string_view code)
{
    return event::Currency::fromCode(code).value();
}

/// Two different numbers are two ids; `accepted` is the rest of the identity.
constexpr event::Identity identity(std::uint64_t id, bool accepted = true)
{
    return {id * 0x9e37'79b9'7f4a'7c15, id << 1 | (accepted ? 1 : 0)};
}

/// Accepted: 100.00 SEK in Sweden.
inline event::Purchase purchase(std::uint64_t id, std::int64_t time_ms, std::int64_t eid = 1)
{
    event::Purchase made;
    made.time_ms = time_ms;
    made.eid = eid;
    made.amount = 100'00;
    made.identity = identity(id);
    made.currency = currency("SEK");
    made.country = country("se");
    made.accepted = true;
    return made;
}

inline event::Purchase declined(std::uint64_t id, std::int64_t time_ms, std::int64_t eid = 1)
{
    event::Purchase made = purchase(id, time_ms, eid);
    made.identity = identity(id, false);
    made.accepted = false;
    return made;
}

inline void add(event::EventBatch& batch, const event::Purchase& made)
{
    batch.purchases.push_back(made);
    ++batch.received;
}

} // namespace livewall::examples
