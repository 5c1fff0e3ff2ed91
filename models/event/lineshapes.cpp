// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/lineshapes.h"

#include "models/event/eventbatch.h"

#include <algorithm>
#include <array>
#include <bit>

#include <simdjson.h>

namespace livewall::event {
namespace {

constexpr std::size_t kMaxIdBytes = 128;

bool isDigit(char c)
{
    return static_cast<unsigned char>(c - '0') < 10;
}

/// The end of the text of digits, points, signs and letters that begins here: what a JSON number
/// may be made of.
std::string_view numberTextAt(const char* begin)
{
    const char* end = begin;
    while (isDigit(*end) || *end == '-' || *end == '+' || *end == '.' || (*end | 0x20) == 'e')
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

/// The size of the UTF-8 sequence that begins here, where it can be seen at a glance that it is
/// valid and no control character; 0: it may be all the same.
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

/// Takes values from the front of a line. Each step gives where the value ends, a string's closing
/// quote, or null where it is not valid. None goes beyond an LF.
class LineShapes::ValueReader
{
public:
    ValueReader(const char* line, JsonReader& json, TimestampReader& timestamps)
        : line_(line), json_(json), timestamps_(timestamps)
    {
    }

    const char* takeText(const char* begin, LikelyText& text) const
    {
        const char* const end = skipPlain(begin);
        if (*end != '"') [[unlikely]]
            return takeUnusualText(begin, end, text);
        text = {.text = {begin, static_cast<std::size_t>(end - begin)}, .is_clean = true};
        return end;
    }

    const char* takeString(const char* begin, std::string_view& string) const
    {
        LikelyText text;
        const char* const end = takeText(begin, text);
        string = text.text;
        return end;
    }

    const char* takeAnyString(const char* begin) const
    {
        LikelyText ignored;
        return takeText(begin, ignored);
    }

    static const char* takeAnyNumber(const char* begin)
    {
        const std::string_view text = numberTextAt(begin);
        return isJsonNumber(text) ? begin + text.size() : nullptr;
    }

    static const char* takeAnyWord(const char* begin)
    {
        for (const std::string_view word : {"true", "false", "null"}) {
            if (std::equal(word.begin(), word.end(), begin))
                return begin + word.size();
        }
        return nullptr;
    }

    /// "purchase", alone or behind a dot.
    const char* takeType(const char* begin) const
    {
        std::string_view type;
        const char* const end = takeString(begin, type);
        constexpr std::string_view kPurchase = "purchase";
        if (!type.ends_with(kPurchase))
            return nullptr;
        type.remove_suffix(kPurchase.size());
        return type.empty() || type.back() == '.' ? end : nullptr;
    }

    const char* takeId(const char* begin, std::string_view& id) const
    {
        const char* const end = takeString(begin, id);
        return end != nullptr && id.size() - 1 < kMaxIdBytes ? end : nullptr;
    }

    const char* takeTimeText(const char* begin, std::int64_t& time_ms) const
    {
        if (begin[TimestampReader::kBytes] == '"') [[likely]] {
            if (const auto found = timestamps_.read(begin)) {
                time_ms = *found;
                return begin + TimestampReader::kBytes;
            }
        }
        std::string_view text;
        const char* const end = takeString(begin, text);
        if (end == nullptr)
            return nullptr;
        const auto found = parseTimestamp(text);
        time_ms = found.value_or(0);
        return found ? end : nullptr;
    }

    static const char* takeTimeNumber(const char* begin, std::int64_t& time_ms)
    {
        const char* const end = takeWholeNumber(begin, time_ms);
        return time_ms >= kFirstTime_ms && time_ms < kEndTime_ms ? end : nullptr;
    }

    const char* takeStatus(const char* begin, bool& accepted) const
    {
        constexpr std::size_t kAcceptedBytes = 8;
        const bool is_accepted = (wordAt(begin) | eachByte(0x20)) == wordAt("accepted");
        if (is_accepted && begin[kAcceptedBytes] == '"') {
            accepted = true;
            return begin + kAcceptedBytes;
        }
        std::string_view text;
        const char* const end = takeString(begin, text);
        accepted = text.size() == kAcceptedBytes &&
                   (wordAt(text.data()) | eachByte(0x20)) == wordAt("accepted");
        return end;
    }

    static const char* takeEid(const char* begin, std::int64_t& eid)
    {
        const char* const end = takeWholeNumber(begin, eid);
        return eid >= 1 ? end : nullptr;
    }

    const char* takeAmountText(const char* begin, LikelyValues& values) const
    {
        values.small_amount = smallDecimalAt(begin);
        if (values.small_amount.size > 0 && begin[values.small_amount.size] == '"') [[likely]]
            return begin + values.small_amount.size;
        values.small_amount = {};
        std::string_view text;
        const char* const end = takeString(begin, text);
        if (end == nullptr)
            return nullptr;
        const auto found = readPlainDecimal(text);
        values.amount = found.value_or(Decimal());
        return found ? end : nullptr;
    }

    static const char* takeAmountNumber(const char* begin, LikelyValues& values)
    {
        values.small_amount = smallDecimalAt(begin);
        const char* const end = begin + values.small_amount.size;
        if (end != begin && (*end | 0x20) != 'e') [[likely]]
            return end;
        values.small_amount = {};
        const std::string_view text = numberTextAt(begin);
        const auto found = readJsonNumber(text);
        values.amount = found.value_or(Decimal());
        return found ? begin + text.size() : nullptr;
    }

    const char* takeCurrency(const char* begin, Currency& currency) const
    {
        constexpr std::size_t kLetters = 3;
        std::string_view code(begin, kLetters);
        const char* const end = begin[kLetters] == '"' ? begin + kLetters : takeString(begin, code);
        const auto found = Currency::fromCode(code);
        currency = found.value_or(Currency());
        return found ? end : nullptr;
    }

    const char* takeCountry(const char* begin, Country& country) const
    {
        constexpr std::size_t kLetters = 2;
        std::string_view code(begin, kLetters);
        const char* const end = begin[kLetters] == '"' ? begin + kLetters : takeString(begin, code);
        const auto found = Country::fromCode(code);
        country = found.value_or(Country());
        return found ? end : nullptr;
    }

    static const char* takeDegrees(const char* begin, double limit, float& degrees)
    {
        constexpr std::array<double, 9> kPowersOf10 = {1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
        const SmallDecimal small = smallDecimalAt(begin);
        const char* end = begin + small.size;
        double value = 0;
        if (end != begin && (*end | 0x20) != 'e') [[likely]] {
            // Both are exact, so that the quotient is the nearest double, as doubleOf() gives it.
            value = static_cast<double>(small.mantissa) / kPowersOf10[small.fraction_digits];
        } else {
            const std::string_view text = numberTextAt(begin);
            if (!isJsonNumber(text))
                return nullptr;
            end = begin + text.size();
            value = doubleOf(text);
        }
        degrees = static_cast<float>(value);
        return value >= -limit && value <= limit ? end : nullptr;
    }

    /// Gives the byte behind the line's end.
    const char* takeLineEnd(const char* end) const
    {
        if (static_cast<std::size_t>(end - line_) > kMaxLineBytes)
            return nullptr;
        end += *end == '\r' ? 1 : 0;
        return *end == '\n' ? end + 1 : nullptr;
    }

private:
    static const char* skipPlain(const char* next)
    {
        std::size_t plain = 0;
        while ((plain = plainBytesAt(next)) == kBlockBytes)
            next += kBlockBytes;
        return next + plain;
    }

    /// A string in which something comes before its end: `at` is the first byte that does.
    [[gnu::noinline]] const char* takeUnusualText(const char* begin, const char* at,
                                                  LikelyText& text) const
    {
        bool has_escapes = false;
        bool is_plain = true; // it can be seen that it is UTF-8 without control characters
        for (; *at != '"'; at = skipPlain(at)) {
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

    static const char* takeWholeNumber(const char* begin, std::int64_t& number)
    {
        const DigitWord word(begin);
        const unsigned digits = word.leading();
        if (digits - 1 <= 6 && !word.startsWithZero()) [[likely]] {
            number = static_cast<std::int64_t>(word.value(digits));
            return begin + digits;
        }
        return takeLongNumber(begin, number);
    }

    static const char* takeLongNumber(const char* begin, std::int64_t& number)
    {
        const std::string_view text = numberTextAt(begin);
        const auto found = isJsonNumber(text) ? integerOf(text) : std::nullopt;
        number = found.value_or(0);
        return found ? begin + text.size() : nullptr;
    }

    const char* line_;
    JsonReader& json_;
    TimestampReader& timestamps_;
};

LineShapes::LineShapes(JsonReader& json) : json_(json)
{
    steps_.reserve(kMaxSteps);
}

const char* LineShapes::read(const char* line, LikelyValues& values)
{
    json_.forgetStrings();
    values.clear();
    ValueReader reader(line, json_, timestamps_);
    const char* next = line;
    for (const Step* step = first_; step != nullptr;) {
        if (!step->text.isAt(next)) [[unlikely]] {
            step = step->otherwise;
            continue;
        }
        next += step->size;
        switch (step->slot) {
        case Slot::None:
            break;
        case Slot::AnyString:
            next = reader.takeAnyString(next);
            break;
        case Slot::AnyNumber:
            next = reader.takeAnyNumber(next);
            break;
        case Slot::AnyWord:
            next = reader.takeAnyWord(next);
            break;
        case Slot::Type:
            next = reader.takeType(next);
            break;
        case Slot::Source:
            next = reader.takeString(next, values.source);
            break;
        case Slot::Id:
            next = reader.takeId(next, values.id);
            break;
        case Slot::TimeText:
            next = reader.takeTimeText(next, values.time_ms);
            break;
        case Slot::TimeNumber:
            next = reader.takeTimeNumber(next, values.time_ms);
            break;
        case Slot::Status:
            next = reader.takeStatus(next, values.accepted);
            break;
        case Slot::Eid:
            next = reader.takeEid(next, values.eid);
            break;
        case Slot::AmountText:
            next = reader.takeAmountText(next, values);
            break;
        case Slot::AmountNumber:
            next = reader.takeAmountNumber(next, values);
            break;
        case Slot::Currency:
            next = reader.takeCurrency(next, values.currency);
            break;
        case Slot::Country:
            next = reader.takeCountry(next, values.country);
            break;
        case Slot::Latitude:
            next = reader.takeDegrees(next, 90, values.latitude);
            break;
        case Slot::Longitude:
            next = reader.takeDegrees(next, 180, values.longitude);
            break;
        case Slot::Merchant:
            next = reader.takeText(next, values.merchant);
            break;
        case Slot::City:
            next = reader.takeText(next, values.city);
            break;
        case Slot::LineEnd:
            return reader.takeLineEnd(next);
        }
        if (next == nullptr) [[unlikely]]
            return nullptr;
        step = step->next;
    }
    return nullptr;
}

void LineShapes::learn(std::string_view line, bool is_envelope, const KeyTable& keys)
{
    ++budget_;
    if (budget_ < kPrice)
        return;
    budget_ -= kPrice;
    // No text that lines have in common goes beyond a line.
    if (line.find('\n') != std::string_view::npos ||
        !cutIntoParts(line, is_envelope, keys, json_, parts_) || insert(parts_))
        return;
    steps_.clear();
    first_ = nullptr;
    insert(parts_);
}

/// False where there is no room for them; some may be there then, which does no harm.
bool LineShapes::insert(const std::vector<LinePart>& parts)
{
    Step** place = &first_;
    for (const LinePart& part : parts) {
        std::string_view text = part.text;
        while (!text.empty()) {
            const std::string_view piece = text.substr(0, kBlockBytes);
            text.remove_prefix(piece.size());
            Step* const step = findOrInsert(piece, text.empty() ? part.slot : Slot::None, *place);
            if (step == nullptr)
                return false;
            place = &step->next;
        }
    }
    return true;
}

/// Among the alternatives that begin with `first`; null where they are too many.
LineShapes::Step* LineShapes::findOrInsert(std::string_view text, Slot slot, Step*& first)
{
    const TextBlock block(text.data(), text.size());
    std::size_t alternatives = 0;
    Step** place = &first; // before those with shorter text, which this may begin with
    for (Step* step = first; step != nullptr; step = step->otherwise) {
        if (step->text == block && step->slot == slot)
            return step;
        if (step->size >= text.size())
            place = &step->otherwise;
        ++alternatives;
    }
    if (alternatives == kMaxAlternatives || steps_.size() == kMaxSteps)
        return nullptr;
    steps_.push_back({.text = block,
                      .otherwise = *place,
                      .size = static_cast<std::uint8_t>(text.size()),
                      .slot = slot});
    *place = &steps_.back();
    return *place;
}

} // namespace livewall::event
