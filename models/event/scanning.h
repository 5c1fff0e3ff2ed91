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
    TextBlock(const char* text, std::size_t size) : differences_(0xFFFFU << size & 0xFFFFU)
    {
        std::memcpy(bytes_.data(), text, size);
    }

    bool isAt(const char* from) const
    {
#if defined(__SSE2__)
        const __m128i mine = _mm_load_si128(reinterpret_cast<const __m128i*>(bytes_.data()));
        const __m128i others = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        const auto same = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(mine, others)));
        return (same | differences_) == 0xFFFFU;
#else
        const std::size_t size =
            static_cast<std::size_t>(std::countr_zero(differences_ | 1U << 16));
        return std::memcmp(bytes_.data(), from, size) == 0;
#endif
    }

    friend bool operator==(const TextBlock&, const TextBlock&) = default;

private:
    alignas(kBlockBytes) std::array<char, kBlockBytes> bytes_{};
    unsigned differences_ = 0; ///< that do not matter, behind the text: one bit each
};

#if defined(__SSE2__)
/// What plainBytesAt() looks for. Defined elsewhere, as the compiler would rather build the value
/// of a constant each time than load it.
struct PlainTextLimits
{
    __m128i quotes;
    __m128i backslashes;
    __m128i ones;
    __m128i first_printables; ///< one more than these
};
extern const PlainTextLimits kPlainTextLimits;
#endif

/// How many of sixteen bytes stand before the first that is a quote, a backslash or no printable
/// ASCII character.
inline std::size_t plainBytesAt(const char* from)
{
#if defined(__SSE2__)
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    // With one more, DEL and all beyond it are negative, and below the printable ones.
    const __m128i unprintable = _mm_cmpgt_epi8(kPlainTextLimits.first_printables,
                                               _mm_add_epi8(bytes, kPlainTextLimits.ones));
    const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, kPlainTextLimits.quotes),
                                       _mm_cmpeq_epi8(bytes, kPlainTextLimits.backslashes));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(unprintable, marks)));
    return found != 0 ? static_cast<std::size_t>(std::countr_zero(found)) : kBlockBytes;
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

/// The first that plainBytesAt() looks for.
inline const char* skipPlain(const char* next)
{
    std::size_t plain = 0;
    while ((plain = plainBytesAt(next)) == kBlockBytes)
        next += kBlockBytes;
    return next + plain;
}

/// Sixteen bytes of a JSON string's text, and maybe what comes behind its end.
///
/// Where they end is known before whether they are valid: what follows need not wait for that.
class StringBytes
{
public:
#if defined(__SSE2__)
    explicit StringBytes(const char* from)
    {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        const auto maskOf = [](__m128i found) {
            return static_cast<unsigned>(_mm_movemask_epi8(found));
        };
        const auto each = [](unsigned char byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
        quotes_ = maskOf(_mm_cmpeq_epi8(bytes, kPlainTextLimits.quotes));
        // As in plainBytesAt().
        const unsigned others =
            maskOf(_mm_or_si128(_mm_cmpgt_epi8(kPlainTextLimits.first_printables,
                                               _mm_add_epi8(bytes, kPlainTextLimits.ones)),
                                _mm_cmpeq_epi8(bytes, kPlainTextLimits.backslashes)));
        // What begins two-byte sequences, 0xC3 to 0xDF, becomes the lowest there is.
        constexpr unsigned char kToLowest = 0x100 + 0x80 - 0xC3;
        const unsigned begins =
            maskOf(_mm_cmplt_epi8(_mm_add_epi8(bytes, each(kToLowest)), each(0x80 + 0xE0 - 0xC3)));
        const unsigned continues = maskOf(_mm_cmplt_epi8(bytes, each(0xC0)));
        // What the last byte begins is not seen to be whole.
        const unsigned whole = begins & (continues >> 1);
        others_ = others & ~(whole | whole << 1);
    }
#else
    explicit StringBytes(const char* from)
    {
        const std::size_t plain = plainBytesAt(from);
        if (plain < kBlockBytes)
            (from[plain] == '"' ? quotes_ : others_) = 1U << plain;
    }
#endif

    /// The string's end is one of them.
    bool hasEnd() const
    {
        return quotes_ != 0;
    }

    /// Which, if one of them is.
    std::size_t end() const
    {
        return static_cast<std::size_t>(std::countr_zero(quotes_));
    }

    /// All of them before the string's end are plain text at a glance: printable ASCII characters
    /// but for a backslash, and U+00C0 to U+07FF, of which both bytes are here. False says nothing.
    bool arePlain() const
    {
        return (others_ & (quotes_ ^ (quotes_ - 1))) == 0;
    }

private:
    unsigned quotes_ = 0; ///< a bit for each byte, the first its lowest
    unsigned others_ = 0; ///< not plain text, and no quote
};

/// Eight bytes, of which those that are ASCII digits have become their numbers.
class DigitWord
{
public:
    explicit DigitWord(const char* from) : digits_(wordAt(from) ^ eachByte('0'))
    {
        // Of any other byte the highest bit is set, or is once this is added: 10 becomes 128. A
        // carry spoils what comes after the first byte that is not ASCII alone.
        others_ = (digits_ | (digits_ + eachByte(0x80 - 10))) & eachByte(0x80);
    }

