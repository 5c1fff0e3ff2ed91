// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Events a second through the decoder, on one thread, with every check: put together as tills do,
// in unusual but legal ways, and without guessing how. Beside it, in the same run: simdjson parsing
// the same lines into its own tree without any meaning, and the bare search for line ends, so that
// a figure can be quoted as a ratio on any machine.
#include "models/event/linedecoder.h"

#include <algorithm>
#include <array>
#include <format>
#include <random>
#include <span>
#include <string>

#include <benchmark/benchmark.h>
#include <simdjson.h>

using namespace livewall::event;

namespace {

constexpr int kEvents = 20'000;

/// A purchase as a till sends it; values as they are written, with their quotes.
struct Till
{
    std::string id, time, milliseconds, merchant, eid, amount, status, latitude, longitude, city,
        country;
};

using Compose = std::string (*)(const Till& till, std::mt19937_64& random);

/// The same purchases on every run, put together in one way or another.
std::string linesOf(Compose compose)
{
    constexpr std::array kPlaces = {std::array{R"("Stockholm")", R"("se")"},
                                    std::array{R"("Tornio")", R"("fi")"},
                                    std::array{"\"M\xC3\xBCnchen\"", R"("de")"}};
    std::mt19937_64 random(1);
    const auto number = [&random](int limit) {
        return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    std::string lines;
    for (int i = 0; i < kEvents; ++i) {
        const int eid = 1 + number(20'000);
        const int millisecond = number(1000);
        const auto& [city, country] = kPlaces[random() % kPlaces.size()];
        const Till till = {
            .id = std::format(R"("p-{:08}")", i),
            .time = std::format(R"("2011-03-{:02}T{:02}:{:02}:{:02}.{:03}Z")", 1 + number(28),
                                number(24), number(60), number(60), millisecond),
            .milliseconds = std::format("{}", 1'299'772'875'000 + i * 1000LL + millisecond),
            .merchant = std::format(R"("Store {}")", eid),
            .eid = std::format("{}", eid),
            .amount = std::format(R"("{}.{:02}")", number(2000), number(100)),
            .status = number(100) < 92 ? R"("accepted")" : R"("declined")",
            .latitude = std::format("{}.{:03}", number(90), number(1000)),
            .longitude = std::format("{}.{:03}", number(180), number(1000)),
            .city = city,
            .country = country};
        lines += compose(till, random) + "\n";
    }
    return lines;
}

std::string usual(const Till& till, std::mt19937_64&)
{
    return std::format(R"({{"id":{},"time":{},"merchant":{},"eid":{},"amount":{},"currency":"EUR",)"
                       R"("status":{},"lat":{},"lon":{},"city":{},"country":{}}})",
                       till.id, till.time, till.merchant, till.eid, till.amount, till.status,
                       till.latitude, till.longitude, till.city, till.country);
}

std::string otherOrder(const Till& till, std::mt19937_64&)
{
    return std::format(R"({{"country":{},"city":{},"lon":{},"lat":{},"status":{},"currency":"EUR",)"
                       R"("amount":{},"eid":{},"merchant":{},"time":{},"id":{}}})",
                       till.country, till.city, till.longitude, till.latitude, till.status,
                       till.amount, till.eid, till.merchant, till.time, till.id);
}

std::string escapes(const Till& till, std::mt19937_64&)
{
    const std::string merchant = R"("Caf\u00e9 \"No.\/)" + till.merchant.substr(1);
    return std::format(R"({{"id":{},"time":{},"merchant":{},"eid":{},"amount":{},"currency":"EUR",)"
                       R"("status":{},"lat":{},"lon":{},"city":"M\u00fcnchen","country":{}}})",
                       till.id, till.time, merchant, till.eid, till.amount, till.status,
                       till.latitude, till.longitude, till.country);
}

std::string spaces(const Till& till, std::mt19937_64&)
{
    return std::format(R"({{ "id" : {}, "time" : {}, "merchant" : {}, "eid" : {}, "amount" : {}, )"
                       R"("currency" : "EUR", "status" : {}, "lat" : {}, "lon" : {}, "city" : {}, )"
                       R"("country" : {} }})",
                       till.id, till.time, till.merchant, till.eid, till.amount, till.status,
                       till.latitude, till.longitude, till.city, till.country);
}

std::string otherFields(const Till& till, std::mt19937_64& random)
{
    return std::format(
        R"({{"v":3,"id":{},"time":{},"till":{{"no":{},"by":["a","b"],"ok":{}}},"merchant":{},)"
        R"("eid":{},"amount":{},"currency":"EUR","vat":{}.5,"status":{},"lat":{},"lon":{},)"
        R"("card":{{"last4":"{:04}","wallet":null}},"city":{},"country":{}}})",
        till.id, till.time, random() % 100, random() % 2 == 0, till.merchant, till.eid, till.amount,
        random() % 500, till.status, till.latitude, till.longitude, random() % 10'000, till.city,
        till.country);
}

std::string integerTimes(const Till& till, std::mt19937_64&)
{
    return std::format(R"({{"id":{},"time":{},"merchant":{},"eid":{},"amount":{},"currency":"EUR",)"
                       R"("status":{},"lat":{},"lon":{},"city":{},"country":{}}})",
                       till.id, till.milliseconds, till.merchant, till.eid, till.amount,
                       till.status, till.latitude, till.longitude, till.city, till.country);
}

std::string optionalFields(const Till& till, std::mt19937_64& random)
{
    std::string line = std::format(R"({{"id":{},"time":{},"eid":{},"amount":{},"currency":"EUR",)"
                                   R"("status":{})",
                                   till.id, till.time, till.eid, till.amount, till.status);
    if (random() % 2 == 0)
        line += R"(,"merchant":)" + till.merchant;
    if (random() % 2 == 0)
        line += R"(,"lat":)" + till.latitude + R"(,"lon":)" + till.longitude;
    if (random() % 2 == 0)
        line += R"(,"city":)" + till.city;
    if (random() % 2 == 0)
        line += R"(,"country":)" + till.country;
    return line + "}";
}

/// CloudEvents.
std::string envelopes(const Till& till, std::mt19937_64& random)
{
    return R"({"specversion":"1.0","source":"\/tills\/7","type":"com.shop.purchase","data":)" +
           usual(till, random) + "}";
}

void report(benchmark::State& state, const std::string& stream)
{
    state.SetItemsProcessed(state.iterations() * kEvents);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
}

void decode(benchmark::State& state, Compose compose, bool guesses)
{
    const std::string stream = linesOf(compose);
    DecoderOptions options;
    options.guesses = guesses;
    LineDecoder decoder(options);
    EventBatch batch;
    constexpr std::size_t kPieceBytes = 256 * 1024; // as a file is read
    for ([[maybe_unused]] const auto _ : state) {
        std::size_t purchases = 0;
        for (std::size_t at = 0; at < stream.size(); at += kPieceBytes) {
            batch.clear();
            decoder.feed(std::span(stream).subspan(at, std::min(kPieceBytes, stream.size() - at)),
                         batch);
            purchases += batch.purchases.size();
        }
        if (purchases != kEvents)
            state.SkipWithError("not every line is a purchase");
    }
    report(state, stream);
}
BENCHMARK_CAPTURE(decode, usual, usual, true);
BENCHMARK_CAPTURE(decode, otherOrder, otherOrder, true);
BENCHMARK_CAPTURE(decode, escapes, escapes, true);
BENCHMARK_CAPTURE(decode, spaces, spaces, true);
BENCHMARK_CAPTURE(decode, otherFields, otherFields, true);
BENCHMARK_CAPTURE(decode, integerTimes, integerTimes, true);
BENCHMARK_CAPTURE(decode, optionalFields, optionalFields, true);
BENCHMARK_CAPTURE(decode, envelopes, envelopes, true);
BENCHMARK_CAPTURE(decode, usualTheLongWay, usual, false);

void simdjsonTree(benchmark::State& state)
{
    const std::string stream = linesOf(usual);
    const std::string padded = stream + std::string(simdjson::SIMDJSON_PADDING, ' ');
    simdjson::dom::parser parser;
    for ([[maybe_unused]] const auto _ : state) {
        for (std::size_t begin = 0; begin < stream.size();) {
            const std::size_t end = stream.find('\n', begin);
            benchmark::DoNotOptimize(
                parser.parse(padded.data() + begin, end - begin, false).error());
            begin = end + 1;
        }
    }
    report(state, stream);
}
BENCHMARK(simdjsonTree);

void lineEnds(benchmark::State& state)
{
    const std::string stream = linesOf(usual);
    for ([[maybe_unused]] const auto _ : state) {
        for (std::size_t begin = 0; begin < stream.size();) {
            begin = stream.find('\n', begin) + 1;
            benchmark::DoNotOptimize(begin);
        }
    }
    report(state, stream);
}
BENCHMARK(lineEnds);

} // namespace

BENCHMARK_MAIN();
