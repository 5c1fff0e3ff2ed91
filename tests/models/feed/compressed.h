// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>

#include <zlib.h>
#include <zstd.h>

namespace livewall::feed {

/// One gzip member of `content`.
inline std::string gzipped(std::string_view content)
{
    z_stream stream{};
    constexpr int kGzip = 16;
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + kGzip, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/// One Zstandard frame of `content`; zstd(1) writes it with a checksum.
inline std::string zstandard(std::string_view content, bool has_checksum = true)
{
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, has_checksum ? 1 : 0);
    std::string packed(ZSTD_compressBound(content.size()), '\0');
    packed.resize(
        ZSTD_compress2(context, packed.data(), packed.size(), content.data(), content.size()));
    ZSTD_freeCCtx(context);
    return packed;
}

inline void writeFile(const std::string& path, std::string_view content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

} // namespace livewall::feed
