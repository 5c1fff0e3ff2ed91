// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Fuzz target of the decoder. With libFuzzer:
//
//   sanitizers="-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all"
//   sources="tests/fuzz/fuzz_decoder.cpp models/event/*.cpp"
//   libraries="-lsimdjson -lxxhash -lboost_json -lboost_container"
//   clang++-19 -std=c++20 -g -O1 $sanitizers -I. $sources $libraries -o fuzz_decoder
//   ./fuzz_decoder -max_len=4096 -max_total_time=120
//
// What must hold for any bytes: no crash, every element counted once, the same result however the
// stream is cut, and a line is read as JSON exactly where an independent parser reads it.
#include "models/event/linedecoder.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>

#include <boost/json/basic_parser_impl.hpp>

using namespace livewall::event;

namespace {

void require(bool holds, const char* what)
{
    if (!holds) {
        std::fprintf(stderr, "fuzz_decoder: %s\n", what);
        std::abort();
    }
}

DecoderOptions options()
{
    DecoderOptions made;
    made.feed = "fuzz";
    return made;
}

/// Takes any JSON and keeps nothing of it.
struct AnyJson
{
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;
    using Error = boost::json::error_code;
    using Piece = boost::json::string_view;
    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error&) { return true; }
    bool on_object_end(std::size_t, Error&) { return true; }
    bool on_array_begin(Error&) { return true; }
    bool on_array_end(std::size_t, Error&) { return true; }
    bool on_key_part(Piece, std::size_t, Error&) { return true; }
    bool on_key(Piece, std::size_t, Error&) { return true; }
    bool on_string_part(Piece, std::size_t, Error&) { return true; }
    bool on_string(Piece, std::size_t, Error&) { return true; }
    bool on_number_part(Piece, Error&) { return true; }
    bool on_int64(std::int64_t, Piece, Error&) { return true; }
    bool on_uint64(std::uint64_t, Piece, Error&) { return true; }
    bool on_double(double, Piece, Error&) { return true; }
    bool on_bool(bool, Error&) { return true; }
    bool on_null(Error&) { return true; }
    bool on_comment_part(Piece, Error&) { return true; }
    bool on_comment(Piece, Error&) { return true; }
};

enum class Reading { Json, NotJson, CannotTell };

Reading readIndependently(std::string_view line)
{
    boost::json::parse_options strict;
    strict.max_depth = 128;
    boost::json::basic_parser<AnyJson> parser(strict);
    boost::json::error_code error;
    const std::size_t size = parser.write_some(false, line.data(), line.size(), error);
    // It refuses exponents that no double has, which are JSON all the same.
    if (error == boost::json::error::exponent_overflow)
        return Reading::CannotTell;
    const bool whole = !error && line.find_first_not_of(" \t\r\n", size) == line.npos;
    return whole ? Reading::Json : Reading::NotJson;
}

void checkLine(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t\r\n");
    if (first == line.npos || (line[first] != '{' && line[first] != '[') ||
        line.size() > kMaxLineBytes)
        return;
    std::string padded(line);
    padded.append(Decoder::kPadding, line.back());
    EventBatch batch;
    Decoder(options()).decode({padded.data(), line.size()}, 1, batch);
    const bool refused =
        batch.samples.size() == 1 && batch.samples[0].message == "json: the line is not valid JSON";
    const Reading reading = readIndependently(line);
    require(reading == Reading::CannotTell || refused == (reading == Reading::NotJson),
            "the line is JSON to one parser and none to the other");
}

/// One piece, or pieces of sizes that `seed` gives, each in memory of its own size.
EventBatch decode(std::string_view stream, std::uint64_t seed)
{
    LineDecoder decoder(options());
    EventBatch batch;
    while (!stream.empty()) {
        std::size_t size = stream.size();
        if (seed != 0) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            size = std::min<std::size_t>(size, 1 + (seed >> 33) % ((seed >> 60) != 0 ? 7 : 300));
        }
        const std::string piece(stream.substr(0, size));
        decoder.feed(piece, batch);
        stream.remove_prefix(size);
    }
    decoder.finish(batch);
    return batch;
}

bool isSame(const Purchase& a, const Purchase& b)
{
    const auto key = [](const Purchase& p) {
        return std::tuple(p.time_ms, p.eid, p.amount, p.identity, p.merchant.offset,
                          p.merchant.size, p.city.size, p.currency, p.country, p.accepted,
                          p.hasLocation());
    };
    return key(a) == key(b);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view stream(reinterpret_cast<const char*>(data), size);
    const EventBatch whole = decode(stream, 0);

    std::uint64_t counted = whole.purchases.size() + whole.control + whole.unknown_type;
    for (const std::uint64_t count : whole.rejected)
        counted += count;
    require(whole.received == counted, "an element is counted twice or not at all");

    for (const Purchase& event : whole.purchases) {
        require(event.eid >= 1 && event.amount <= 1'000'000'000'000 &&
                    event.amount >= (event.accepted ? 0 : -1'000'000'000'000) &&
                    !event.currency.isNone() && event.time_ms >= 946'684'800'000 &&
                    event.time_ms < 4'102'444'800'000 && whole.view(event.merchant).size() <= 800 &&
                    event.hasLocation() == (event.longitude >= -180 && event.longitude <= 180),
                "a purchase is out of its bounds");
    }
    for (const RejectionSample& sample : whole.samples)
        require(sample.message.find('\n') == std::string::npos && sample.message.size() < 200,
                "a sample is no short line");

    const EventBatch cut = decode(stream, size + 1);
    require(cut.received == whole.received && cut.rejected == whole.rejected &&
                cut.control == whole.control && cut.unknown_type == whole.unknown_type &&
                cut.text.view() == whole.text.view() &&
                cut.deploys.size() == whole.deploys.size() &&
                std::equal(cut.purchases.begin(), cut.purchases.end(), whole.purchases.begin(),
                           whole.purchases.end(), isSame),
            "the result depends on how the stream was cut");

    for (std::size_t begin = 0; begin < size;) {
        const std::size_t end = std::min(stream.find('\n', begin), size);
        checkLine(stream.substr(begin, end - begin));
        begin = end + 1;
    }
    return 0;
}
