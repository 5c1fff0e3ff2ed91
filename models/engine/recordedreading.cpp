// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/recordedreading.h"

#include "models/engine/filereading.h"
#include "models/event/linedecoder.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace livewall::engine {

namespace {

/// The part of `content` that is its first `count` lines, taken off it.
std::string_view takeLines(std::string_view& content, std::uint64_t count)
{
    std::size_t end = 0;
    for (; count > 0 && end < content.size(); --count)
        end = std::min(content.find('\n', end), content.size() - 1) + 1;
    const std::string_view lines = content.substr(0, end);
    content.remove_prefix(end);
    return lines;
}

/// One path of several; `share` gets how much of it is read.
bool readRecording(record::RecordReader& reader, const event::DecoderOptions& decoder,
                   const std::function<void(const DecodedLines& lines)>& consume,
                   std::string& error, const std::function<void(double share)>& progress,
                   const std::stop_token& stop)
{
    event::LineDecoder lines(decoder);
    event::EventBatch batch;
    std::string content;
    std::size_t file = 0;
    std::uint64_t passed_lines = 0; ///< of that file
    const auto& pieces = reader.pieces();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const record::RecordReader::Piece& piece = pieces[i];
        if (stop.stop_requested() || !reader.read(piece, content, error))
            return false;
        if (piece.file != file || piece.lines_before < passed_lines) {
            lines.restart();
            file = piece.file;
            passed_lines = 0;
        }
        lines.passOver(piece.lines_before - passed_lines);
        passed_lines = piece.lines_before + piece.frame.lines;
        std::string_view left = content;
        for (const record::Arrival& arrival : piece.frame.arrivals) {
            lines.feed(takeLines(left, arrival.lines), batch);
            consume({reader.path(file), batch, arrival.at_ms});
            batch.clear();
        }
        if (progress)
            progress(static_cast<double>(i + 1) / static_cast<double>(pieces.size()));
    }
    return true;
}

} // namespace

record::Selection ReplayRange::selection(const event::FieldMap& fields) const
{
    record::Selection selection;
    if (fields == event::FieldMap()) {
        if (from_ms)
            selection.event_from_ms = *from_ms - kLongestLook_ms;
        // T counts as its whole second.
        if (to_ms)
            selection.event_to_ms = *to_ms / 1000 * 1000 + 999;
    }
    if (by == ReplayBy::Arrival && to_ms)
        selection.arrived_to_ms = *to_ms / 1000 * 1000 + 999;
    return selection;
}

bool readRecordings(const std::vector<std::string>& paths, const event::DecoderOptions& decoder,
                    const ReplayRange& range,
                    const std::function<void(const DecodedLines& lines)>& consume,
                    const std::function<void(const record::LinkChange& change)>& changes,
                    const std::function<void(const record::RecordReader::EventSpan& events)>& span,
                    std::string& error, const std::function<void(double share)>& progress,
                    const std::stop_token& stop)
{
    const auto consume_file = [&](const ReadBatch& batch) {
        consume({batch.path, batch.events, std::nullopt});
    };
    for (std::size_t i = 0; i < paths.size();) {
        const auto begin = paths.begin() + static_cast<std::ptrdiff_t>(i);
        const auto end = std::find_if(begin, paths.end(), record::RecordReader::isRecording);
        // Files without an index are read together, as a report of them is.
        const std::size_t count =
            end == begin ? 1 : static_cast<std::size_t>(std::distance(begin, end));
        const auto share = [&](double of_these) {
            if (progress)
                progress((static_cast<double>(i) + of_these * static_cast<double>(count)) /
                         static_cast<double>(paths.size()));
        };
        if (end != begin) {
            if (range.by == ReplayBy::Arrival) {
                error = *begin + ": does not say when its lines arrived; --by arrival plays what "
                                 "livewallctl record wrote, with its index";
                return false;
            }
            if (!readFiles({begin, end}, decoder, consume_file, error, share, stop))
                return false;
        } else {
            const auto reader =
                record::RecordReader::open(*begin, range.selection(decoder.fields), error);
            if (!reader || !readRecording(*reader, decoder, consume, error, share, stop))
                return false;
            for (const record::LinkChange& change : reader->links())
                changes(change);
            if (reader->events())
                span(*reader->events());
        }
        i += count;
    }
    return true;
}

} // namespace livewall::engine
