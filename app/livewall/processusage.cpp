// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/processusage.h"

#include <ctime>
#include <fstream>

#include <unistd.h>

namespace livewall::app {

namespace {

std::chrono::nanoseconds read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

std::chrono::nanoseconds processTime()
{
    return read(CLOCK_PROCESS_CPUTIME_ID);
}

std::chrono::nanoseconds threadTime()
{
    return read(CLOCK_THREAD_CPUTIME_ID);
}

std::optional<std::uint64_t> residentMemory()
{
    std::ifstream pages("/proc/self/statm"); // proc(5): size, resident, ...
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    if (!(pages >> size >> resident))
        return std::nullopt;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace livewall::app
