// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/generate/random.h"
#include "models/generate/sale.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace livewall::generate {

/// Of 10,000 attempts so many are not accepted.
inline constexpr std::uint32_t kNotAcceptedShare = 800;

/// Who sells what, and where: made-up merchants in fourteen countries with their real cities.
/// A merchant's share of all purchases falls with its rank (Zipf-Mandelbrot, 1 / (rank + 3) with
/// ranks from 0); most of its customers are at home, the others anywhere, and everybody pays in
/// the currency of the country where they are. Amounts are log-normal about the merchant's median.
/// The same for a seed on every machine. Immutable; sales point into it.
class Market
{
public:
    /// `merchants` at least 1, at most 1,000,000.
    Market(std::uint64_t seed, int merchants);

    const std::vector<Merchant>& merchants() const { return merchants_; }

    /// One purchase, all but its id and time.
    Sale draw(Random& random, bool accepted) const;

    /// What a merchant sells in a country.
    struct Share
    {
        const Merchant* merchant = nullptr;
        event::Country country;
        event::Currency currency;
        std::int64_t amount = 0;   ///< the median, in minor units
        std::uint64_t weights = 0; ///< its part of all purchases, with those before it
    };
    /// Everything that draw() may give, by country and rank.
    std::vector<Share> shares() const;

private:
    struct City
    {
        std::string_view name;
        geo::Point point;
        std::uint32_t weights = 0; ///< of this one and those before it
    };
    struct CountryMarket
    {
        event::Country country;
        event::Currency currency;
        std::int64_t units_per_euro = 0; ///< hundredths of the currency
        std::uint32_t shares = 0;        ///< percent, of this one and those before it
        std::vector<City> cities;
    };

    void openCountries();
    void openShops(std::uint64_t seed, int merchants);
    const CountryMarket& countryOf(const Merchant& merchant, Random& random) const;

    std::vector<CountryMarket> countries_;
    std::vector<Merchant> merchants_;    ///< by rank
    std::vector<std::uint64_t> weights_; ///< of this one and those before it
};

} // namespace livewall::generate
