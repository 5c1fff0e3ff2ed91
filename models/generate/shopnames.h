// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace livewall::generate {

inline constexpr std::size_t kTrades = 10;
inline constexpr std::size_t kStems = 16;

/// Words that make the name of a shop that does not exist: a stem and a trade.
struct ShopNames
{
    std::array<std::string_view, kStems> stems;
    std::array<std::string_view, kTrades> trades; ///< in the order of kUsualAmounts
};

/// Cents of euro: books, shoes, bicycles, electronics, coffee and tea, toys, garden, yarn, photo,
/// sport.
inline constexpr std::array<int, kTrades> kUsualAmounts = {1900, 6200, 11900, 8900, 2100,
                                                           3300, 4400, 2600,  9500, 5300};

extern const ShopNames kSwedishShops, kFinnishShops, kNorwegianShops, kDanishShops, kGermanShops,
    kDutchShops, kEnglishShops, kFrenchShops, kSpanishShops, kItalianShops, kPolishShops;

} // namespace livewall::generate
