// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/decimal.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace livewall::event {
namespace {

constexpr std::int64_t kExponentLimit = 1'000'000'000'000'000;
constexpr int kMaxScaledDigits = 15;

bool isDigit(char c)
{
    return static_cast<unsigned char>(c - '0') < 10;
}

/// Takes the run of digits at the front of `text`.
std::string_view takeDigits(std::string_view& text)
{
    std::size_t size = 0;
    while (size < text.size() && isDigit(text[size]))
        ++size;
    const std::string_view digits = text.substr(0, size);
    text.remove_prefix(size);
    return digits;
}

bool takeChar(std::string_view& text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

/// Sign, integer and fraction; false where digits are missing.
bool takePlainDecimal(std::string_view& text, Decimal& decimal)
{
    decimal.negative = takeChar(text, '-');
    decimal.integer = takeDigits(text);
    if (decimal.integer.empty())
        return false;
    if (takeChar(text, '.')) {
        decimal.is_integer = false;
        decimal.fraction = takeDigits(text);
        return !decimal.fraction.empty();
    }
    return true;
}

std::int64_t saturatedInteger(std::string_view digits)
{
    std::int64_t value = 0;
    for (const char digit : digits)
        value = std::min(value * 10 + (digit - '0'), kExponentLimit);
    return value;
}

bool allZero(std::string_view digits)
{
    return digits.find_first_not_of('0') == std::string_view::npos;
}

} // namespace

bool Decimal::isZero() const
{
    return allZero(integer) && allZero(fraction);
}

std::optional<std::int64_t> Decimal::scaled(int digits) const
{
    // Power of ten of the digit that is read next, after scaling.
    std::int64_t power = static_cast<std::int64_t>(integer.size()) - 1 + exponent + digits;
    std::int64_t value = 0;
    std::int64_t value_power = 0; // of the last digit that `value` has taken in
    for (const std::string_view run : {integer, fraction}) {
        for (const char c : run) {
            if (c != '0') {
                if (power < 0 || power >= kMaxScaledDigits)
                    return std::nullopt;
                for (; value != 0 && value_power > power; --value_power)
                    value *= 10;
                value += c - '0';
                value_power = power;
            }
            --power;
        }
    }
    for (; value_power > 0; --value_power)
        value *= 10;
    return negative ? -value : value;
}

std::optional<std::int64_t> Decimal::toInt64() const
{
    if (!is_integer)
        return std::nullopt;
    std::int64_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

double Decimal::toDouble() const
{
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec == std::errc())
        return value;
    // Out of range: too large or too small, as the power of the first digit other than 0 tells.
    std::int64_t power = static_cast<std::int64_t>(integer.size()) - 1 + exponent;
    for (const std::string_view run : {integer, fraction}) {
        const std::size_t zeros = std::min(run.find_first_not_of('0'), run.size());
        power -= static_cast<std::int64_t>(zeros);
        if (zeros < run.size())
            break;
    }
    const double magnitude = power > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return negative ? -magnitude : magnitude;
}

std::optional<Decimal> readJsonNumber(std::string_view text)
{
    Decimal decimal;
    decimal.text = text;
    if (!takePlainDecimal(text, decimal))
        return std::nullopt;
    if (decimal.integer.size() > 1 && decimal.integer.front() == '0')
        return std::nullopt;
    if (takeChar(text, 'e') || takeChar(text, 'E')) {
        decimal.is_integer = false;
        const bool down = takeChar(text, '-');
        if (!down)
            takeChar(text, '+');
        const std::string_view digits = takeDigits(text);
        if (digits.empty())
            return std::nullopt;
        decimal.exponent = saturatedInteger(digits) * (down ? -1 : 1);
    }
    if (!text.empty())
        return std::nullopt;
    return decimal;
}

std::optional<Decimal> readPlainDecimal(std::string_view text)
{
    Decimal decimal;
    decimal.text = text;
    if (!takePlainDecimal(text, decimal) || !text.empty())
        return std::nullopt;
    return decimal;
}

} // namespace livewall::event
