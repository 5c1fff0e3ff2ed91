// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/clock.h"

#include <chrono>

namespace livewall::engine {

using namespace std::chrono;

std::int64_t SystemClock::now_ms() const
{
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t SteadyClock::now_ms() const
{
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace livewall::engine
