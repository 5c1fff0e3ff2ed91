// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::event {

/// 2000-01-01T00:00:00Z, the first valid time, and 2100-01-01T00:00:00Z, the first beyond, in ms.
inline constexpr std::int64_t kFirstTime_ms = 946'684'800'000;
inline constexpr std::int64_t kEndTime_ms = 4'102'444'800'000;

/// RFC 3339 section 5.6 with its offset ("2011-03-10T16:01:15.123+01:00"; T and Z in any case), as
/// milliseconds since 1970, floored. Second 60 is read as 59.999. Nothing for any other form, and
/// nothing outside [kFirstTime_ms, kEndTime_ms).
std::optional<std::int64_t> parseTimestamp(std::string_view text);

/// "2011-03-10T16:01:15.123Z"
std::string formatTimestamp(std::int64_t time_ms);

} // namespace livewall::event
