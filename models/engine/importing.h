// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/filereading.h"
#include "models/event/decoder.h"
#include "models/stats/ledger.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livewall::store {
class Store;
}

namespace livewall::engine {

struct ImportOptions
{
    std::vector<std::string> files; ///< one feed, in this order; not the standard input
    event::DecoderOptions decoder;  ///< `feed`: whose history it is
    std::int64_t now_ms = 0;        ///< by the clock; what is ahead of it is not history
};

/// What became of an import.
struct Import
{
    enum class Outcome {
        Done,
        NoPurchase, ///< no valid purchase in any of the files
        Failed,     ///< a file cannot be read to its end, or the store refuses
    };
    Outcome outcome = Outcome::Done;
    std::string error; ///< one line, unless Done

    stats::Ledger counted;                ///< of what this import added
    std::size_t files = 0;                ///< that it counted, or went on with
    std::size_t known_files = 0;          ///< whose content was counted before
    std::uint64_t passed_over = 0;        ///< purchases at or after `until_ms`
    std::optional<std::int64_t> until_ms; ///< the feed's own first second, if it has one
};

/// Counts files as a feed's history, in transactions that say how far they are: interrupted at any
/// moment and done again with the same files, it goes on and ends with the same figures.
///
/// - A purchase at or after the feed's own first counted second is passed over: the feed counted
///   it. So is one more than 5 min ahead of the clock.
/// - A file whose content was counted before, under whatever name, is passed over; its purchases
///   are still known, so that copies of them in other files do not count.
/// - Copies are told within the dedupe horizon of the newest purchase read, and those that the
///   feed remembered before are known, too. Of what is counted the feed remembers what is within
///   its own horizon.
/// - The feed's coverage gets each file's span, from its oldest to just after its newest purchase,
///   or to the feed's own first where the file reaches that. Files of one import that are no more
///   than a day apart leave no hole.
///
/// All files are read once before anything is counted. `note` gets rejections and the files passed
/// over; `progress`, if any, the share that is done, 0 to 1.
Import importFiles(store::Store& store, const ImportOptions& options, const Note& note,
                   const std::function<void(double share)>& progress = {});

} // namespace livewall::engine
