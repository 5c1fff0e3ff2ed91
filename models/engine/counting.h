// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/eventbatch.h"
#include "models/stats/board.h"
#include "models/stats/intake.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace livewall::store {
class Changes;
}

namespace livewall::engine {

/// Enters a purchase that counts (stats::Intake::take) in the figures: its delta and, where it was
/// accepted, its store's name and its place.
void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant,
           std::string_view city);

/// A deploy of a batch, to keep.
stats::DeployMark deployMark(const event::EventBatch& batch, const event::Deploy& deploy);

/// What became of a batch's purchases. Whoever keeps it keeps its memory.
struct Judged
{
    std::vector<stats::Dedupe::Verdict> verdicts;
    std::vector<std::uint32_t> counting; ///< places in the batch of those that count
    std::int64_t newest_ms = 0;          ///< the intake's; 0 while it has none
};

/// Judges a batch's purchases at an `intake`, which the batch has entered. Those after
/// `last_second` do not count.
void judge(stats::Intake& intake, const event::EventBatch& batch, std::int64_t last_second,
           Judged& judged);

/// count() for some purchases of a batch, by their places in it, T being that of the newest or
/// later. `has_map`: where they were made is to be known. Some at a time, each kind of figure for
/// all of these before the next, so that the processor looks several of them up at once. With
/// `changes` deltas and names are gathered there, too.
void count(stats::Board& board, const event::EventBatch& batch,
           std::span<const std::uint32_t> counting, bool has_map,
           store::Changes* changes = nullptr);

} // namespace livewall::engine
