// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/currency.h"
#include "models/event/scanning.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace livewall::event {

/// Reads currencies as Currency::fromLetters() does, sooner where their letters are among those of
/// the last few: a feed has no more of them.
class CurrencyReader
{
public:
    /// Reads eight bytes at `letters`, of which Currency::kCodeBytes matter.
    Currency read(const char* letters)
    {
        constexpr std::uint64_t kOfCode = 0xFF'FFFF;
        static_assert(Currency::kCodeBytes == 3);
        const auto word = static_cast<std::uint32_t>(wordAt(letters) & kOfCode);
        Known& known = known_[word * 0x9E37'79B1U >> kShift];
        if (known.letters != word) [[unlikely]]
            known = {word, Currency::fromLetters(letters)};
        return known.currency;
    }

private:
    static constexpr int kShift = 32 - 6;

    struct Known
    {
        std::uint32_t letters = 0; ///< which are no currency's
        Currency currency;
    };
    std::array<Known, std::size_t{1} << (32 - kShift)> known_{};
};

} // namespace livewall::event
