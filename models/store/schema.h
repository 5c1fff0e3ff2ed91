// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/database.h"

namespace livewall::store {

/// The version that this program writes, in PRAGMA user_version; 0 is an empty file. The
/// application_id tells a store from any other database.
inline constexpr std::int64_t kSchemaVersion = 2;
inline constexpr std::int64_t kApplicationId = 0x4c57'616c; // "LWal"

/// Brings a store from the version that it has to kSchemaVersion, each version in a transaction of
/// its own, and a database without any table to a new store. Throws DatabaseError.
void migrate(Database& database);

} // namespace livewall::store
