// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/currency.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::event {

struct Decimal;

__extension__ using Int128 = __int128;

/// The greatest amount of one purchase, either way, in minor units.
inline constexpr std::int64_t kMaxAmount = 1'000'000'000'000;

/// `-?digits(.digits)?` in major units as minor units of `minor_digits` decimals. Exact: nothing
/// where a digit other than 0 lies beyond the minor unit, or beyond kMaxAmount.
std::optional<std::int64_t> parseAmount(std::string_view text, int minor_digits);

/// The same for the text of a JSON number (RFC 8259), whose exponent is honoured exactly.
std::optional<std::int64_t> parseJsonAmount(std::string_view text, int minor_digits);

/// What both of them do once the text is read.
std::optional<std::int64_t> amountOf(const Decimal& decimal, int minor_digits);

/// sum / count rounded half to even, both in minor units. `count` is positive.
std::int64_t averageHalfEven(Int128 sum, std::int64_t count);

/// "499.12" for 49912 and two digits; "500" for none.
std::string formatAmount(std::int64_t amount, int minor_digits);

} // namespace livewall::event
