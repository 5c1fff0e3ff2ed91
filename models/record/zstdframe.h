// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <zstd.h>

namespace livewall::record {

/// Makes independent Zstandard frames, each with its content's size and checksum.
/// Not thread-safe.
class FrameCompressor
{
public:
    FrameCompressor();

    /// The frame of `content`, valid until the next call. Empty where memory is short.
    std::string_view compress(std::string_view content);

private:
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context_;
    std::string frame_;
};

/// Undoes one frame of FrameCompressor into `content`. False unless `frame` is one whole frame
/// that holds exactly `content_bytes` and fits its checksum.
bool decompressFrame(std::string_view frame, std::uint64_t content_bytes, std::string& content);

} // namespace livewall::record
