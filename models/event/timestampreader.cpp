// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/timestampreader.h"

#include "models/event/timestamp.h"

namespace livewall::event {

/// Of another minute.
bool TimestampReader::readMinute(const char* text, std::int64_t& time_ms)
{
    if (wordAt(text) != day_[0] || wordAt(text + 3) != day_[1])
        return readDay(text, time_ms);
    const ClockWord<'0', '0', ':', '0', '0', ':', '0', '0'> clock(text + 11);
    const unsigned hours = clock.pair(0);
    const unsigned minutes = clock.pair(3);
    if (!clock.isValid() || hours >= 24 || minutes >= 60)
        return false;
    minute_ = {wordAt(text), wordAt(text + 8)};
    minute_ms_ = day_ms_ + (hours * 60 + minutes) * 60'000;
    return read(text, time_ms);
}

/// Of another day.
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
