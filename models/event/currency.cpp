// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/currency.h"

#include "models/event/currencytable.h"

#include <algorithm>
#include <cstddef>

namespace livewall::event {
namespace {

constexpr std::size_t kLetters = 26;

constexpr std::size_t slotOf(unsigned first, unsigned second, unsigned third)
{
    return (first * kLetters + second) * kLetters + third;
}

/// Every combination of three letters, with the index of its currency; 0 for none.
constexpr auto kIndexes = [] {
    std::array<std::uint16_t, kLetters * kLetters * kLetters> indexes{};
    for (std::size_t i = 0; i < kCurrencies.size(); ++i) {
        const char* const code = kCurrencies[i].code;
        indexes[slotOf(static_cast<unsigned>(code[0] - 'A'), static_cast<unsigned>(code[1] - 'A'),
                       static_cast<unsigned>(code[2] - 'A'))] = static_cast<std::uint16_t>(i + 1);
    }
    return indexes;
}();

static_assert(std::is_sorted(kCurrencies.begin(), kCurrencies.end(),
                             [](const CurrencyEntry& a, const CurrencyEntry& b) {
                                 return std::string_view(a.code) < std::string_view(b.code);
                             }),
              "the order of the indexes is the order of the codes");

/// 0 to 25; greater for what is no ASCII letter.
unsigned letter(char c)
{
    return (static_cast<unsigned char>(c) | 0x20U) - unsigned{'a'};
}

} // namespace

std::optional<Currency> Currency::fromCode(std::string_view code)
{
    if (code.size() != 3)
        return std::nullopt;
    const unsigned first = letter(code[0]);
    const unsigned second = letter(code[1]);
    const unsigned third = letter(code[2]);
    if (first >= kLetters || second >= kLetters || third >= kLetters)
        return std::nullopt;
    const std::uint16_t index = kIndexes[slotOf(first, second, third)];
    if (index == 0)
        return std::nullopt;
    return Currency(index);
}

std::string_view Currency::code() const
{
    if (isNone())
        return {};
    return {kCurrencies[index_ - 1U].code, 3};
}

int Currency::minorDigits() const
{
    return isNone() ? 0 : kCurrencies[index_ - 1U].minor_digits;
}

} // namespace livewall::event
