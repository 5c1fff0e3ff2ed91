// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/checkpoint.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace livewall::store {

/// What a store holds, and what is wrong with it.
struct Checkup
{
    struct Table
    {
        std::string name;
        std::int64_t rows = 0;
    };
    std::string error; ///< one line: it cannot be read at all
    std::int64_t version = 0;
    std::int64_t checkpoints = 0;
    std::int64_t bytes = 0;
    std::vector<Table> tables;
    std::vector<FeedState> feeds;
    std::vector<stats::Coverage> coverage; ///< of each feed, all that is kept
    std::vector<std::string> faults;       ///< one line each
    bool is_beside_ledgers = false;        ///< Checkpoint::is_beside_ledgers, of any: not compared
};

/// Reads all of a store, also while a wall runs: SQLite's own integrity check, whether every packed
/// row can be read, and whether what is counted twice adds up to the same: all minutes to the
/// feeds' ledgers, and to the minutes of the countries that are kept; and whether the intervals of
/// coverage are apart.
Checkup checkUp(const std::string& path);

/// Copies a store to `to`, which must not exist, by SQLite's backup API: also while a wall writes,
/// and as of one moment. `progress` gets 0 to 1. False where it cannot be: `error` is one line, and
/// nothing is left of the copy.
bool backUp(const std::string& path, const std::string& to,
            const std::function<void(double share)>& progress, std::string& error);

} // namespace livewall::store
