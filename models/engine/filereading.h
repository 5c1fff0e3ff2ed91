// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/counting.h"
#include "models/event/decoder.h"
#include "models/event/eventbatch.h"
#include "models/stats/intake.h"
#include "models/stats/ledger.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace livewall::engine {

/// How many threads read: with two, both decode; one judges besides, and the caller's counts.
enum class Threads { One, Two };

/// What a run of lines decoded to, and what is known of it before it is counted; the reader's.
struct ReadBatch
{
    const std::string& path; ///< of its file
    const event::EventBatch& events;
    const Judged& judged; ///< as JudgeBatch left it
};
using ConsumeBatch = std::function<void(const ReadBatch& batch)>;

/// Judges a batch before it is counted.
using JudgeBatch = std::function<void(const event::EventBatch& events, Judged& judged)>;

/// How files are read, where that is not as usual.
struct ReadingOptions
{
    Threads threads = Threads::Two;

    /// Called with every batch in order, one at a time, sooner than `consume` with the same; from
    /// any thread, also while `consume` has an earlier one.
    JudgeBatch judge;
};

/// Reads files to their end, one after another as one feed, and hands over what they decode to in
/// order, in batches, each of a block of lines (lineblocks.h) and so of one file alone. `consume`
/// and `progress` are called from the caller's thread. `progress`, if any, gets the share of the
/// files that is read, 0 to 1. False where a file cannot be opened or read to its end: `error` is
/// one line that says which and why. Also false, without an error, once `stop` is requested.
bool readFiles(const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
               const ConsumeBatch& consume, std::string& error,
               const std::function<void(double share)>& progress = {},
               const std::stop_token& stop = {}, const ReadingOptions& options = {});

/// Gets lines for a log, each without its end.
using Note = std::function<void(const std::string& line)>;

/// Notes the rejections that the batch describes, as "WHERE:LINE: what".
void noteRejections(const std::string& where, const event::EventBatch& batch, const Note& note);

/// One line for a person where the newest purchase is so far ahead of the one before that its time
/// may be wrong; else empty.
std::string suspectNewest(const stats::Intake& intake);

/// One line for a person: files that can be read, but hold no valid purchase. `notes` are those
/// made while reading; the first says what is wrong with them.
std::string noValidPurchase(const std::vector<std::string>& paths, const stats::Ledger& ledger,
                            const std::vector<std::string>& notes);

} // namespace livewall::engine
