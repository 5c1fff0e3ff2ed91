// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/recording.h"
#include "models/engine/snapshot.h"
#include "models/stats/board.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace livewall::engine {

/// Where a replay stands: the board at T, and which records it has yet to let out. Moves only
/// forwards. Not thread-safe; without threads or waiting, so that tests drive it by hand.
class ReplayPosition
{
public:
    /// `recording` must outlive it.
    ReplayPosition(stats::BoardOptions board, const Recording& recording);

    /// Lets out all up to the second of `at_ms`. Appends what was accepted to `pulses`, if given.
    /// True if anything came out or T's second changed.
    bool advance(std::int64_t at_ms, std::vector<stats::Sighting>* pulses = nullptr);

    /// What the wall shows at T, which advance() set.
    Snapshot snapshot(double speed);

private:
    stats::BoardOptions options_;
    const Recording& recording_;
    stats::Board board_;
    std::size_t next_ = 0;      ///< the first record that is still inside
    std::size_t next_link_ = 0; ///< likewise of the links
    std::size_t next_deploy_ = 0;
    std::int64_t at_ms_ = 0;
};

} // namespace livewall::engine
