// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/currency.h"

#include "models/event/currencytable.h"

#include <algorithm>
#include <cstddef>

namespace livewall::event {

/// Made out of the table of currencies.
struct Currency::Tables
{
    static_assert(std::is_sorted(kCurrencies.begin(), kCurrencies.end(),
                                 [](const CurrencyEntry& a, const CurrencyEntry& b) {
                                     return std::string_view(a.code) < std::string_view(b.code);
                                 }),
                  "the order of the indexes is the order of the codes");

    static constexpr auto makeIndexes()
    {
        std::array<std::uint16_t, kLetters * kLetters * kLetters> indexes{};
        for (std::size_t i = 0; i < kCurrencies.size(); ++i) {
            const char* const code = kCurrencies[i].code;
            const unsigned first = letter(code[0]);
            indexes[slotOf(first, letter(code[1]), letter(code[2]))] =
                static_cast<std::uint16_t>(i + 1);
        }
        return indexes;
    }

    static constexpr auto makeMinorDigits()
    {
        std::array<std::uint8_t, 256> digits{};
        static_assert(kCurrencies.size() < digits.size());
        for (std::size_t i = 0; i < kCurrencies.size(); ++i)
            digits[i + 1] = kCurrencies[i].minor_digits;
        return digits;
    }
};

constinit const decltype(Currency::kIndexes) Currency::kIndexes = Tables::makeIndexes();
constinit const decltype(Currency::kMinorDigits) Currency::kMinorDigits = Tables::makeMinorDigits();

std::string_view Currency::code() const
{
    if (isNone())
        return {};
    return {kCurrencies[index_ - 1U].code, 3};
}

} // namespace livewall::event
