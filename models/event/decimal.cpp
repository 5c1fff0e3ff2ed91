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

/// Walks over a text from its front; every step may fail and then moves nothing.
class Reader
{
public:
    explicit Reader(std::string_view text) : next_(text.data()), end_(next_ + text.size()) {}

    bool isAtEnd() const { return next_ == end_; }

    bool take(char c)
    {
        if (next_ == end_ || *next_ != c)
            return false;
        ++next_;
        return true;
    }

    std::string_view takeDigits()
    {
        const char* const begin = next_;
        while (next_ != end_ && static_cast<unsigned char>(*next_ - '0') < 10)
            ++next_;
        return {begin, static_cast<std::size_t>(next_ - begin)};
    }

private:
    const char* next_;
    const char* end_;
};

/// Sign, integer and fraction; false where digits are missing.
inline bool takePlainDecimal(Reader& reader, Decimal& decimal)
{
    decimal.negative = reader.take('-');
    decimal.integer = reader.takeDigits();
    if (decimal.integer.empty())
        return false;
    if (!reader.take('.'))
        return true;
    decimal.fraction = reader.takeDigits();
    return !decimal.fraction.empty();
}

std::int64_t saturatedInteger(std::string_view digits)
{
    std::int64_t value = 0;
    for (const char digit : digits)
        value = std::min(value * 10 + (digit - '0'), kExponentLimit);
    return value;
}

inline bool takeJsonNumber(Reader& reader, Decimal& decimal)
{
    if (!takePlainDecimal(reader, decimal) ||
        (decimal.integer.size() > 1 && decimal.integer.front() == '0'))
        return false;
    if (!reader.take('e') && !reader.take('E'))
        return true;
    const bool is_down = reader.take('-');
    if (!is_down)
        reader.take('+');
    const std::string_view digits = reader.takeDigits();
    decimal.exponent = saturatedInteger(digits) * (is_down ? -1 : 1);
    return !digits.empty();
}

} // namespace

bool isJsonNumber(std::string_view text)
{
    Reader reader(text);
    Decimal parts;
    return takeJsonNumber(reader, parts) && reader.isAtEnd();
}

std::optional<std::int64_t> integerOf(std::string_view text)
{
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

double doubleOf(std::string_view text)
{
    // Two whole numbers that doubles hold exactly have a correctly rounded quotient, and most
    // coordinates are two such numbers.
    constexpr std::size_t kExactDigits = 15;
    if (text.size() <= kExactDigits) {
        std::int64_t digits = 0;
        std::int64_t divisor = 0; // 0 before the point
        const char* next = text.data();
        const char* const end = next + text.size();
        for (next += *next == '-' ? 1 : 0; next != end; ++next) {
            if (*next == '.') {
                divisor = 1;
            } else if (*next >= '0' && *next <= '9') {
                digits = digits * 10 + (*next - '0');
                divisor *= 10;
            } else {
                break; // an exponent
            }
        }
        if (next == end) {
            const double value = static_cast<double>(digits) /
                                 static_cast<double>(std::max<std::int64_t>(divisor, 1));
            return text.front() == '-' ? -value : value;
        }
    }
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc())
        return value;
    // Out of range: too large or too small.
    const std::optional<Decimal> decimal = readJsonNumber(text);
    const double magnitude = decimal->power() > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return decimal->negative ? -magnitude : magnitude;
}

bool Decimal::isZero() const
{
    return !power().has_value();
}

std::optional<std::int64_t> Decimal::power() const
{
    auto power = static_cast<std::int64_t>(integer.size()) - 1 + exponent;
    for (const std::string_view run : {integer, fraction}) {
        for (const char c : run) {
            if (c != '0')
                return power;
            --power;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> Decimal::scaled(int digits) const
{
    // Most amounts are short and have no more decimals than their currency.
    const auto room = static_cast<std::size_t>(digits);
    if (exponent == 0 && fraction.size() <= room && integer.size() + room <= kMaxScaledDigits) {
        std::int64_t value = 0;
        for (const std::string_view run : {integer, fraction}) {
            for (const char c : run)
                value = value * 10 + (c - '0');
        }
        for (std::size_t i = fraction.size(); i < room; ++i)
            value *= 10;
        return negative ? -value : value;
    }
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

std::optional<Decimal> readJsonNumber(std::string_view text)
{
    Reader reader(text);
    Decimal decimal;
    if (!takeJsonNumber(reader, decimal) || !reader.isAtEnd())
        return std::nullopt;
    return decimal;
}

std::optional<Decimal> readPlainDecimal(std::string_view text)
{
    Reader reader(text);
    Decimal decimal;
    if (!takePlainDecimal(reader, decimal) || !reader.isAtEnd())
        return std::nullopt;
    return decimal;
}

} // namespace livewall::event
