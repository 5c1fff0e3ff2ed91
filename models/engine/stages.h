// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/eventbatch.h"
#include "models/stats/board.h"
#include "models/stats/intake.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace livewall::engine {

// What lines go through on their way to figures (reportFiles), each stage by itself, for those who
// measure them. Decoding is event::LineDecoder, ranking stats::Board::figures().

/// Takes from the front of `lines`, each with its end, as many whole ones as make a block
/// (feed::LineBlock). All that is left where no line's end is within that.
std::string_view cutBlock(std::string_view& lines);

/// Finds the ends of lines and nothing else, and gives their number.
std::uint64_t findLines(std::string_view lines);

/// What became of a batch's purchases. Whoever keeps it keeps its memory.
struct Judged
{
    std::vector<std::uint32_t> counting; ///< places in the batch of those that count
    std::int64_t newest_ms = 0;          ///< of all purchases so far
};

/// Dedupe and the ledger. `judged` is what this batch comes to, whatever it held before.
void judge(stats::Intake& intake, const event::EventBatch& batch, Judged& judged);

/// Moves T to the newest purchase, and enters those that count in the windows, the week and the
/// names.
void aggregate(stats::Board& board, const event::EventBatch& batch, const Judged& judged);

/// Where they were made, which a wall counts besides; after aggregate().
void locate(stats::Board& board, const event::EventBatch& batch, const Judged& judged);

} // namespace livewall::engine
