// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/valuereader.h"

#include "models/event/decimal.h"

#include <algorithm>
#include <optional>

#include <simdjson.h>

namespace livewall::event {
namespace {

/// The digits, points, signs and exponent letters that stand here: what a JSON number is made of.
std::string_view numberTextAt(const char* begin)
{
    const char* end = begin;
    while ((*end >= '0' && *end <= '9') || *end == '-' || *end == '+' || *end == '.' ||
           (*end | 0x20) == 'e')
        ++end;
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::uint8_t byteAt(const char* at)
{
    return static_cast<std::uint8_t>(*at);
}

bool isControl(const char* at)
{
    return byteAt(at) < 0x20;
}

bool isContinuation(const char* at)
{
    return (byteAt(at) & 0xC0) == 0x80;
}

/// The size of the UTF-8 sequence that begins here, where a glance shows that it is valid and no
/// control character; 0: it may be all the same.
std::size_t plainSequenceAt(const char* at)
{
    const unsigned lead = byteAt(at);
    if (lead >= 0xC3 && lead <= 0xDF) // U+00C0 to U+07FF
        return isContinuation(at + 1) ? 2 : 0;
    if (lead >= 0xE1 && lead <= 0xEF && lead != 0xED) // U+1000 to U+FFFF but U+D000 to U+DFFF
        return isContinuation(at + 1) && isContinuation(at + 2) ? 3 : 0;
    return 0;
}

} // namespace

const char* ValueReader::takeType(const char* begin) const
{
    constexpr std::string_view kPurchase = "purchase";
    std::string_view type;
    const char* const end = takeString(begin, type);
    if (!type.ends_with(kPurchase))
        return nullptr;
    type.remove_suffix(kPurchase.size());
    return type.empty() || type.back() == '.' ? end : nullptr;
}

const char* ValueReader::takeAnyString(const char* begin) const
{
    LikelyText ignored;
    return takeText(begin, ignored);
}

const char* ValueReader::takeAnyNumber(const char* begin)
{
    const std::string_view text = numberTextAt(begin);
    return isJsonNumber(text) ? begin + text.size() : nullptr;
}

const char* ValueReader::takeAnyWord(const char* begin)
{
    for (const std::string_view word : {"true", "false", "null"}) {
        if (std::equal(word.begin(), word.end(), begin))
            return begin + word.size();
    }
    return nullptr;
}

const char* ValueReader::takeString(const char* begin, std::string_view& string) const
{
    LikelyText text;
    const char* const end = takeText(begin, text);
    string = text.text;
    return end;
}

/// A string in which something comes before its end, but not before `at`.
const char* ValueReader::takeUnusualText(const char* begin, const char* at, LikelyText& text) const
{
    bool has_escapes = false;
    bool is_plain = true; // it can be seen to be UTF-8 without control characters
    for (at = skipPlain(at); *at != '"'; at = skipPlain(at)) {
        if (isControl(at))
            return nullptr;
        if (*at == '\\') {
            has_escapes = true;
            ++at; // what it escapes may be a quote
            if (isControl(at))
                return nullptr;
            ++at;
        } else if (const std::size_t size = plainSequenceAt(at)) {
            at += size;
        } else {
            is_plain = false;
            ++at;
        }
    }
    // There is room for no more than that to be unescaped.
    if (static_cast<std::size_t>(at - line_) > kMaxLineBytes)
        return nullptr;
    text = {.text = {begin, static_cast<std::size_t>(at - begin)},
            .is_clean = is_plain && !has_escapes};
    if (!is_plain && !simdjson::validate_utf8(text.text))
        return nullptr;
    return !has_escapes || json_.unescape(text.text) ? at : nullptr;
}

const char* ValueReader::takeUnusualTime(const char* begin, std::int64_t& time_ms) const
{
    std::string_view text;
    const char* const end = takeString(begin, text);
    const auto found = end != nullptr ? parseTimestamp(text) : std::nullopt;
    time_ms = found.value_or(0);
    return found ? end : nullptr;
}

const char* ValueReader::takeUnusualAmountText(const char* begin, LikelyValues& values) const
{
    std::string_view text;
    const char* const end = takeString(begin, text);
    const auto found = end != nullptr ? readPlainDecimal(text) : std::nullopt;
    values.small_amount = {};
    values.amount = found.value_or(Decimal());
    return found ? end : nullptr;
}

const char* ValueReader::takeUnusualAmountNumber(const char* begin, LikelyValues& values)
{
    const std::string_view text = numberTextAt(begin);
    const auto found = readJsonNumber(text);
    values.small_amount = {};
    values.amount = found.value_or(Decimal());
    return found ? begin + text.size() : nullptr;
}

const char* ValueReader::takeUnusualDegrees(const char* begin, double limit, float& degrees)
{
    const std::string_view text = numberTextAt(begin);
    if (!isJsonNumber(text))
        return nullptr;
    const double value = doubleOf(text);
    degrees = static_cast<float>(value);
    return std::abs(value) <= limit ? begin + text.size() : nullptr;
}

const char* ValueReader::takeUnusualWholeNumber(const char* begin, std::int64_t& number)
{
    const std::string_view text = numberTextAt(begin);
    const auto found = isJsonNumber(text) ? integerOf(text) : std::nullopt;
    number = found.value_or(0);
    return found ? begin + text.size() : nullptr;
}

} // namespace livewall::event
