// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/linedecoder.h"
#include "models/feed/feedspec.h"
#include "models/feed/source.h"

#include <cstddef>
#include <cstdint>
#include <functional>
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

/// Turns the bytes of a stream, in pieces of any size, into batches and delivers them to a sink.
/// Each function that delivers says false once the engine is closing. Not thread-safe: it belongs
/// to the source's thread.
class StreamBatches
{
public:
    /// Where to go on after what lines() has decoded by now.
    using Cursor = std::function<std::string()>;

    /// `sink` must outlive it. Without `cursor` the stream cannot resume.
    StreamBatches(Sink& sink, event::DecoderOptions decoder, NowMs now_ms, Cursor cursor = {});

    /// Another stream begins: an unfinished line is forgotten, and lines are counted from 1 again.
    void restart() { lines_.restart(); }

    /// Decodes every line that `bytes` completes and delivers the batches that are full.
    bool feed(std::span<const char> bytes);

    /// What is unfinished is a line, and whole.
    bool finishLine();

    /// The connection is over: what is unfinished is a line if it is JSON, and else one that was
    /// cut, which counts as nothing. Delivers all.
    bool finishConnection();

    /// Delivers what is decoded.
    bool flush();

    /// Delivers what is decoded, then that `gap` (see Batch) lies before what comes next.
    bool tellGap(std::string gap);

    /// Batches so far.
    std::uint64_t delivered() const { return delivered_; }

    const event::LineDecoder& lines() const { return lines_; }

private:
    event::EventBatch& events();
    bool deliver();

    Sink& sink_;
    NowMs now_ms_;
    Cursor cursor_;
    event::LineDecoder lines_;
    std::unique_ptr<Batch> batch_;
    std::uint64_t delivered_ = 0;
};

} // namespace livewall::feed
