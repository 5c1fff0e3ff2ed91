// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/clock.h"

#include <chrono>
#include <ctime>

namespace livewall::engine {

using namespace std::chrono;

std::int64_t SystemClock::now_ms() const
{
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::elapsed_ms() const
{
    return elapsed_us() / 1000;
}

std::int64_t SystemClock::elapsed_us() const
{
    // std::chrono::steady_clock stands still while the machine sleeps.
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

std::int64_t SteadyClock::now_ms() const
{
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace livewall::engine
