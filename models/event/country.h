// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::event {

/// Two ASCII letters, kept lower case, or none. Any pair of letters is a country here; whether a
/// place is known for it is the business of geo. Two bytes, ordered as the letters are.
class Country
{
public:
    constexpr Country() = default;

    /// Two ASCII letters, any case; nothing for anything else.
    static constexpr std::optional<Country> fromCode(std::string_view code)
    {
        const Country country = code.size() == kCodeBytes ? fromLetters(code.data()) : Country();
        return country.isNone() ? std::nullopt : std::optional(country);
    }

    /// The same of kCodeBytes characters; none where one of them is no letter.
    static constexpr Country fromLetters(const char* code)
    {
        const char first = static_cast<char>(code[0] | 0x20);
        const char second = static_cast<char>(code[1] | 0x20);
        if (first < 'a' || first > 'z' || second < 'a' || second > 'z')
            return {};
        return Country(static_cast<std::uint16_t>((first << 8) | second));
    }

    static constexpr std::size_t kCodeBytes = 2;

    /// "se"; empty for none.
    std::string code() const
    {
        if (isNone())
            return {};
        return {static_cast<char>(letters_ >> 8), static_cast<char>(letters_ & 0xff)};
    }

    constexpr bool isNone() const { return letters_ == 0; }
    friend constexpr auto operator<=>(Country, Country) = default;

    /// The two letters as a big-endian number; 0 for none. Stable: may be stored.
    constexpr std::uint16_t value() const { return letters_; }

private:
    constexpr explicit Country(std::uint16_t letters) : letters_(letters) {}
    std::uint16_t letters_ = 0;
};

} // namespace livewall::event
