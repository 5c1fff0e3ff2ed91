// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace livewall::feed {

/// A stream of bytes that is read once, from its beginning: a file, its decompressed content, a
/// pipe. Memory is bounded however long the stream is. Not thread-safe.
class ByteReader
{
public:
    virtual ~ByteReader() = default;

    /// Reads into `buffer` (not empty) and returns how many bytes came: at least one; 0 at the
    /// end, or once `stop` was requested; -1 when it cannot go on, and error() says why. Returns
    /// early rather than wait for a full buffer.
    virtual std::ptrdiff_t read(std::span<char> buffer) = 0;

    /// How much of it has been read, 0 to 1; 0 where nobody can tell (a pipe).
    virtual double share() const = 0;

    /// One line for a person, ready to print: which file, what is wrong, what to do.
    const std::string& error() const { return error_; }

protected:
    std::string error_;
};

/// Opens `path` for reading: gzip where it ends in .gz, Zstandard where it ends in .zst (both also
/// as several members or frames, one after another), else as it is; "-" is the standard input.
/// Waiting for a pipe ends within 100 ms of `stop`. Nothing where it cannot be opened, and in
/// `error` one line such as ByteReader::error() gives.
std::unique_ptr<ByteReader> openBytes(const std::string& path, std::string& error,
                                      std::stop_token stop = {});

} // namespace livewall::feed
