// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/filecursor.h"
#include "models/feed/source.h"
#include "models/feed/streambatches.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace livewall::feed {

/// Turns the bytes of a file, in pieces of any size, into batches with their cursors and delivers
/// them to a sink. Each function that delivers says false once the engine is closing.
/// Not thread-safe: it belongs to the source's thread.
class LineBatches
{
public:
    /// `sink` must outlive it.
    LineBatches(Sink& sink, event::DecoderOptions decoder, NowMs now_ms);
    LineBatches(const LineBatches&) = delete;
    LineBatches& operator=(const LineBatches&) = delete;

    /// From here on the bytes are those of another file, from `start.offset` on. `head` is what
    /// the file begins with, up to start.offset or Fingerprint::kMaxBytes. An unfinished line is
    /// forgotten, so finish() comes before where it counts.
    void begin(const FileCursor& start, std::string_view head = {});

    /// Decodes every line that `bytes` completes and delivers the batches that are full.
    bool feed(std::span<const char> bytes);

    /// Delivers what is decoded.
    bool flush() { return batches_.flush(); }

    /// Delivers what is decoded, then that `gap` (see Batch) lies before what comes next.
    bool tellGap(std::string gap) { return batches_.tellGap(std::move(gap)); }

    /// The file has ended: what is left is its last line. Delivers all.
    bool finish() { return batches_.finishLine() && batches_.flush(); }

    /// Behind the last line that was decoded.
    FileCursor position() const;

private:
    void keepHead(std::span<const char> bytes);

    StreamBatches batches_;
    FileCursor start_;
    std::string head_; ///< the file's first bytes, at most Fingerprint::kMaxBytes
};

} // namespace livewall::feed
