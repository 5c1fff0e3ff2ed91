// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/recordrecovery.h"

#include "models/record/zstdframe.h"

#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

namespace livewall::record {

namespace {

/// What is wrong with how the frames lie in the data file; empty where nothing is.
std::string layoutFault(const Index& index)
{
    std::uint64_t end = 0;
    for (const Index::Line& line : index.lines) {
        const auto* frame = std::get_if<Frame>(&line.entry);
        if (frame && frame->offset != end)
            return "has a frame that does not follow the one before";
        if (frame)
            end += frame->bytes;
    }
    return {};
}

bool isWhole(const Frame& frame, const OpenFile& data, std::uint64_t data_bytes)
{
    std::string packed;
    std::string content;
    std::string error;
    return !frame.is_continued && frame.offset + frame.bytes <= data_bytes &&
           data.read(frame.offset, frame.bytes, packed, error) &&
           decompressFrame(packed, frame.content_bytes, content);
}

} // namespace

std::optional<Recovered> recover(const RecordName& name, OpenFile& data, OpenFile& index,
                                 std::string& error)
{
    std::error_code ignored;
    const auto data_size = std::filesystem::file_size(name.path, ignored);
    if (!ignored && data_size > 0 && !std::filesystem::exists(name.index(), ignored)) {
        error = name.path + ": its index is gone; bring it back or move the file away";
        return std::nullopt;
    }
    // The index first: a data file without one never comes about by itself.
    std::uint64_t data_bytes = 0;
    std::uint64_t index_bytes = 0;
    std::string content;
    if (!index.open(name.index(), OpenFile::For::Writing, error) ||
        !data.open(name.path, OpenFile::For::Writing, error) || !data.size(data_bytes, error) ||
        !index.size(index_bytes, error) || !index.read(0, index_bytes, content, error))
        return std::nullopt;
    const auto known = Index::parse(content, error);
    if (known)
        error = layoutFault(*known);
    if (!error.empty()) {
        error = name.index() + ": " + error + "; move it and its recording away";
        return std::nullopt;
    }

    std::size_t kept = known->lines.size();
    Recovered recovered;
    for (std::size_t i = kept; i > 0; --i) {
        const auto* frame = std::get_if<Frame>(&known->lines[i - 1].entry);
        if (!frame)
            continue;
        if (isWhole(*frame, data, data_bytes)) {
            recovered = {known->feed, *frame, frame->offset + frame->bytes,
                         known->lines[kept - 1].end};
            break;
        }
        kept = i - 1;
    }
    const bool is_cut =
        data_bytes == recovered.data_bytes || data.truncate(recovered.data_bytes, error);
    const bool is_index_cut =
        index_bytes == recovered.index_bytes || index.truncate(recovered.index_bytes, error);
    if (!is_cut || !is_index_cut)
        return std::nullopt;
    return recovered;
}

} // namespace livewall::record
