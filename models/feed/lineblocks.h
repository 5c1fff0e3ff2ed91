// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/bytereader.h"

#include <cstddef>
#include <memory>
#include <new>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::feed {

/// A run of whole lines of one file, each with its end; the last line of a file may have none.
///
/// What is read lies where a page of memory begins, and what the block before left of a line lies
/// before that: the system copies a file's pages faster to pages than to any other place
/// (docs/performance.md).
class LineBlock
{
public:
    /// Read at a time.
    static constexpr std::size_t kBytes = 256 * 1024;
    /// Of a block.
    static constexpr std::size_t kMostBytes = 2 * kBytes;

    std::string_view bytes() const { return {begin_, end_}; }

    std::size_t file = 0; ///< which of the files
    bool begins_file = false;
    bool ends_file = false;
    double share = 0; ///< of all files, what is read with this block, 0 to 1

private:
    friend class LineBlocks;
    static constexpr std::align_val_t kPage{4096};
    struct Free
    {
        void operator()(char* buffer) const { ::operator delete(buffer, kPage); }
    };

    char* firstRead() const { return buffer_.get() + (kMostBytes - kBytes); }
    /// Begins with `line`, of kBytes at most, which may lie in it.
    void restart(std::string_view line);

    std::unique_ptr<char, Free> buffer_{static_cast<char*>(::operator new(kMostBytes, kPage))};
    char* begin_ = firstRead();
    char* end_ = firstRead();
};

/// Cuts files, one after another, into blocks that can be decoded apart from each other. Of a line
/// that goes on through all that is read at a time, the beginning is kept, and is longer than any
/// line that is accepted.
/// Each file has a block that begins it and one that ends it, which may be empty. Not thread-safe.
class LineBlocks
{
public:
    /// `paths` as openBytes() takes them.
    explicit LineBlocks(std::vector<std::string> paths, std::stop_token stop = {});

    /// Fills `block` with the next one. False after the last, where a file cannot be opened or read
    /// on, which error() then tells, and once `stop` was requested.
    bool next(LineBlock& block);

    /// One line for a person; empty: no error.
    const std::string& error() const { return error_; }

private:
    bool open();
    bool fill(LineBlock& block);
    bool cut(LineBlock& block);

    std::vector<std::string> paths_;
    std::stop_token stop_;
    std::size_t file_ = 0; ///< that is read
    std::unique_ptr<ByteReader> reader_;
    std::string unfinished_; ///< the line at the end of the block before
    std::string error_;
};

} // namespace livewall::feed
