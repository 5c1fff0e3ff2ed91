// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Events a second through the decoder, on one thread, with every check. Beside it, in the same
// run: simdjson parsing the same lines into its own tree without any meaning, and the bare search
// for line ends, so that a figure can be quoted as a ratio on any machine.
#include "models/event/linedecoder.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <simdjson.h>

using namespace livewall::event;

namespace {

constexpr int kEvents = 20'000;

/// Purchases as a till sends them, about 200 bytes each; the same on every run.
const std::string& plainLines()
{
    static const std::string lines = [] {
        constexpr std::array kCities = {"Stockholm\",\"country\":\"se", "Tornio\",\"country\":\"fi",
                                        "M\xC3\xBCnchen\",\"country\":\"de"};
        std::mt19937_64 random(1);
        std::string text;
        for (int i = 0; i < kEvents; ++i) {
            const auto number = [&random](int limit) {
                return static_cast<int>(random() % static_cast<unsigned>(limit));
            };
            std::array<char, 400> line{};
            const int eid = 1 + number(20'000);
            std::snprintf(line.data(), line.size(),
                          R"({"id":"p-%08d","time":"2011-03-%02dT%02d:%02d:%02d.%03dZ",)"
                          R"("merchant":"Store %d","eid":%d,"amount":"%d.%02d","currency":"EUR",)"
                          R"("status":"%s","lat":%d.%03d,"lon":%d.%03d,"city":"%s"})"
                          "\n",
                          i, 1 + number(28), number(24), number(60), number(60), number(1000), eid,
                          eid, number(2000), number(100),
                          number(100) < 92 ? "accepted" : "declined", number(90), number(1000),
                          number(180), number(1000), kCities[random() % kCities.size()]);
            text += line.data();
        }
        return text;
    }();
    return lines;
}

/// The same events in CloudEvents envelopes, with escapes in them.
const std::string& envelopeLines()
{
    static const std::string lines = [] {
        std::string text;
        const std::string& plain = plainLines();
        for (std::size_t begin = 0; begin < plain.size();) {
            const std::size_t end = plain.find('\n', begin);
            text +=
                R"({"specversion":"1.0","source":"\/tills\/7","type":"com.shop.purchase","data":)";
            text.append(plain, begin, end - begin).append("}\n");
            begin = end + 1;
        }
        return text;
    }();
    return lines;
}

void report(benchmark::State& state, const std::string& stream)
{
    state.SetItemsProcessed(state.iterations() * kEvents);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
}

void decode(benchmark::State& state, const std::string& stream)
{
    LineDecoder decoder(DecoderOptions{});
    EventBatch batch;
    for ([[maybe_unused]] const auto _ : state) {
        batch.clear();
        decoder.feed(stream, batch);
        if (batch.purchases.size() != kEvents)
            state.SkipWithError("not every line is a purchase");
    }
    report(state, stream);
}

void decodePlain(benchmark::State& state)
{
    decode(state, plainLines());
}
BENCHMARK(decodePlain);

void decodeEnvelopes(benchmark::State& state)
{
    decode(state, envelopeLines());
}
BENCHMARK(decodeEnvelopes);

void simdjsonTree(benchmark::State& state)
{
    const std::string& stream = plainLines();
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
    const std::string& stream = plainLines();
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
