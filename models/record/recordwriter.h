// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/record/openfile.h"
#include "models/record/recordindex.h"
#include "models/record/recordnames.h"
#include "models/record/sha256.h"
#include "models/record/zstdframe.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace livewall::record {

struct RecordOptions
{
    std::string folder;
    std::string feed;
    std::uint64_t max_bytes = 0; ///< of all the feed's files; 0: no bound
    std::int64_t max_age_ms = 0; ///< since a file's hour was over; 0: no bound
};

/// What was read at once.
struct Received
{
    std::string_view lines; ///< whole ones, each with LF; each far below kFrameBytes
    std::uint64_t cut_lines = 0;
    std::int64_t arrived_ms = 0;              ///< since 1970
    std::optional<std::int64_t> event_min_ms; ///< of its valid events
    std::optional<std::int64_t> event_max_ms;
    std::string_view cursor; ///< the source's, behind these lines
};

/// Records one feed's lines into hourly files (docs/recordings.md). What was appended is on the
/// disk within about a second of tick()s; after a crash or power loss the files are as they were
/// at some moment of the last second, and cursor() is where to go on, so that nothing is twice.
/// Where the disk refuses, functions return false, error() is one line that says why, nothing is
/// corrupt, and calling again tries again: what was taken is kept until then, and no more is.
/// Files are by the hour of arrival, in whatever order a clock brings those. Not thread-safe.
class RecordWriter
{
public:
    static constexpr std::size_t kFrameBytes = 1024 * 1024; ///< most content of a frame
    static constexpr std::int64_t kFrame_ms = 1000;         ///< longest arrival of a frame
    static constexpr std::int64_t kSync_ms = 1000;

    /// Creates the folder, repairs what a crash left and finishes files whose hour is over.
    /// Nothing where that fails or another recorder has the feed's files: `error` is one line.
    static std::unique_ptr<RecordWriter> open(RecordOptions options, std::int64_t now_ms,
                                              std::string& error);

    /// Where the source goes on, as recorded before open(); empty: at its beginning.
    const std::string& cursor() const { return cursor_; }

    /// False: not taken; give it again.
    bool append(const Received& received);

    void note(LinkChange change);

    /// Writes and syncs what is due, finishes a file whose hour is over, removes at most one that
    /// is too much. Call it ten times a second.
    bool tick(std::int64_t now_ms);

    /// Writes and syncs everything.
    bool flush();

    /// flush(), and finishes the file if its hour is over. The last call.
    bool close(std::int64_t now_ms);

    const std::string& error() const { return error_; }

    /// What was written since open().
    struct Totals
    {
        std::uint64_t frames = 0;
        std::uint64_t lines = 0;
        std::uint64_t cut_lines = 0;
        std::uint64_t content_bytes = 0;
        std::uint64_t bytes = 0;
    };
    const Totals& totals() const { return totals_; }

private:
    struct Draft
    {
        std::string content;
        Frame frame;
    };
    using Item = std::variant<Draft, LinkChange>;

    RecordWriter(RecordOptions options);

    bool begin(std::int64_t now_ms);
    bool complete(const RecordName& name, const OpenFile& data, std::uint64_t data_bytes);
    bool checkFeed(const RecordName& name, const std::string& feed);

    bool takes(const Draft& draft, const Received& received) const;
    void closeDraft();
    bool settle();
    bool write(const Item& item);
    bool writeFrame(std::string_view content, Frame frame);
    bool ensureFile(std::int64_t at_ms);
    bool openFile(std::int64_t at_ms);
    bool sync();
    bool finishFile();
    bool prune(std::int64_t now_ms);

    const RecordOptions options_;
    const std::string safe_name_;
    OpenFile lock_;
    std::string error_;
    std::string cursor_;         ///< behind all that was appended
    std::string written_cursor_; ///< behind the last frame in a file
    std::uint64_t next_number_ = 1;
    Totals totals_;

    std::optional<Draft> draft_; ///< the frame in the making
    std::deque<Item> waiting_;   ///< to be written, in this order

    RecordName name_; ///< of the open file
    OpenFile data_;
    OpenFile index_;
    std::uint64_t data_bytes_ = 0;  ///< whole frames in data_
    std::uint64_t index_bytes_ = 0; ///< whole lines in index_
    std::string index_lines_;       ///< of what is in data_, but perhaps not yet on the disk
    bool is_index_unsynced_ = false;
    Sha256 digest_; ///< of data_bytes_
    FrameCompressor compressor_;
    std::int64_t synced_ms_ = 0;
    std::int64_t pruned_ms_ = 0;
};

} // namespace livewall::record
