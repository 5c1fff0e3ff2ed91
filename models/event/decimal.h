// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace livewall::event {

/// A decimal number as it was written: nothing is rounded or lost. Points into the text it was
/// read from.
struct Decimal
{
    bool negative = false;
    bool is_integer = true; ///< written without fraction and exponent
    std::string_view text;  ///< all of it
    std::string_view integer;
    std::string_view fraction;
    std::int64_t exponent = 0; ///< of ten; beyond +-10^15 only the sign is exact

    bool isZero() const;

    /// The value times 10^`digits` if that is a whole number of at most 15 digits. The work is
    /// bounded by the text's length, whatever the exponent.
    std::optional<std::int64_t> scaled(int digits) const;

    /// The value if it is written as an integer and fits.
    std::optional<std::int64_t> toInt64() const;

    /// The nearest double; +-infinity beyond its range, zero below.
    double toDouble() const;
};

/// `text` as a JSON number, nothing before or after it (RFC 8259 section 6).
std::optional<Decimal> readJsonNumber(std::string_view text);

/// `text` as `-?digits(.digits)?`, nothing before or after it.
std::optional<Decimal> readPlainDecimal(std::string_view text);

} // namespace livewall::event
