// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/linebatches.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace livewall::feed {

namespace {

/// The part of `bytes` up to and including its `count`th line end, or all of it.
std::span<const char> firstLines(std::span<const char> bytes, std::size_t count)
{
    std::size_t end = 0;
    for (; count > 0 && end < bytes.size(); --count) {
        const void* line_end = std::memchr(bytes.data() + end, '\n', bytes.size() - end);
        if (!line_end)
            return bytes;
        end = static_cast<std::size_t>(static_cast<const char*>(line_end) - bytes.data()) + 1;
    }
    return bytes.first(end);
}

} // namespace

LineBatches::LineBatches(Sink& sink, event::DecoderOptions decoder, NowMs now_ms)
    : sink_(sink), now_ms_(std::move(now_ms)), lines_(std::move(decoder))
{
}

void LineBatches::begin(const FileCursor& start, std::string_view head)
{
    lines_.restart();
    start_ = start;
    head_ = head;
}

bool LineBatches::feed(std::span<const char> bytes)
{
    keepHead(bytes);
    while (!bytes.empty()) {
        if (!batch_)
            batch_ = sink_.takeEmpty();
        const std::size_t room = kBatchEvents - batch_->events.received;
        const std::span<const char> piece = firstLines(bytes, room);
        lines_.feed(piece, batch_->events);
        bytes = bytes.subspan(piece.size());
        if (isFull(*batch_) && !flush())
            return false;
    }
    return true;
}

bool LineBatches::flush()
{
    if (!batch_ || batch_->events.isEmpty())
        return true;
    batch_->cursor = position().toString();
    batch_->arrived_ms = now_ms_();
    return sink_.deliver(std::exchange(batch_, nullptr));
}

bool LineBatches::finish()
{
    if (!batch_)
        batch_ = sink_.takeEmpty();
    lines_.finish(batch_->events);
    return flush();
}

FileCursor LineBatches::position() const
{
    FileCursor position = start_;
    position.offset += lines_.consumedBytes();
    const std::size_t known = std::min<std::uint64_t>(head_.size(), position.offset);
    position.head = Fingerprint::of(std::string_view(head_).substr(0, known));
    return position;
}

void LineBatches::keepHead(std::span<const char> bytes)
{
    const std::size_t wanted = Fingerprint::kMaxBytes - head_.size();
    head_.append(bytes.data(), std::min(wanted, bytes.size()));
}

} // namespace livewall::feed
