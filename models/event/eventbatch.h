// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/event/rejection.h"
#include "models/event/textpool.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::event {

/// Longest line in bytes, without its end; a longer one is rejected as `length`.
inline constexpr std::size_t kMaxLineBytes = 65'536;

/// What is kept of a line as it was received: enough that one too long, whether or not its last
/// byte is a CR, is again too long when it is read back.
inline constexpr std::size_t kKeptLineBytes = kMaxLineBytes + 2;

/// What a run of lines decoded to: the purchases in the order read, and a count of everything
/// that was read, so that received = purchases + control + unknown_type + the sum of rejected.
/// clear() keeps the memory: a batch that goes round allocates nothing. Not thread-safe; a batch
/// is handed from thread to thread, never shared.
struct EventBatch
{
    std::vector<Purchase> purchases;
    std::vector<Deploy> deploys;
    TextPool text; ///< what every Text of this batch points into
    std::vector<RejectionSample> samples;

    std::uint64_t received = 0; ///< elements: an array counts each of its own
    std::uint64_t control = 0;  ///< heartbeats and deploys
    std::uint64_t unknown_type = 0;
    std::array<std::uint64_t, kRejections> rejected{};
    std::optional<std::int64_t> heartbeat_ms; ///< the newest time that a heartbeat gave
    std::uint64_t heartbeats = 0;

    /// Where DecoderOptions::keeps_lines asks for it: the lines as they were received, rejected and
    /// blank ones too, each with LF. Only a byte order mark is left out, because these lines may be
    /// read back in the middle of others.
    std::string lines;
    std::uint64_t cut_lines = 0; ///< too long: kept up to kKeptLineBytes, or not at all

    /// Keeps a line, given without its LF.
    void keepLine(std::string_view line)
    {
        if (line.size() > kKeptLineBytes)
            ++cut_lines;
        lines.append(line.substr(0, kKeptLineBytes));
        lines.push_back('\n');
    }

    std::string_view view(Text piece) const { return text.view().substr(piece.offset, piece.size); }

    Text add(std::string_view piece) { return text.add(piece); }

    /// Puts what another holds behind what is here.
    void append(const EventBatch& other);

    bool isEmpty() const { return received == 0 && lines.empty(); }

    void clear()
    {
        purchases.clear();
        deploys.clear();
        text.clear();
        samples.clear();
        received = control = unknown_type = heartbeats = 0;
        rejected.fill(0);
        heartbeat_ms.reset();
        lines.clear();
        cut_lines = 0;
    }
};

} // namespace livewall::event
