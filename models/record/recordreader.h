// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/record/openfile.h"
#include "models/record/recordindex.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livewall::record {

/// Which frames are to be read, by what the index says of them. Both ends are included.
struct Selection
{
    static constexpr std::int64_t kFirst_ms = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t kLast_ms = std::numeric_limits<std::int64_t>::max();

    std::int64_t event_from_ms = kFirst_ms;
    std::int64_t event_to_ms = kLast_ms;
    std::int64_t arrived_from_ms = kFirst_ms;
    std::int64_t arrived_to_ms = kLast_ms;

    /// A frame without a valid event is wanted at any event time: it may hold anything.
    bool wants(const Frame& frame) const;
};

/// Recordings that are read back, also while they are written: what is in their indexes then.
/// Reads the indexes at once and each frame when it is asked for, wherever it lies.
/// Not thread-safe.
class RecordReader
{
public:
    /// A folder, or a recorded file with its index beside it.
    static bool isRecording(const std::string& path);

    /// `path` as isRecording() knows it. Nothing where it cannot be read, holds no recording or an
    /// index is damaged: `error` is one line that says which and why.
    static std::unique_ptr<RecordReader> open(const std::string& path, const Selection& selection,
                                              std::string& error);

    struct Piece
    {
        std::size_t file = 0;           ///< of path()
        std::uint64_t lines_before = 0; ///< in its file
        Frame frame;                    ///< without its cursor
    };

    /// The wanted frames that hold lines, each feed's in the order written, of several feeds as
    /// they arrived.
    const std::vector<Piece>& pieces() const { return pieces_; }

    /// The times of its first and last valid event, wanted or not; nothing where there is none.
    struct EventSpan
    {
        std::int64_t first_ms = 0;
        std::int64_t last_ms = 0;
    };
    const std::optional<EventSpan>& events() const { return events_; }

    /// The changes of connections, by time.
    const std::vector<LinkChange>& links() const { return links_; }

    const std::string& path(std::size_t file) const { return paths_[file]; }

    /// The lines of a piece, each with LF. False where the frame is damaged: `error` is one line.
    bool read(const Piece& piece, std::string& content, std::string& error);

private:
    RecordReader() = default;

    bool addFile(const std::string& path, const Selection& selection, std::vector<Piece>& pieces,
                 std::string& error);

    std::vector<std::string> paths_;
    std::vector<Piece> pieces_;
    std::vector<LinkChange> links_;
    std::optional<EventSpan> events_;
    OpenFile file_; ///< the one that was read last
    std::string packed_;
};

} // namespace livewall::record
