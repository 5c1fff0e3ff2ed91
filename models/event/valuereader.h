// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/currencyreader.h"
#include "models/event/eventbatch.h"
#include "models/event/jsonreader.h"
#include "models/event/likelyvalues.h"
#include "models/event/scanning.h"
#include "models/event/timestamp.h"
#include "models/event/timestampreader.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace livewall::event {

/// Takes values of a purchase from where they begin in a line, a string behind its quote. Each step
/// gives where the value ends, a string at its other quote; null where it is not valid or of an
/// unusual form, which is then for others to read. What comes behind a number is for the caller to
/// look at. No step goes beyond an LF, or reads JsonReader::kPadding bytes from there.
///
/// What is usual is read here; the rest stands apart, so that this stays small.
class ValueReader
{
public:
    ValueReader(const char* line, JsonReader& json, TimestampReader& timestamps,
                CurrencyReader& currencies)
        : line_(line), json_(json), timestamps_(timestamps), currencies_(currencies)
    {
    }

    const char* takeText(const char* begin, LikelyText& text) const
    {
        for (const char* at = begin;; at += kBlockBytes) {
            const StringBytes bytes(at);
            if (!bytes.arePlain()) [[unlikely]]
                return takeUnusualText(begin, at, text);
            if (!bytes.hasEnd())
                continue;
            const char* const end = at + bytes.end();
            text = {.text = {begin, static_cast<std::size_t>(end - begin)}, .is_clean = true};
            return end;
        }
    }

    const char* takeId(const char* begin, LikelyText& id) const
    {
        constexpr std::size_t kMaxBytes = 128;
        const char* end = skipPlain(begin); // nearly always all of it
        if (*end == '"') [[likely]]
            id = {.text = {begin, static_cast<std::size_t>(end - begin)}, .is_clean = true};
        else
            end = takeUnusualText(begin, end, id);
        return end != nullptr && id.text.size() - 1 < kMaxBytes ? end : nullptr;
    }

    [[gnu::always_inline]] const char* takeTimeText(const char* begin, std::int64_t& time_ms) const
    {
        if (begin[TimestampReader::kBytes] == '"' && timestamps_.read(begin, time_ms)) [[likely]]
            return begin + TimestampReader::kBytes;
        return takeUnusualTime(begin, time_ms);
    }

    static const char* takeTimeNumber(const char* begin, std::int64_t& time_ms)
    {
        const char* const end = takeWholeNumber(begin, time_ms);
        return time_ms >= kFirstTime_ms && time_ms < kEndTime_ms ? end : nullptr;
    }

    const char* takeStatus(const char* begin, bool& accepted) const
    {
        constexpr std::size_t kAcceptedBytes = 8;
        accepted = isAccepted(begin);
        if (accepted && begin[kAcceptedBytes] == '"') [[likely]]
            return begin + kAcceptedBytes;
        std::string_view text;
        const char* const end = takeString(begin, text);
        accepted = text.size() == kAcceptedBytes && isAccepted(text.data());
        return end;
    }

    static const char* takeEid(const char* begin, std::int64_t& eid)
    {
        const char* const end = takeWholeNumber(begin, eid);
        return eid >= 1 ? end : nullptr;
    }

    [[gnu::always_inline]] const char* takeAmountText(const char* begin, LikelyValues& values) const
    {
        values.small_amount = smallDecimalAt(begin);
        const char* const end = begin + values.small_amount.size;
        return end != begin && *end == '"' ? end : takeUnusualAmountText(begin, values);
    }

    static const char* takeAmountNumber(const char* begin, LikelyValues& values)
    {
        values.small_amount = smallDecimalAt(begin);
        const char* const end = begin + values.small_amount.size;
        return end != begin ? end : takeUnusualAmountNumber(begin, values);
    }

    const char* takeCurrency(const char* begin, Currency& currency) const
    {
        return takeCode(begin, currency,
                        [this](const char* letters) { return currencies_.read(letters); });
    }

    const char* takeCountry(const char* begin, Country& country) const
    {
        return takeCode(begin, country, &Country::fromLetters);
    }

    /// At most `limit` either way.
    [[gnu::always_inline]] static const char* takeDegrees(const char* begin, double limit,
                                                          float& degrees)
    {
        static constexpr std::array<double, 8> kPowers = {1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
        const SmallDecimal small = smallDecimalAt(begin);
        if (small.size == 0) [[unlikely]]
            return takeUnusualDegrees(begin, limit, degrees);
        // Both are exact, so that the quotient is the nearest double, as doubleOf() gives it.
        const double value = static_cast<double>(small.mantissa) / kPowers[small.fraction_digits];
        degrees = static_cast<float>(value);
        return std::abs(value) <= limit ? begin + small.size : nullptr;
    }

    /// The same, where nobody asks how many.
    [[gnu::always_inline]] static const char* checkDegrees(const char* begin, double limit)
    {
        // Below 90 or 100 by the looks of it; nearly all are.
        const char* const digits = begin + (*begin == '-' ? 1 : 0);
        const std::size_t size = shortDecimalBytesAt(digits);
        if (size != 0 && (limit > 99 || *digits < '9')) [[likely]]
            return digits + size;
        float ignored = 0;
        return takeDegrees(begin, limit, ignored);
    }

    /// A type whose last word is "purchase".
    const char* takeType(const char* begin) const;

    // Values of no meaning.
    const char* takeAnyString(const char* begin) const;
    static const char* takeAnyNumber(const char* begin);
    static const char* takeAnyWord(const char* begin);

    /// Gives the byte behind the end of the line, of which `end` is where its text ends.
    const char* takeLineEnd(const char* end) const
    {
        if (static_cast<std::size_t>(end - line_) > kMaxLineBytes)
            return nullptr;
        end += *end == '\r' ? 1 : 0;
        return *end == '\n' ? end + 1 : nullptr;
    }

private:
    template <class Code, class Read>
    const char* takeCode(const char* begin, Code& code, Read&& read) const
    {
        const char* letters = begin;
        const char* end = begin + Code::kCodeBytes;
        if (*end != '"') [[unlikely]] {
            std::string_view text;
            end = takeString(begin, text);
            if (text.size() != Code::kCodeBytes)
                return nullptr;
            letters = text.data();
        }
        code = read(letters);
        return code.isNone() ? nullptr : end;
    }

    static bool isAccepted(const char* text)
    {
        return (wordAt(text) | eachByte(0x20)) == wordAt("accepted");
    }

    static const char* takeWholeNumber(const char* begin, std::int64_t& number)
    {
        const DigitWord word(begin);
        const unsigned digits = word.leading();
        if (digits - 1 > 6 || word.startsWithZero()) [[unlikely]]
            return takeUnusualWholeNumber(begin, number);
        number = word.value(digits);
        return begin + digits;
    }

    const char* takeString(const char* begin, std::string_view& string) const;
    const char* takeUnusualText(const char* begin, const char* at, LikelyText& text) const;
    const char* takeUnusualTime(const char* begin, std::int64_t& time_ms) const;
    const char* takeUnusualAmountText(const char* begin, LikelyValues& values) const;
    static const char* takeUnusualAmountNumber(const char* begin, LikelyValues& values);
    static const char* takeUnusualDegrees(const char* begin, double limit, float& degrees);
    static const char* takeUnusualWholeNumber(const char* begin, std::int64_t& number);

    const char* line_;
    JsonReader& json_;
    TimestampReader& timestamps_;
    CurrencyReader& currencies_;
};

} // namespace livewall::event
