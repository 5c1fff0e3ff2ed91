// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/generate/market.h"

#include "models/generate/fixed.h"
#include "models/generate/shopnames.h"
#include "models/geo/gazetteer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <span>

namespace livewall::generate {

namespace {

struct CityShare
{
    std::string_view name;
    std::uint32_t weight;
};

constexpr CityShare kSweden[] = {{"Stockholm", 30}, {"Göteborg", 16}, {"Malmö", 10},
                                 {"Uppsala", 6},    {"Linköping", 5}, {"Örebro", 4},
                                 {"Umeå", 4},       {"Luleå", 3},     {"Östersund", 2},
                                 {"Visby", 2},      {"Kiruna", 2},    {"Haparanda", 1}};
constexpr CityShare kFinland[] = {
    {"Helsinki", 28}, {"Espoo", 12}, {"Tampere", 12},  {"Turku", 9},   {"Oulu", 8},
    {"Kuopio", 4},    {"Vaasa", 3},  {"Rovaniemi", 3}, {"Joensuu", 2}, {"Tornio", 2}};
constexpr CityShare kNorway[] = {{"Oslo", 30},     {"Bergen", 12},   {"Trondheim", 9},
                                 {"Stavanger", 8}, {"Bodø", 3},      {"Kristiansand", 4},
                                 {"Tromsø", 4},    {"Hammerfest", 1}};
constexpr CityShare kGermany[] = {{"Berlin", 18}, {"Hamburg", 12}, {"Munich", 11},
                                  {"Köln", 9},    {"Leipzig", 5},  {"Frankfurt am Main", 7},
                                  {"Dresden", 4}, {"Bremen", 4},   {"Freiburg", 2}};
constexpr CityShare kDenmark[] = {
    {"Copenhagen", 30}, {"Århus", 10}, {"Odense", 6}, {"Aalborg", 5}, {"Esbjerg", 3}};
constexpr CityShare kNetherlands[] = {
    {"Amsterdam", 15}, {"Rotterdam", 11}, {"Utrecht", 8}, {"Groningen", 4}, {"Eindhoven", 4}};
constexpr CityShare kAustria[] = {{"Vienna", 20}, {"Graz", 6}, {"Salzburg", 4}, {"Innsbruck", 3}};
constexpr CityShare kBritain[] = {
    {"London", 25}, {"Manchester", 8}, {"Glasgow", 6}, {"Bristol", 5}, {"Cardiff", 3}};
constexpr CityShare kSwitzerland[] = {{"Zürich", 9}, {"Genève", 5}, {"Bern", 4}, {"Basel", 4}};
constexpr CityShare kBelgium[] = {{"Brussels", 9}, {"Antwerpen", 6}, {"Gent", 4}, {"Liège", 3}};
constexpr CityShare kFrance[] = {
    {"Paris", 20}, {"Lyon", 7}, {"Lille", 4}, {"Nantes", 4}, {"Marseille", 6}};
constexpr CityShare kSpain[] = {{"Madrid", 8}, {"Barcelona", 7}, {"Valencia", 3}, {"Málaga", 2}};
constexpr CityShare kItaly[] = {{"Rome", 6}, {"Milan", 7}, {"Bologna", 3}, {"Naples", 3}};
constexpr CityShare kPoland[] = {{"Warsaw", 7}, {"Kraków", 4}, {"Gdańsk", 3}, {"Wrocław", 3}};

struct CountryShare
{
    std::string_view code;
    std::uint32_t percent; ///< of all purchases
    std::string_view currency;
    std::int64_t units_per_euro; ///< hundredths of the currency
    const ShopNames* names;
    std::span<const CityShare> cities;
};

const std::array<CountryShare, 14> kCountries = {{
    {"se", 30, "SEK", 1120, &kSwedishShops, kSweden},
    {"fi", 18, "EUR", 100, &kFinnishShops, kFinland},
    {"no", 14, "NOK", 1150, &kNorwegianShops, kNorway},
    {"de", 12, "EUR", 100, &kGermanShops, kGermany},
    {"dk", 6, "DKK", 746, &kDanishShops, kDenmark},
    {"nl", 5, "EUR", 100, &kDutchShops, kNetherlands},
    {"at", 3, "EUR", 100, &kGermanShops, kAustria},
    {"gb", 3, "GBP", 86, &kEnglishShops, kBritain},
    {"ch", 2, "CHF", 96, &kGermanShops, kSwitzerland},
    {"be", 2, "EUR", 100, &kFrenchShops, kBelgium},
    {"fr", 2, "EUR", 100, &kFrenchShops, kFrance},
    {"es", 1, "EUR", 100, &kSpanishShops, kSpain},
    {"it", 1, "EUR", 100, &kItalianShops, kItaly},
    {"pl", 1, "PLN", 430, &kPolishShops, kPoland},
}};

constexpr std::uint32_t kHomeShare = 8'500; ///< of 10,000 purchases
constexpr std::uint32_t kCoordinateShare = 8'800;
constexpr std::uint32_t kCityOnlyShare = 900;
constexpr std::uint64_t kWeight = 1U << 28; ///< divided by the rank: a million of them fit 32 bits

/// The first of `cumulative` that lies above a random number below their sum.
template <typename Items, typename Projection>
std::size_t drawn(const Items& items, Random& random, Projection cumulative)
{
    const std::uint64_t total = std::invoke(cumulative, items.back());
    const std::uint64_t at = (random.bits() * total) >> 32;
    const auto found = std::ranges::upper_bound(items, at, {}, [&](const auto& item) {
        return std::uint64_t{std::invoke(cumulative, item)};
    });
    return static_cast<std::size_t>(found - items.begin());
}

/// A name for the n-th shop that takes its name from `names`; each n gives another.
std::string shopName(const CountryShare& home, std::size_t n, std::size_t start)
{
    constexpr std::size_t names = kStems * kTrades;
    const std::size_t pick = (n * 37 + start) % names; // 37 has no divisor in common with 160
    std::string name(home.names->stems[pick / kTrades]);
    name += ' ';
    name += home.names->trades[pick % kTrades];
    if (const std::size_t round = n / names; round > 0) {
        const std::size_t branch = round - 1;
        name += ' ';
        name += home.cities[branch % home.cities.size()].name;
        if (const std::size_t number = branch / home.cities.size(); number > 0)
            name += ' ' + std::to_string(number + 1);
    }
    return name;
}

} // namespace

Market::Market(std::uint64_t seed, int merchants)
{
    openCountries();
    openShops(seed, merchants);
}

void Market::openCountries()
{
    std::uint32_t shares = 0;
    for (const CountryShare& share : kCountries) {
        CountryMarket market;
        market.country = event::Country::fromCode(share.code).value();
        market.currency = event::Currency::fromCode(share.currency).value();
        market.units_per_euro = share.units_per_euro;
        market.shares = shares += share.percent;
        std::uint32_t weights = 0;
        for (const CityShare& city : share.cities) {
            const geo::CityPlace place = geo::findCity(market.country, city.name).value();
            market.cities.push_back({place.name, place.point, weights += city.weight});
        }
        countries_.push_back(std::move(market));
    }
}

void Market::openShops(std::uint64_t seed, int merchants)
{
    Random random(seed);
    constexpr std::uint64_t prime = 1'000'003; // more than there can be: each rank another EID
    const std::uint64_t first_eid = random.below(prime);
    struct Used
    {
        std::size_t start; ///< elsewhere for each language: not all begin with the same trade
        std::size_t names = 0;
    };
    std::map<const ShopNames*, Used> used;
    for (const CountryShare& country : kCountries)
        used.try_emplace(country.names, random.below(kStems * kTrades));
    std::array<std::uint64_t, kCountries.size()> weight_of{};
    std::uint64_t total = 0;
    merchants_.reserve(static_cast<std::size_t>(merchants));
    for (std::uint64_t rank = 0; rank < static_cast<std::uint64_t>(merchants); ++rank) {
        const std::uint64_t weight = kWeight / (rank + 3);
        total += weight;
        weights_.push_back(total);
        // At home in the country that is furthest behind its share.
        std::size_t home = 0;
        std::int64_t furthest = INT64_MIN;
        for (std::size_t i = 0; i < kCountries.size(); ++i) {
            const auto behind = static_cast<std::int64_t>(total * kCountries[i].percent) -
                                static_cast<std::int64_t>(weight_of[i] * 100);
            if (behind > furthest) {
                furthest = behind;
                home = i;
            }
        }
        weight_of[home] += weight;
        auto& [start, names] = used.at(kCountries[home].names);
        const std::size_t n = names++;
        const std::size_t trade = (n * 37 + start) % kTrades;
        merchants_.push_back(
            {.eid = static_cast<std::int64_t>(1000 + (rank * 617'359 + first_eid) % prime),
             .name = shopName(kCountries[home], n, start),
             .home = home,
             .usual_amount = kUsualAmounts[trade] * std::int64_t{60 + random.below(120)} / 100});
    }
}

std::vector<Market::Share> Market::shares() const
{
    std::vector<Share> shares;
    std::uint64_t weights = 0;
    for (std::size_t i = 0; i < countries_.size(); ++i) {
        const CountryMarket& market = countries_[i];
        for (std::size_t rank = 0; rank < merchants_.size(); ++rank) {
            const Merchant& merchant = merchants_[rank];
            const std::uint64_t weight = weights_[rank] - (rank > 0 ? weights_[rank - 1] : 0);
            const std::uint64_t anywhere = (10'000 - kHomeShare) * kCountries[i].percent / 100;
            weights += weight * (anywhere + (merchant.home == i ? kHomeShare : 0));
            shares.push_back({.merchant = &merchant,
                              .country = market.country,
                              .currency = market.currency,
                              .amount = merchant.usual_amount * market.units_per_euro / 100,
                              .weights = weights});
        }
    }
    return shares;
}

const Market::CountryMarket& Market::countryOf(const Merchant& merchant, Random& random) const
{
    if (random.chance(kHomeShare))
        return countries_[merchant.home];
    return countries_[drawn(countries_, random, &CountryMarket::shares)];
}

Sale Market::draw(Random& random, bool accepted) const
{
    Sale sale;
    sale.accepted = accepted;
    const std::size_t rank = drawn(weights_, random, std::identity());
    sale.merchant = &merchants_[rank];
    const CountryMarket& market = countryOf(*sale.merchant, random);
    sale.country = market.country;
    sale.currency = market.currency;

    // Four even numbers add up to nearly a normal one: the logarithm of the amount.
    const std::uint64_t four = random.next();
    const auto sum = static_cast<Fixed>((four & 0xffff) + (four >> 16 & 0xffff) +
                                        (four >> 32 & 0xffff) + (four >> 48));
    const Fixed exponent = (sum - 2 * kOne) * 7 / 4; // standard deviation: a factor of two
    const auto factor = static_cast<std::int64_t>(exp2(exponent) >> 16);
    sale.amount = sale.merchant->usual_amount * factor / kOne * market.units_per_euro / 100;
    const bool round = random.chance(6'000); // most prices end in .00
    sale.amount = std::max<std::int64_t>(round ? sale.amount / 100 * 100 : sale.amount, 100);

    const City& city = market.cities[drawn(market.cities, random, &City::weights)];
    const std::uint32_t told = random.below(10'000);
    if (told < kCoordinateShare) {
        sale.place = Sale::Place::Coordinates;
        const auto nearby = [&] { return (random.below(4001) - 2000.0) / 100'000; };
        sale.point = {city.point.latitude + nearby(), city.point.longitude + 2 * nearby()};
    } else if (told < kCoordinateShare + kCityOnlyShare) {
        sale.place = Sale::Place::City;
    }
    sale.city = city.name;
    return sale;
}

} // namespace livewall::generate
