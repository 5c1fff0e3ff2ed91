// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/models/store/feeding.h"

#include "tests/models/stats/examples.h"

#include <array>
#include <limits>
#include <string_view>

namespace livewall::test {

namespace {

using oracle::Draws;

constexpr std::int64_t kSecond_ms = 1000;
constexpr std::int64_t kMinute_ms = 60 * kSecond_ms;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
constexpr std::int64_t kBegin_ms = examples::utc(2011, 3, 10, 11, 59, 30) * 1000 + 123;

constexpr std::array<std::string_view, 3> kCurrencies = {"SEK", "EUR", "JPY"};
constexpr std::array<std::string_view, 4> kCountries = {"se", "fi", "de", ""};
constexpr std::array<std::string_view, 4> kNames = {"Boden", "B\xc3\xb6nan", "Zara & Co", ""};
constexpr std::array<std::string_view, 3> kCities = {"Tornio", "Lule\xc3\xa5", ""};
constexpr std::array<std::int64_t, 6> kEids = {
    1, 2, 3, 700, 1LL << 40, std::numeric_limits<std::int64_t>::max()};

struct Made
{
    event::Purchase purchase;
    std::string merchant;
    std::string city;
};

std::int64_t step_ms(Draws& draws, const Kinds& kinds)
{
    const std::int64_t kind = draws.below(kinds.is_far_apart ? 20 : 16);
    if (kind < 6)
        return draws.below(2) * 200;
    if (kind < 12)
        return draws.below(5 * kSecond_ms);
    if (kind < 16)
        return draws.below(3 * kMinute_ms);
    if (kind < 18)
        return draws.below(kHour_ms);
    return kind == 18 ? draws.below(6 * kHour_ms) : draws.below(3 * kDay_ms);
}

/// When a purchase that comes in now was made.
std::int64_t time_ms(std::int64_t now_ms, Draws& draws, const Kinds& kinds)
{
    const std::int64_t kind = draws.below(20);
    if (kind < 10)
        return now_ms - draws.below(2 * kSecond_ms);
    if (kind < 13)
        return now_ms - draws.below(5 * kMinute_ms);
    if (kind < 15)
        return now_ms - draws.below(2 * kHour_ms);
    if (kind < 17)
        return now_ms - draws.below(kinds.is_far_apart ? 12 * kDay_ms : 6 * kHour_ms);
    if (!kinds.is_ahead)
        return now_ms;
    return now_ms + (kind < 19 ? draws.below(5 * kMinute_ms) : draws.below(3 * kHour_ms));
}

Made makePurchase(std::int64_t now_ms, std::uint64_t id, std::vector<Made>& before, Draws& draws,
                  const Kinds& kinds)
{
    if (!before.empty() && draws.chance(25)) {
        Made copy = draws.chance(50) ? before.back() : draws.oneOf(before);
        // First pending, then accepted; or the other way about, which takes nothing back.
        if (draws.chance(50)) {
            copy.purchase.accepted = !copy.purchase.accepted;
            copy.purchase.identity.low ^= 1;
        }
        return copy;
    }
    Made made;
    event::Purchase& purchase = made.purchase;
    purchase.time_ms = time_ms(now_ms, draws, kinds);
    purchase.eid = draws.oneOf(kEids);
    purchase.amount = draws.chance(5) ? 1'000'000'000'000 : draws.within(1, 500'00);
    purchase.accepted = draws.chance(80);
    purchase.identity = examples::identity(id, purchase.accepted);
    purchase.currency = examples::currency(draws.oneOf(kCurrencies));
    if (const std::string_view code = draws.oneOf(kCountries); !code.empty())
        purchase.country = examples::country(code);
    if (draws.chance(30)) {
        purchase.latitude = static_cast<float>(draws.within(-90, 90));
        purchase.longitude = static_cast<float>(draws.within(-180, 180)) + 0.25f;
    }
    made.merchant = kinds.has_renames ? draws.oneOf(kNames) : kNames[0];
    made.city = draws.oneOf(kCities);
    before.push_back(made);
    return made;
}

} // namespace

std::vector<Arrival> makeArrivals(const std::vector<std::uint64_t>& words, const Kinds& kinds)
{
    std::vector<Arrival> arrivals;
    std::vector<std::vector<Made>> before(kinds.feeds);
    std::int64_t now_ms = kBegin_ms;
    std::uint64_t id = 0;
    for (const std::uint64_t word : words) {
        Draws draws(word);
        now_ms += step_ms(draws, kinds);
        const auto feed =
            static_cast<std::size_t>(draws.below(static_cast<std::int64_t>(kinds.feeds)));
        Arrival arrival{.now_ms = now_ms, .feed = feed, .batch = {}};
        feed::Batch& batch = arrival.batch;
        event::EventBatch& events = batch.events;
        for (std::int64_t left = draws.below(draws.chance(10) ? 30 : 4); left >= 0; --left) {
            const Made made = makePurchase(now_ms, ++id, before[feed], draws, kinds);
            event::Purchase purchase = made.purchase;
            purchase.merchant = events.add(made.merchant);
            purchase.city = events.add(made.city);
            examples::add(events, purchase);
        }
        if (draws.chance(20)) {
            events.deploys.push_back({.identity = examples::identity(
                                          static_cast<std::uint64_t>(1'000'000 + draws.below(5))),
                                      .time_ms = now_ms,
                                      .service = events.add("checkout"),
                                      .version = events.add("1.2")});
            ++events.control;
            ++events.received;
        }
        if (draws.chance(20)) {
            ++events.rejected[static_cast<std::size_t>(
                draws.below(static_cast<std::int64_t>(event::kRejections)))];
            ++events.unknown_type;
            events.received += 2;
        }
        batch.arrived_ms = now_ms;
        arrivals.push_back(std::move(arrival));
        arrivals.back().batch.cursor = cursorOf(arrivals.size() - 1);
    }
    return arrivals;
}

std::string cursorOf(std::size_t arrival)
{
    return std::string("at\0", 3) + std::to_string(arrival); // opaque: any bytes
}

std::size_t nextAfter(const std::string& cursor)
{
    return cursor.empty() ? 0 : std::stoull(cursor.substr(3)) + 1;
}

std::vector<engine::LiveFeed> feedsOf(const Kinds& kinds)
{
    std::vector<engine::LiveFeed> feeds;
    for (std::size_t i = 0; i < kinds.feeds; ++i)
        feeds.push_back({"feed " + std::to_string(i), false});
    return feeds;
}

std::vector<std::uint64_t> wordsOf(std::uint64_t seed, std::size_t count)
{
    Draws draws(seed);
    std::vector<std::uint64_t> words;
    for (std::size_t i = 0; i < count; ++i)
        words.push_back(draws.next());
    return words;
}

} // namespace livewall::test
