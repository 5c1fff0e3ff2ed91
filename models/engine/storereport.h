// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/stats/board.h"
#include "models/store/trouble.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace livewall::engine {

/// What became of reading a store for one instant.
struct StoreReport
{
    enum class Outcome {
        Counted,
        NoPurchase, ///< nothing was ever counted in it
        Unreadable, ///< no store, a damaged one, or a T that it keeps no longer
    };
    Outcome outcome = Outcome::Counted;
    store::Trouble trouble;            ///< why, unless Counted
    std::string error;                 ///< the same in one line
    std::vector<std::string> warnings; ///< one line each
    std::int64_t first_ms = 0;         ///< the oldest T that a wall can show; only where Counted
    Snapshot snapshot;                 ///< at T, as Mode::Past; only where Counted
};

/// What a store shows at T (default: its newest purchase), in one read transaction, also while a
/// wall writes. A T that is kept to the minute alone becomes the last second of its minute, with a
/// warning.
StoreReport reportStore(const std::string& path, const stats::BoardOptions& options,
                        std::optional<std::int64_t> at_ms);

/// The same for a wall, which has a week to show where the tables of T are kept no longer
/// (Snapshot::tables_from_ms). A T before all that was ever counted becomes the first minute of it,
/// of which `found_first` is told before the rest is read. Once `stop` is requested, by any thread,
/// it comes back soon, and what it says means nothing.
StoreReport reportPast(const std::string& path, const stats::BoardOptions& options,
                       std::optional<std::int64_t> at_ms, const std::stop_token& stop = {},
                       const std::function<void(std::int64_t first_ms)>& found_first = {});

} // namespace livewall::engine
