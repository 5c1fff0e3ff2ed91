// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/stats/board.h"

#include <cstdint>

namespace livewall::app {

/// What a wall on the demo feed shows at `at_ms` that was started an hour before: the same for the
/// same instant, on every machine.
engine::Snapshot demoSnapshot(const stats::BoardOptions& board, std::int64_t at_ms);

} // namespace livewall::app
