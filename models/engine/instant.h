// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/comparable.h"
#include "models/engine/snapshot.h"
#include "models/stats/board.h"

#include <cstdint>
#include <optional>
#include <span>

namespace livewall::engine {

/// What a board has at its T, which is the second of `at_ms`, and how it compares with the weeks
/// before: a snapshot without what is to be said of mode, feeds and ledger. `doubt`: why nobody can
/// tell whether it is usual.
Snapshot instant(stats::Board& board, const stats::BoardOptions& options,
                 std::span<const Listened> feeds, std::int64_t at_ms,
                 const std::optional<Verdict>& doubt = {});

} // namespace livewall::engine
