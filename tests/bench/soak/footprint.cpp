// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/soak/footprint.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <malloc.h>

namespace livewall::soak {

namespace {

int entriesOf(const char* folder)
{
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::size_t ownMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:"))
            return std::stoull(line.substr(line.find_first_of("0123456789"))) * 1024;
    }
    return 0;
}

} // namespace

Footprint footprint()
{
    malloc_trim(0);
    const auto heap = mallinfo2();
    return {.memory_bytes = ownMemory(),
            .heap_bytes = heap.uordblks + heap.hblkhd,
            .descriptors = entriesOf("/proc/self/fd"),
            .threads = entriesOf("/proc/self/task")};
}

} // namespace livewall::soak
