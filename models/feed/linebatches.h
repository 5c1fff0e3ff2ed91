// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/linedecoder.h"
#include "models/feed/feedspec.h"
#include "models/feed/filecursor.h"
#include "models/feed/source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace livewall::feed {

/// A batch is handed over once it holds so many elements; only a line that is an array can take it
/// beyond.
inline constexpr std::size_t kBatchEvents = 1024;

/// Where lines are kept, a batch is handed over once it holds so many bytes of them; what is
/// decoded in one piece can take it beyond.
inline constexpr std::size_t kBatchLineBytes = 512 * 1024;

inline bool isFull(const Batch& batch)
{
    return batch.events.received >= kBatchEvents || batch.events.lines.size() >= kBatchLineBytes;
}

/// Turns the bytes of a file, in pieces of any size, into batches with their cursors and delivers
/// them to a sink. Each function that delivers says false once the engine is closing.
/// Not thread-safe: it belongs to the source's thread.
class LineBatches
{
public:
    /// `sink` must outlive it.
    LineBatches(Sink& sink, event::DecoderOptions decoder, NowMs now_ms);

    /// From here on the bytes are those of another file, from `start.offset` on. `head` is what
    /// the file begins with, up to start.offset or Fingerprint::kMaxBytes. An unfinished line is
    /// forgotten, so finish() comes before where it counts.
    void begin(const FileCursor& start, std::string_view head = {});

    /// Decodes every line that `bytes` completes and delivers the batches that are full.
    bool feed(std::span<const char> bytes);

    /// Delivers what is decoded.
    bool flush();

    /// The file has ended: what is left is its last line. Delivers all.
    bool finish();

    /// Behind the last line that was decoded.
    FileCursor position() const;

private:
    void keepHead(std::span<const char> bytes);

    Sink& sink_;
    NowMs now_ms_;
    event::LineDecoder lines_;
    std::unique_ptr<Batch> batch_;
    FileCursor start_;
    std::string head_; ///< the file's first bytes, at most Fingerprint::kMaxBytes
};

} // namespace livewall::feed
