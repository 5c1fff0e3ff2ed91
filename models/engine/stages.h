// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/counting.h"

#include <cstdint>
#include <string_view>

namespace livewall::engine {

// What lines go through on their way to figures (reportFiles), each stage by itself, for those who
// measure them. Decoding is event::LineDecoder, ranking stats::Board::figures().

/// Takes from the front of `lines`, each with its end, the whole ones within as many bytes as a
/// file is read by (feed::LineBlock::kBytes). All that is left where no line's end is there.
std::string_view cutBlock(std::string_view& lines);

/// Finds the ends of lines and nothing else, and gives their number.
std::uint64_t findLines(std::string_view lines);

/// Moves T to the newest purchase, and enters those that count (judge()) in the windows, the week
/// and the names.
void aggregate(stats::Board& board, const event::EventBatch& batch, const Judged& judged);

/// Where they were made, which a wall counts besides; after aggregate().
void locate(stats::Board& board, const event::EventBatch& batch, const Judged& judged);

} // namespace livewall::engine