    /// How many digits it begins with.
    unsigned leading() const { return static_cast<unsigned>(std::countr_zero(others_)) / 8; }

    /// How many bytes there are before the second one that is no digit, if the first one is ASCII;
    /// 8 where there is none.
    unsigned beforeSecondOther() const
    {
        return static_cast<unsigned>(std::countr_zero(others_ & (others_ - 1))) / 8;
    }

    /// The number that the first `count` bytes say, 1 to 8 digits.
    std::int64_t value(unsigned count) const { return valueOf(digits_ << (-8 * count & 63)); }

    /// The number that the first `count` bytes say, but for the point at `point`; 2 at least.
    std::int64_t valueWithout(unsigned point, unsigned count) const
    {
        const std::uint64_t behind = fromPlace(point);
        const std::uint64_t joined = (digits_ & ~behind) | (digits_ >> 8 & behind);
        return valueOf(joined << ((8 - 8 * count) & 63));
    }

    bool startsWithZero() const { return (digits_ & 0xFF) == 0; }

    /// The number that the first `count` bytes say begins with a zero that JSON has no place for.
    bool hasZeroBefore(unsigned count) const { return startsWithZero() & (count != 1); }

private:
    static std::uint64_t fromPlace(unsigned place) { return ~std::uint64_t{0} << (8 * place); }

    /// Of eight digits. Neighbours become pairs, fours and the whole.
    static std::int64_t valueOf(std::uint64_t digits)
    {
        constexpr std::uint64_t kEvery4 = 0x0000'00FF'0000'00FFU;
        digits = digits * 10 + (digits >> 8);
        const std::uint64_t value = ((digits & kEvery4) * 0x000F'4240'0000'0064U +
                                     (digits >> 16 & kEvery4) * 0x0000'2710'0000'0001U) >>
                                    32;
        return static_cast<std::int64_t>(value);
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

/// Powers of ten that a SmallDecimal has use for.
inline constexpr std::array<std::int64_t, 8> kPowersOf10 = {1,      10,      100,       1'000,
                                                            10'000, 100'000, 1'000'000, 10'000'000};

/// A small number without its sign that does not end within eight bytes, `word` being these.
inline SmallDecimal longDecimalAt(const char* text, const DigitWord& word)
{
    const unsigned integer_digits = word.leading();
    const DigitWord fraction(text + integer_digits + 1);
    const unsigned fraction_digits = fraction.leading();
    if (fraction_digits - 1 > 6)
        return {};
    return {.mantissa = word.value(integer_digits) * kPowersOf10[fraction_digits] +
                        fraction.value(fraction_digits),
            .fraction_digits = fraction_digits,
            .size = integer_digits + 1 + fraction_digits};
}

/// `digits(.digits)?`, as smallDecimalAt().
[[gnu::always_inline]] inline SmallDecimal unsignedDecimalAt(const char* text)
{
    const DigitWord word(text);
    const unsigned integer_digits = word.leading();
    // In one: whether there is one digit or more is what no processor can foresee.
    if ((integer_digits - 1 > 6) | word.hasZeroBefore(integer_digits)) [[unlikely]]
        return {};
    if (text[integer_digits] != '.')
        return {.mantissa = word.value(integer_digits), .size = integer_digits};
    const unsigned end = word.beforeSecondOther();
    if (end == 8)
        return longDecimalAt(text, word);
    const unsigned fraction_digits = end - integer_digits - 1;
    if (fraction_digits == 0)
        return {};
    return {.mantissa = word.valueWithout(integer_digits, end),
            .fraction_digits = fraction_digits,
            .size = end};
}

/// The size of `digits.digits` at the front of `text` as smallDecimalAt() reads it, where no more
/// than two digits are before the point and it ends within eight bytes; else 0.
[[gnu::always_inline]] inline std::size_t shortDecimalBytesAt(const char* text)
{
    const DigitWord word(text);
    const unsigned integer_digits = word.leading();
    const unsigned end = word.beforeSecondOther();
    const bool is_short = (integer_digits - 1 < 2) & !word.hasZeroBefore(integer_digits) &
                          (text[integer_digits] == '.') & (end > integer_digits + 1) & (end < 8);
    return is_short ? end : 0;
}

/// `-?digits(.digits)?` at the front of `text`, as long as it gets. Not small is what has eight
/// digits in a row, begins with a zero that JSON has no place for, or is a zero with a sign.
/// Reads up to 17 bytes.
[[gnu::always_inline]] inline SmallDecimal smallDecimalAt(const char* text)
{
    // A sign is guessed about rather than counted in: what follows need not wait for it.
    if (*text != '-') [[likely]]
        return unsignedDecimalAt(text);
    SmallDecimal decimal = unsignedDecimalAt(text + 1);
    decimal.size = decimal.mantissa != 0 ? decimal.size + 1 : 0;
    decimal.mantissa = -decimal.mantissa;
    return decimal;
}

} // namespace livewall::event
