// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livewall::record {

/// Lines that were read at one time.
struct Arrival
{
    std::int64_t at_ms = 0; ///< since 1970
    std::uint64_t lines = 0;

    friend bool operator==(const Arrival&, const Arrival&) = default;
};

/// One frame of a recording, as its index has it.
struct Frame
{
    std::uint64_t number = 0; ///< grows by one through all files of a feed, in the order written
    std::uint64_t offset = 0; ///< in the data file
    std::uint64_t bytes = 0;  ///< compressed
    std::uint64_t content_bytes = 0;
    std::uint64_t lines = 0;
    std::uint64_t cut_lines = 0;              ///< of them, or lost: too long to be kept whole
    std::vector<Arrival> arrivals;            ///< never empty; their times never fall
    std::optional<std::int64_t> event_min_ms; ///< of the valid events; nothing where there is none
    std::optional<std::int64_t> event_max_ms; ///< there with event_min_ms
    bool is_continued = false; ///< what arrived with its last lines goes on in the next frame
    std::string cursor;        ///< the source's, behind its lines; none where it is continued

    std::int64_t firstArrival_ms() const { return arrivals.front().at_ms; }
    std::int64_t lastArrival_ms() const { return arrivals.back().at_ms; }

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// A connection that came or went.
struct LinkChange
{
    enum class To {
        Connecting, ///< not yet, or lost
        Up,
        Ended,   ///< the source gave all it had
        Failed,  ///< the source gave up
        Stopped, ///< the recorder was stopped
    };

    std::int64_t at_ms = 0; ///< since 1970
    To to = To::Connecting;
    std::string detail; ///< for a person; may be empty

    friend bool operator==(const LinkChange&, const LinkChange&) = default;
};

using IndexEntry = std::variant<Frame, LinkChange>;

/// The lines of an index, each with its check sum and LF (docs/recordings.md has their form).
std::string indexHeader(std::string_view feed);
std::string indexLine(const Frame& frame);
std::string indexLine(const LinkChange& change);

/// What an index file's content says.
struct Index
{
    /// An entry and where its line ends in the content.
    struct Line
    {
        IndexEntry entry;
        std::size_t end;
    };

    std::string feed;
    std::vector<Line> lines;
    std::size_t header_end = 0;  ///< 0: there is no whole header
    std::size_t valid_bytes = 0; ///< behind them is a torn line, or nothing

    /// Nothing where a line is damaged that others follow, or it is no index; `error` says which
    /// line. What a crash leaves at the end is no damage.
    static std::optional<Index> parse(std::string_view content, std::string& error);
};

/// The last frame in the end of an index's content, which may begin in the middle of a line.
std::optional<Frame> lastFrame(std::string_view content);

} // namespace livewall::record
