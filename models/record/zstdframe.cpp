// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/zstdframe.h"

namespace livewall::record {

FrameCompressor::FrameCompressor() : context_(ZSTD_createCCtx(), &ZSTD_freeCCtx)
{
    if (context_)
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

std::string_view FrameCompressor::compress(std::string_view content)
{
    if (!context_)
        return {};
    frame_.resize(ZSTD_compressBound(content.size()));
    const std::size_t size = ZSTD_compress2(context_.get(), frame_.data(), frame_.size(),
                                            content.data(), content.size());
    if (ZSTD_isError(size))
        return {};
    return std::string_view(frame_).substr(0, size);
}

bool decompressFrame(std::string_view frame, std::uint64_t content_bytes, std::string& content)
{
    // What follows in ZSTD_decompress() may be several frames, or ones that hold nothing.
    if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size() ||
        ZSTD_getFrameContentSize(frame.data(), frame.size()) != content_bytes)
        return false;
    content.resize(content_bytes);
    return ZSTD_decompress(content.data(), content.size(), frame.data(), frame.size()) ==
           content_bytes;
}

} // namespace livewall::record
