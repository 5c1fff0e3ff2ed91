// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/schema.h"

#include <array>
#include <format>

namespace livewall::store {

namespace {

// A row of ..._cells holds cells (packing.h) of one bucket: a second, minute or hour since 1970.
// Its key is bucket * 65536 + part; a bucket's cells are the sum of its parts. What a checkpoint
// adds to a bucket is one new part; many are merged into one.
constexpr const char* kVersion1 = R"(
CREATE TABLE second_cells (key INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;
CREATE TABLE minute_cells (key INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;
CREATE TABLE hour_cells (key INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;

CREATE TABLE minutes (
    minute INTEGER PRIMARY KEY,
    accepted INTEGER NOT NULL,
    not_accepted INTEGER NOT NULL
) STRICT;
CREATE TABLE country_minutes (
    minute INTEGER NOT NULL,
    country TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    not_accepted INTEGER NOT NULL,
    PRIMARY KEY (minute, country)
) STRICT, WITHOUT ROWID;

-- Each name of a store, with the first and the newest time that it was given. What the last
-- checkpoints brought stands in name_parts until it is entered here.
CREATE TABLE names (
    eid INTEGER NOT NULL,
    name TEXT NOT NULL,
    first_ms INTEGER NOT NULL,
    newest_ms INTEGER NOT NULL,
    PRIMARY KEY (eid, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE name_parts (part INTEGER PRIMARY KEY, names BLOB NOT NULL) STRICT;

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    cursor BLOB NOT NULL,
    oldest_ms INTEGER, -- of what the feed itself has given: imports lie before it
    newest_ms INTEGER,
    second_newest_ms INTEGER,
    remembered_since_ms INTEGER
) STRICT;
CREATE TABLE ledger (
    feed INTEGER NOT NULL REFERENCES feeds,
    class TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (feed, class)
) STRICT, WITHOUT ROWID;
CREATE TABLE identities (
    part INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feeds,
    hour INTEGER NOT NULL,
    identities BLOB NOT NULL
) STRICT;
CREATE INDEX identities_by_hour ON identities (feed, hour);
CREATE TABLE held (
    number INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feeds,
    time_ms INTEGER NOT NULL,
    eid INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    identity_high INTEGER NOT NULL,
    identity_low INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    currency TEXT NOT NULL,
    country TEXT NOT NULL,
    merchant TEXT NOT NULL,
    city TEXT NOT NULL,
    latitude REAL,
    longitude REAL
) STRICT;
CREATE TABLE deploys (
    identity_high INTEGER NOT NULL,
    identity_low INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    service TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (identity_high, identity_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE sightings (
    number INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    country TEXT NOT NULL,
    city TEXT NOT NULL
) STRICT;

-- Files of history that were counted as a feed's, each by the XXH3-128 of its (decompressed)
-- content; `bytes` of that are counted so far.
CREATE TABLE imports (
    content_high INTEGER NOT NULL,
    content_low INTEGER NOT NULL,
    feed INTEGER NOT NULL REFERENCES feeds,
    name TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    not_accepted INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    passed_over INTEGER NOT NULL,
    PRIMARY KEY (content_high, content_low)
) STRICT, WITHOUT ROWID;

-- The first second (minute, hour) that is kept: those before it were let go.
CREATE TABLE kept (what TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)";

// What a resumed feed gave in version 1 had no hole in it.
constexpr const char* kVersion2 = R"(
-- When each feed was listened to, [from, to): no two of a feed touch.
CREATE TABLE coverage (
    feed INTEGER NOT NULL REFERENCES feeds,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    PRIMARY KEY (feed, from_ms)
) STRICT, WITHOUT ROWID;
INSERT INTO coverage SELECT id, oldest_ms, newest_ms + 1 FROM feeds
    WHERE length(cursor) > 0 AND oldest_ms IS NOT NULL;
)";

constexpr std::array kVersions = {kVersion1, kVersion2};
static_assert(kVersions.size() == kSchemaVersion);

} // namespace

void migrate(Database& database)
{
    const std::int64_t found = database.integer("PRAGMA user_version");
    if (found >= kSchemaVersion)
        return;
    Transaction transaction(database);
    if (found == 0)
        database.run(std::format("PRAGMA application_id = {}", kApplicationId));
    for (std::int64_t version = found; version < kSchemaVersion; ++version)
        database.run(kVersions[static_cast<std::size_t>(version)]);
    database.run(std::format("PRAGMA user_version = {}", kSchemaVersion));
    transaction.commit();
}

} // namespace livewall::store
