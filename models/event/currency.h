// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
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
    static std::optional<Currency> fromCode(std::string_view code);

    /// Upper case, three letters; empty for none. Points into static storage.
    std::string_view code() const;

    /// Decimal digits of the minor unit: JPY 0, SEK 2, KWD 3, CLF 4. Units for which ISO gives
    /// "N.A." (XAU, XDR ...) count whole: 0.
    int minorDigits() const;

    constexpr bool isNone() const { return index_ == 0; }
    friend constexpr auto operator<=>(Currency, Currency) = default;

    /// Dense, 0 for none: for arrays that live as long as the process.
    constexpr std::uint16_t index() const { return index_; }

private:
    constexpr explicit Currency(std::uint16_t index) : index_(index) {}
    std::uint16_t index_ = 0;
};

} // namespace livewall::event
