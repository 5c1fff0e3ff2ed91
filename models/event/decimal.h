// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace livewall::event {

/// Whether `text` is a JSON number, nothing before or after it (RFC 8259 section 6).
bool isJsonNumber(std::string_view text);

/// What a JSON number without fraction and exponent says, if it fits. `text` is a JSON number.
std::optional<std::int64_t> integerOf(std::string_view text);

/// The double nearest to a JSON number; +-infinity beyond the range of doubles, zero below it.
/// `text` is a JSON number.
double doubleOf(std::string_view text);

/// A decimal number as it was written: nothing is rounded or lost. Points into the text it was
/// read from.
struct Decimal
{
    bool negative = false;
    std::string_view integer;
    std::string_view fraction;
    std::int64_t exponent = 0; ///< of ten; held within +-10^15

    bool isZero() const;

    /// The power of ten of the first digit that is not 0; nothing for zero.
    std::optional<std::int64_t> power() const;

    /// The value times 10^`digits` if that is a whole number of at most 15 digits. The work is
    /// bounded by the text's length, whatever the exponent.
    std::optional<std::int64_t> scaled(int digits) const;
};

/// `text` as a JSON number, nothing before or after it.
std::optional<Decimal> readJsonNumber(std::string_view text);

/// `text` as `-?digits(.digits)?`, nothing before or after it.
std::optional<Decimal> readPlainDecimal(std::string_view text);

} // namespace livewall::event
