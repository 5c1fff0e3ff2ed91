// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace livewall::event {

/// Why an element was rejected. An element is counted under the first reason that applies, in
/// this order.
enum class Rejection : std::uint8_t {
    Length,
    Json,
    Type,
    Id,
    Time,
    Status,
    Eid,
    Amount,
    Currency,
    Country,
    Location,
    Text,
};
inline constexpr std::size_t kRejections = 12;

inline constexpr std::array<std::string_view, kRejections> kRejectionNames = {
    "length", "json",   "type",     "id",      "time",     "status",
    "eid",    "amount", "currency", "country", "location", "text"};

constexpr std::string_view name(Rejection reason)
{
    return kRejectionNames[static_cast<std::size_t>(reason)];
}

/// One of the first rejections of each reason, for the log: never the whole line, which may be
/// personal data, but at most the faulty value, and of that 40 characters.
struct RejectionSample
{
    Rejection reason;
    std::uint64_t line = 0; ///< from 1; of a stream without lines: the message's number
    std::string message;    ///< "eid: missing; the line has "merchant_id" (--map eid=merchant_id)"
};

} // namespace livewall::event
