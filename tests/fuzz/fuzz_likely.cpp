// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Fuzz target of the decoder's guesses. With libFuzzer:
//
//   sanitizers="-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all"
//   sources="tests/fuzz/fuzz_likely.cpp models/event/*.cpp"
//   clang++-19 -std=c++20 -g -O1 $sanitizers -I. $sources -lsimdjson -lxxhash -o fuzz_likely
//   ./fuzz_likely -max_len=4096 -max_total_time=120
//
// What must hold for any bytes: a decoder that guesses how lines are put together gives what one
// gives that reads every line the long way, to the last bit.
#include "tests/fuzz/likelycomparison.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace livewall::event;
    const std::string stream(reinterpret_cast<const char*>(data), size);
    LikelyComparison comparison(size % 2 == 0); // or places are not kept
    // What the first lines taught is applied to all of them the second time. The blanks let the
    // last line be read where it is.
    const std::string blanks = "\n" + std::string(Decoder::kPadding, ' ') + "\n";
    for (int round = 0; round < 2; ++round) {
        if (!comparison.feed(stream + blanks)) {
            std::fputs("fuzz_likely: a guess was wrong\n", stderr);
            std::abort();
        }
    }
    if (!comparison.feed(stream) || !comparison.finish()) {
        std::fputs("fuzz_likely: a guess was wrong at the end of the stream\n", stderr);
        std::abort();
    }
    return 0;
}
