// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace livewall::event {

/// Cuts a stream of bytes, in pieces of any size, into lines (LF or CRLF; a UTF-8 byte order mark
/// at the very beginning is skipped) and decodes them. Holds at most one unfinished line of about
/// kMaxLineBytes; what is longer is counted and passed over as it streams by.
/// The result does not depend on how the stream was cut into pieces. Not thread-safe.
class LineDecoder
{
public:
    explicit LineDecoder(DecoderOptions options);

    /// Decodes every line that `bytes` completes. No padding is asked of `bytes`.
    void feed(std::span<const char> bytes, EventBatch& batch);

    /// The stream has ended: what is left is its last line.
    void finish(EventBatch& batch);

    /// Counts lines that are not fed, so that those after them keep their numbers.
    void passOver(std::uint64_t lines) { lines_ += lines; }

    /// The stream starts anew (a rotated file, a reconnected stream): forgets the unfinished line
    /// and counts lines from 1 again.
    void restart();

    /// Bytes of the stream up to and including the last complete line: where a reader that starts
    /// again must begin.
    std::uint64_t consumedBytes() const { return consumed_bytes_; }

    /// Lines completed so far, blank ones too.
    std::uint64_t lines() const { return lines_; }

private:
    bool isBetweenLines() const { return tail_bytes_ == 0 && !overlong_; }
    std::size_t feedLikely(std::string_view lines, EventBatch& batch);
    void hold(std::string_view piece);
    void decodeTail(EventBatch& batch);
    void decodeLine(std::string_view line, EventBatch& batch);
    std::string_view withoutMark(std::string_view line) const;

    bool keeps_lines_;
    Decoder decoder_;
    std::string tail_;           ///< room for the longest line that is kept and the padding
    std::size_t tail_bytes_ = 0; ///< of the unfinished line, at its front
    bool overlong_ = false;      ///< the unfinished line is too long: tail_ holds its beginning
    std::uint64_t fed_bytes_ = 0;
    std::uint64_t consumed_bytes_ = 0;
    std::uint64_t lines_ = 0;
};

} // namespace livewall::event
