// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <QString>

#include "models/stats/zone.h"

namespace livewall::view {

/// What became of a moment that somebody typed.
struct Moment
{
    std::optional<std::int64_t> at_ms; ///< since 1970; nothing where it cannot be read
    QString trouble;                   ///< then: what is wrong, and what it wants
};

/// Reads a moment as people type it: "2011-03-10 16:01", also with seconds, without a time
/// (midnight), and with T and an offset as events have it; "16:01" of the day that T, `at_ms`, is
/// of, or where that lies after `last_ms` of the day before; "-2h", "+90s", "-1d12h" from T on
/// (s, m or min, h, d, w). Clock times are those of `zone`; of an hour that the clock showed twice
/// it is the first.
Moment readMoment(const QString& text, const stats::Zone& zone, std::int64_t at_ms,
                  std::int64_t last_ms);

/// The form that readMoment() reads: "2011-03-10 16:01:15".
QString writeMoment(std::int64_t at_ms, const stats::Zone& zone);

/// When the clock showed, or shows, the same time of day some days later, or earlier; where it
/// skipped that, as much after the skip.
std::int64_t daysFrom(std::int64_t at_ms, int days, const stats::Zone& zone);

} // namespace livewall::view
