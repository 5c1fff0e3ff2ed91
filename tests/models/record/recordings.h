// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/record/recordindex.h"
#include "models/record/recordnames.h"
#include "models/record/recordreader.h"
#include "models/record/recordwriter.h"

#include <cstdint>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zstd.h>

/// For the tests of recordings.
namespace livewall::record {

/// 2011-03-10T16:00:00Z
inline constexpr std::int64_t kHourBegin_ms = 1'299'772'800'000;

inline std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void writeFile(const std::string& path, std::string_view content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

/// What any Zstandard decoder makes of a file; nothing where it is torn or damaged.
inline std::optional<std::string> decoded(std::string_view packed)
{
    const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(),
                                                                            &ZSTD_freeDStream);
    std::string content;
    std::string block(256 * 1024, '\0');
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    std::size_t result = 1; // an empty file is none
    while (in.pos < in.size) {
        ZSTD_outBuffer out{block.data(), block.size(), 0};
        result = ZSTD_decompressStream(stream.get(), &out, &in);
        if (ZSTD_isError(result))
            return std::nullopt;
        content.append(block.data(), out.pos);
        while (result != 0 && out.pos == out.size) {
            out.pos = 0;
            result = ZSTD_decompressStream(stream.get(), &out, &in);
            if (ZSTD_isError(result))
                return std::nullopt;
            content.append(block.data(), out.pos);
        }
    }
    return result == 0 ? std::optional(content) : std::nullopt;
}

inline std::string lineOf(std::int64_t number)
{
    return std::format("{{\"id\":\"e{}\",\"eid\":{},\"time\":{}}}\n", number, number % 7 + 1,
                       number);
}

/// One line a batch, its cursor its number, its event time as given.
inline bool appendLine(RecordWriter& writer, std::int64_t number, std::int64_t arrived_ms,
                       std::int64_t event_ms)
{
    const std::string line = lineOf(number);
    const std::string cursor = std::to_string(number);
    return writer.append({.lines = line,
                          .arrived_ms = arrived_ms,
                          .event_min_ms = event_ms,
                          .event_max_ms = event_ms,
                          .cursor = cursor});
}

/// All lines of a folder, as the reader gives them.
inline std::string linesIn(const std::string& folder, std::string& error,
                           const Selection& selection = {})
{
    error.clear();
    const auto reader = RecordReader::open(folder, selection, error);
    std::string all;
    std::string content;
    if (reader) {
        for (const RecordReader::Piece& piece : reader->pieces()) {
            if (!reader->read(piece, content, error))
                return {};
            all += content;
        }
    }
    return all;
}

} // namespace livewall::record
