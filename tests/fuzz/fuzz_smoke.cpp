// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Feeds the fuzz target with mutations of a small corpus for two seconds, always the same ones in
// the same order.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

const std::vector<std::string> kCorpus = {
    R"({"id":"p-1","time":"2011-02-10T16:00:00.461Z","merchant":"Store 9842","eid":9842,"country":)"
    R"("no","amount":"71.34","currency":"NOK","status":"accepted","lat":63.431,"lon":10.395})",
    R"({"id":"\u0070\n","time":1299772875123,"eid":1,"amount":-1.5e1,"currency":"jpy","status":)"
    R"("declined","merchant":"\ud83d\ude00\u0085"})",
    R"({"specversion":"1.0","id":"a","source":"/s","type":"x.purchase","time":)"
    R"("2016-12-31T23:59:60+01:00","data":{"status":"accepted","eid":7,"amount":1,"currency":"SEK"}})",
    R"([{"type":"heartbeat","id":"h"},{"type":"deploy","id":"d","time":1299772875123,"service":"s"},)"
    R"({"type":"x"},3,[null,true,{"a":[false,1e999]}]])",
    R"({"merchant_id":3,"created_at":"x","x":{"y":[[],{},"\\\"",-0.0E+1]}})",
};

/// Bytes and words that mean something to the decoder.
const std::vector<std::string> kTokens = {"\n",
                                          "\r\n",
                                          "{",
                                          "}",
                                          "[",
                                          "]",
                                          ",",
                                          ":",
                                          "\"",
                                          "\\",
                                          "\\u00",
                                          "\\ud83d",
                                          "\"id\":",
                                          "\"eid\":",
                                          "null",
                                          "-",
                                          "1e99",
                                          "0",
                                          ".",
                                          "\"data\":",
                                          "\xEF\xBB\xBF",
                                          "\xC2\x85",
                                          "\xFF",
                                          "true",
                                          " ",
                                          "\"time\":\"2011-02-30T24:00:60Z\",",
                                          "\"specversion\":\"1.0\",",
                                          "99999999999999999999"};

std::string mutated(std::mt19937_64& random)
{
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    std::string input;
    for (std::size_t lines = 1 + below(4); lines > 0; --lines)
        input += kCorpus[below(kCorpus.size())] + (below(8) == 0 ? "" : "\n");
    for (std::size_t changes = below(6); changes > 0; --changes) {
        const std::size_t at = below(input.size() + 1);
        const std::size_t size = std::min(input.size() - at, below(12));
        switch (below(5)) {
        case 0:
            input.erase(at, size);
            break;
        case 1:
            input.insert(at, kTokens[below(kTokens.size())]);
            break;
        case 2:
            input.insert(below(input.size() + 1), input.substr(at, size));
            break;
        case 3:
            input.replace(at, size, kTokens[below(kTokens.size())]);
            break;
        default:
            if (at < input.size())
                input[at] = static_cast<char>(random());
        }
    }
    return input;
}

} // namespace

int main()
{
    using Clock = std::chrono::steady_clock;
    std::mt19937_64 random(20110310);
    const Clock::time_point end = Clock::now() + std::chrono::seconds(2);
    std::size_t inputs = 0;
    while (Clock::now() < end) {
        const std::string input = mutated(random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
        ++inputs;
    }
    std::printf("%zu inputs\n", inputs);
    return 0;
}
