// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace livewall::event {

/// An ISO 4217 currency: every active code and every code withdrawn since 2000 (ISO 4217 list
/// three), with its minor unit. Two bytes, comparable; the order is that of the codes, ascending.
/// A default-constructed Currency is "none" and sorts before all.
/// The number behind it is an index into this build's table: never store it, store code().
class Currency
{
public:
    constexpr Currency() = default;

    /// Any case; nothing for what is not a code of the table.
    static std::optional<Currency> fromCode(std::string_view code)
    {
        const Currency currency = code.size() == kCodeBytes ? fromLetters(code.data()) : Currency();
        return currency.isNone() ? std::nullopt : std::optional(currency);
    }

    /// The same of kCodeBytes letters; none for what is not a code of the table.
    static Currency fromLetters(const char* code)
    {
        const unsigned first = letter(code[0]);
        const unsigned second = letter(code[1]);
        const unsigned third = letter(code[2]);
        if (first >= kLetters || second >= kLetters || third >= kLetters)
            return {};
        return Currency(kIndexes[slotOf(first, second, third)]);
    }

    static constexpr std::size_t kCodeBytes = 3;

    /// Upper case, three letters; empty for none. Points into static storage.
    std::string_view code() const;

    /// Decimal digits of the minor unit: JPY 0, SEK 2, KWD 3, CLF 4. Units for which ISO gives
    /// "N.A." (XAU, XDR ...) count whole: 0.
    int minorDigits() const { return kMinorDigits[index_]; }

    constexpr bool isNone() const { return index_ == 0; }
    friend constexpr auto operator<=>(Currency, Currency) = default;

    /// Dense, 0 for none: for arrays that live as long as the process.
    constexpr std::uint16_t index() const { return index_; }

private:
    constexpr explicit Currency(std::uint16_t index) : index_(index) {}

    static constexpr std::size_t kLetters = 26;

    /// 0 to 25; greater for what is no ASCII letter.
    static constexpr unsigned letter(char c)
    {
        return (static_cast<unsigned char>(c) | 0x20U) - unsigned{'a'};
    }

    static constexpr std::size_t slotOf(unsigned first, unsigned second, unsigned third)
    {
        return (first * kLetters + second) * kLetters + third;
    }

    struct Tables;
    /// Every combination of three letters, with the index of its currency; 0 for none.
    static const std::array<std::uint16_t, kLetters * kLetters * kLetters> kIndexes;
    static const std::array<std::uint8_t, 256> kMinorDigits; ///< by index

    std::uint16_t index_ = 0;
};

} // namespace livewall::event
