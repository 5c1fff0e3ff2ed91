// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/money.h"

#include "models/event/decimal.h"

namespace livewall::event {

std::optional<std::int64_t> amountOf(const Decimal& decimal, int minor_digits)
{
    const std::optional<std::int64_t> amount = decimal.scaled(minor_digits);
    if (!amount || *amount > kMaxAmount || *amount < -kMaxAmount)
        return std::nullopt;
    return amount;
}

std::optional<std::int64_t> parseAmount(std::string_view text, int minor_digits)
{
    const std::optional<Decimal> decimal = readPlainDecimal(text);
    return decimal ? amountOf(*decimal, minor_digits) : std::nullopt;
}

std::optional<std::int64_t> parseJsonAmount(std::string_view text, int minor_digits)
{
    const std::optional<Decimal> decimal = readJsonNumber(text);
    return decimal ? amountOf(*decimal, minor_digits) : std::nullopt;
}

std::int64_t averageHalfEven(Int128 sum, std::int64_t count)
{
    const Int128 magnitude = sum < 0 ? -sum : sum;
    Int128 average = magnitude / count;
    const Int128 twice_rest = (magnitude % count) * 2;
    if (twice_rest > count || (twice_rest == count && average % 2 != 0))
        ++average;
    return static_cast<std::int64_t>(sum < 0 ? -average : average);
}

std::string formatAmount(std::int64_t amount, int minor_digits)
{
    // Unsigned, so that the least int64 has a magnitude too.
    const std::uint64_t magnitude =
        amount < 0 ? -static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
    std::string text = std::to_string(magnitude);
    if (minor_digits > 0) {
        const auto digits = static_cast<std::size_t>(minor_digits);
        if (text.size() <= digits)
            text.insert(0, digits + 1 - text.size(), '0');
        text.insert(text.size() - digits, 1, '.');
    }
    if (amount < 0)
        text.insert(0, 1, '-');
    return text;
}

} // namespace livewall::event
