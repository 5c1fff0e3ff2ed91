// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/database.h"

namespace livewall::store {

/// The version that this program writes, in PRAGMA user_version; 0 is an empty file. The
/// application_id tells a store from any other database.
inline constexpr std::int64_t kSchemaVersion = 2;
inline constexpr std::int64_t kApplicationId = 0x4c57'616c; // "LWal"

/// Brings a store from the version that it has to kSchemaVersion, and a database without any table
/// to a new store, in one transaction: what is broken off is as old, or as empty, as before. Throws
/// DatabaseError.
void migrate(Database& database);

} // namespace livewall::store
