// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/filereading.h"
#include "models/engine/snapshot.h"
#include "models/event/decoder.h"
#include "models/stats/board.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livewall::engine {

struct ReportOptions
{
    std::vector<std::string> files; ///< one feed, in this order; "-" is the standard input
    event::DecoderOptions decoder;
    stats::BoardOptions board;
    std::optional<std::int64_t> at_ms; ///< T; default: the newest valid purchase
    Threads threads = Threads::Two;
    bool has_map = false; ///< the snapshot is to say where purchases were made
};

/// What became of reading files for one instant.
struct FileReport
{
    enum class Outcome {
        Counted,
        NoPurchase, ///< no valid purchase in any of them
        Unreadable, ///< one of them cannot be read to its end
    };
    Outcome outcome = Outcome::Counted;
    std::string error;                 ///< one line, unless Counted
    std::vector<std::string> warnings; ///< one line each
    std::vector<std::string> notes;    ///< the rejections that were described, one line each
    Snapshot snapshot;                 ///< at T, as Mode::Past; only where Counted
};

/// Counts files in one pass and draws them up at T: what `livewallctl report` prints and `livewall
/// snapshot` draws. Memory depends on the windows, not on the files' length.
FileReport reportFiles(const ReportOptions& options);

} // namespace livewall::engine
