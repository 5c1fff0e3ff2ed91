// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/processusage.h"

#include <ctime>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

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

std::optional<std::chrono::milliseconds> processAge()
{
    std::ifstream file("/proc/self/stat");
    const std::string line{std::istreambuf_iterator<char>(file), {}};
    const std::size_t name_end = line.rfind(')'); // the name before may have blanks in it
    if (name_end == std::string::npos)
        return std::nullopt;
    std::istringstream fields(line.substr(name_end + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field) // proc(5): 22 is when it started, since boot
        fields >> skipped;
    std::int64_t ticks = 0;
    if (!(fields >> ticks))
        return std::nullopt;
    using std::chrono::milliseconds;
    return std::chrono::duration_cast<milliseconds>(read(CLOCK_BOOTTIME)) -
           milliseconds(ticks * 1000 / sysconf(_SC_CLK_TCK));
}

} // namespace livewall::app
