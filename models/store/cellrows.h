// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/database.h"

#include <cmath>
#include <cstdint>

namespace livewall::store {

// The tables of cells and minutes; each also names its beginning in the table `kept`.
inline constexpr const char* kSecondCells = "second_cells";
inline constexpr const char* kMinuteCells = "minute_cells";
inline constexpr const char* kHourCells = "hour_cells";
inline constexpr const char* kCountryMinutes = "country_minutes";

/// And the number of the last checkpoint.
inline constexpr const char* kCheckpoint = "checkpoint";

/// And whether ledgers and minutes need not add up (checkpoint.h): 1.
inline constexpr const char* kBesideLedgers = "beside_ledgers";

/// The key of a bucket's first part (schema.cpp).
constexpr std::int64_t firstKey(std::int64_t bucket)
{
    return bucket * 65'536;
}

/// Binds two parameters: degrees, or null where there are none.
inline void bindPlace(Statement& statement, int parameter, float latitude, float longitude)
{
    if (std::isnan(latitude)) {
        statement.bind(parameter, std::optional<std::int64_t>());
        statement.bind(parameter + 1, std::optional<std::int64_t>());
    } else {
        statement.bind(parameter, static_cast<double>(latitude));
        statement.bind(parameter + 1, static_cast<double>(longitude));
    }
}

} // namespace livewall::store
