// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/timestampreader.h"

#include "models/event/timestamp.h"

namespace livewall::event {

bool TimestampReader::readDay(const char* text, std::int64_t& time_ms)
{
    constexpr std::int64_t kDay_ms = 86'400'000;
    // Of this size there is no time with an offset, which might be another day's.
    const auto found = parseTimestamp({text, kBytes});
    if (!found)
        return false;
    time_ms = *found;
    day_ = {wordAt(text), wordAt(text + 3)};
    day_ms_ = time_ms - time_ms % kDay_ms;
    return true;
}

} // namespace livewall::event
