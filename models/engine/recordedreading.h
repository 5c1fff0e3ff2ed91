// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"
#include "models/event/eventbatch.h"
#include "models/record/recordreader.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace livewall::engine {

/// How far before T a purchase can still matter to what is shown at T: the week and the three
/// before it, and what is kept for 35 days.
inline constexpr std::int64_t kLongestLook_ms = std::int64_t{36} * 86'400'000;

/// What a replay lets purchases out by.
enum class ReplayBy {
    Event,   ///< T is the clock of the purchases' own times
    Arrival, ///< T is the clock of their arrival: bursts, lateness and outages are seen again
};

/// Which part of recordings is read: that which matters at T from `from_ms` to `to_ms`.
struct ReplayRange
{
    ReplayBy by = ReplayBy::Event;
    std::optional<std::int64_t> from_ms; ///< nothing: from the beginning
    std::optional<std::int64_t> to_ms;   ///< nothing: to the end

    /// The frames that may matter. What the index knows of events' times was decoded with the
    /// fields' own names; read with others, any frame may matter.
    record::Selection selection(const event::FieldMap& fields) const;
};

/// What a run of lines decoded to.
struct DecodedLines
{
    const std::string& path;
    const event::EventBatch& batch;
    std::optional<std::int64_t> arrived_ms; ///< of a recording
};

/// As readFiles(), but a folder or file that `livewallctl record` wrote is read by its index: only
/// the frames that the range asks for, in order of arrival. `changes` gets its connections, `span`
/// the times of all its events, read or not.
/// By arrival, a file without an index is an error.
bool readRecordings(const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
                    const ReplayRange& range,
                    const std::function<void(const DecodedLines& lines)>& consume,
                    const std::function<void(const record::LinkChange& change)>& changes,
                    const std::function<void(const record::RecordReader::EventSpan& events)>& span,
                    std::string& error, const std::function<void(double share)>& progress = {},
                    const std::stop_token& stop = {});

} // namespace livewall::engine
