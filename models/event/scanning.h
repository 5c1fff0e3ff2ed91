// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Looking at eight or sixteen bytes of text at once. Everything here reads whole words, whatever
// they hold beyond the text, and is for text with that much padding behind it.
namespace livewall::event {

inline constexpr std::size_t kBlockBytes = 16;

/// Eight bytes as a number, the first byte its lowest on any machine.
inline std::uint64_t wordAt(const char* from)
{
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    if constexpr (std::endian::native == std::endian::big)
        word = __builtin_bswap64(word);
    return word;
}

/// The same byte eight times.
constexpr std::uint64_t eachByte(unsigned char byte)
{
    return 0x0101'0101'0101'0101U * byte;
}

/// Text of up to sixteen bytes to compare others with.
class TextBlock
{
public:
    TextBlock() = default;
    TextBlock(const char* text, std::size_t size)
    {
        std::array<char, kBlockBytes> bytes{};
        std::memcpy(bytes.data(), text, size);
        words_ = {wordAt(bytes.data()), wordAt(bytes.data() + 8)};
        bytes.fill(0);
        std::memset(bytes.data(), 0xFF, size);
        masks_ = {wordAt(bytes.data()), wordAt(bytes.data() + 8)};
    }

    bool isAt(const char* from) const
    {
        return (((wordAt(from) ^ words_[0]) & masks_[0]) |
                ((wordAt(from + 8) ^ words_[1]) & masks_[1])) == 0;
    }

    friend bool operator==(const TextBlock&, const TextBlock&) = default;

private:
    std::array<std::uint64_t, 2> words_{};
    std::array<std::uint64_t, 2> masks_{};
};

/// How many of sixteen bytes stand before the first that is a quote, a backslash or no printable
/// ASCII character.
inline std::size_t plainBytesAt(const char* from)
{
#if defined(__SSE2__)
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    // With one more, DEL and all beyond it are negative, and below the printable ones.
    const __m128i unprintable =
        _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8(1)), _mm_set1_epi8(' ' + 1));
    const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                       _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(unprintable, marks)));
    return static_cast<std::size_t>(std::countr_zero(found | 1U << kBlockBytes));
#else
    // A borrow spoils what comes after the first byte that was found alone.
    constexpr std::uint64_t kHigh = eachByte(0x80);
    const auto zeros = [](std::uint64_t word) { return (word - eachByte(1)) & ~word; };
    for (std::size_t at = 0; at < kBlockBytes; at += 8) {
        const std::uint64_t word = wordAt(from + at);
        const std::uint64_t found =
            (zeros(word ^ eachByte('"')) | zeros(word ^ eachByte('\\')) |
             zeros(word ^ eachByte(0x7F)) | ((word - eachByte(' ')) & ~word) | word) &
            kHigh;
        if (found != 0)
            return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
    return kBlockBytes;
#endif
}

/// Eight bytes, of which those that are ASCII digits have become their numbers.
class DigitWord
{
public:
    explicit DigitWord(const char* from) : digits_(wordAt(from) ^ eachByte('0'))
    {
        // Of any other byte the upper half is not zero, or is not once six is added. A carry spoils
        // what comes after the first of these alone.
        others_ = (digits_ | (digits_ + eachByte(6))) & eachByte(0xF0);
    }

    /// How many digits it begins with.
    unsigned leading() const { return static_cast<unsigned>(std::countr_zero(others_)) / 8; }

    /// The place of the first byte from `begin` on, at most 7, that is no digit; 8 where there is
    /// none. That before `begin` is a digit or a point.
    unsigned endFrom(unsigned begin) const
    {
        return static_cast<unsigned>(
                   std::countr_zero(others_ & (~std::uint64_t{0} << (8 * begin)))) /
               8;
    }

    /// The number that the first `count` bytes say, 1 to 8 digits.
    std::uint64_t value(unsigned count) const { return valueOf(digits_ << (64 - 8 * count)); }

    /// The same without the byte at `point`; `count` is at least 2 and counts that byte.
    std::uint64_t valueWithout(unsigned point, unsigned count) const
    {
        const std::uint64_t before = (std::uint64_t{1} << (8 * point)) - 1;
        const std::uint64_t joined = (digits_ & before) | (digits_ >> 8 & ~before);
        return valueOf(joined << (64 - 8 * (count - 1)));
    }

    bool startsWithZero() const { return (digits_ & 0xFF) == 0; }

private:
    /// Of eight digits. Neighbours become pairs, fours and the whole.
    static std::uint64_t valueOf(std::uint64_t digits)
    {
        constexpr std::uint64_t kEvery4 = 0x0000'00FF'0000'00FFU;
        digits = digits * 10 + (digits >> 8);
        return ((digits & kEvery4) * 0x000F'4240'0000'0064U +
                (digits >> 16 & kEvery4) * 0x0000'2710'0000'0001U) >>
               32;
    }

    std::uint64_t digits_;
    std::uint64_t others_;
};

/// A decimal number of few digits: mantissa / 10^fraction_digits, at most 14 digits in all.
struct SmallDecimal
{
    std::int64_t mantissa = 0;
    std::uint32_t fraction_digits = 0;
    std::uint32_t size = 0; ///< of its text; 0: there is none here, or not a small one
};

namespace scanning {

/// The part from the point on of a number whose digits before it are `integer`; size 0 as above.
inline SmallDecimal withFraction(std::uint64_t integer, unsigned integer_digits, const char* point)
{
    constexpr std::array<std::uint64_t, 8> kPowersOf10 = {1,      10,      100,       1'000,
                                                          10'000, 100'000, 1'000'000, 10'000'000};
    const DigitWord fraction(point + 1);
    const unsigned digits = fraction.leading();
    if (digits - 1 > 6)
        return {};
    return {.mantissa =
                static_cast<std::int64_t>(integer * kPowersOf10[digits] + fraction.value(digits)),
            .fraction_digits = digits,
            .size = integer_digits + 1 + digits};
}

/// Without a sign.
inline SmallDecimal magnitudeAt(const char* text)
{
    const DigitWord word(text);
    const unsigned integer_digits = word.leading();
    if (integer_digits - 1 > 6 || (word.startsWithZero() && integer_digits != 1))
        return {};
    if (text[integer_digits] != '.')
        return {.mantissa = static_cast<std::int64_t>(word.value(integer_digits)),
                .size = integer_digits};
    // Most numbers end within the word that they begin in.
    const unsigned end = integer_digits < 6 ? word.endFrom(integer_digits + 1) : 8;
    if (end == 8)
        return withFraction(word.value(integer_digits), integer_digits, text + integer_digits);
    const unsigned fraction_digits = end - integer_digits - 1;
    if (fraction_digits == 0)
        return {};
    return {.mantissa = static_cast<std::int64_t>(word.valueWithout(integer_digits, end)),
            .fraction_digits = fraction_digits,
            .size = end};
}

} // namespace scanning

/// `-?digits(.digits)?` at the front of `text`, as long as it gets. Not small is what has eight
/// digits in a row, begins with a zero that JSON has no place for, or is a zero with a sign.
/// Reads up to 17 bytes.
inline SmallDecimal smallDecimalAt(const char* text)
{
    if (*text != '-')
        return scanning::magnitudeAt(text);
    SmallDecimal decimal = scanning::magnitudeAt(text + 1);
    if (decimal.mantissa == 0)
        return {};
    decimal.mantissa = -decimal.mantissa;
    ++decimal.size;
    return decimal;
}

} // namespace livewall::event
