// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/streambatches.h"

#include "models/event/rejection.h"

#include <cstring>
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

/// Of what one piece decoded to: it was JSON, in part at least.
bool hasJson(const event::EventBatch& events)
{
    const auto count = [&](event::Rejection reason) {
        return events.rejected[static_cast<std::size_t>(reason)];
    };
    return events.received > count(event::Rejection::Json) + count(event::Rejection::Length);
}

} // namespace

StreamBatches::StreamBatches(Sink& sink, event::DecoderOptions decoder, NowMs now_ms, Cursor cursor)
    : sink_(sink)
    , now_ms_(std::move(now_ms))
    , cursor_(std::move(cursor))
    , lines_(std::move(decoder))
{
}

bool StreamBatches::feed(std::span<const char> bytes)
{
    if (bytes.empty())
        return true;
    // One that was left without any event is as old as what it was begun for.
    if (batch_ && batch_->events.isEmpty() && batch_->gap.empty())
        batch_.reset();
    events();
    // All of them have been read by now, also those that will wait until a batch before is taken.
    const auto read_us = batch_->read_us;
    while (!bytes.empty()) {
        events();
        batch_->read_us = read_us;
        const std::size_t room = kBatchEvents - events().received;
        const std::span<const char> piece = firstLines(bytes, room);
        lines_.feed(piece, events());
        bytes = bytes.subspan(piece.size());
        if (isFull(*batch_) && !flush())
            return false;
    }
    return true;
}

bool StreamBatches::finishLine()
{
    lines_.finish(events());
    return !isFull(*batch_) || flush();
}

bool StreamBatches::finishConnection()
{
    if (!flush())
        return false;
    lines_.finish(events()); // in a batch of its own, so that it can be taken back
    if (!hasJson(batch_->events))
        batch_->clear();
    return flush();
}

bool StreamBatches::flush()
{
    return !batch_ || batch_->events.isEmpty() || deliver();
}

bool StreamBatches::tellGap(std::string gap)
{
    if (!flush())
        return false;
    events();
    batch_->gap = std::move(gap);
    return deliver();
}

bool StreamBatches::deliver()
{
    if (cursor_)
        batch_->cursor = cursor_();
    batch_->arrived_ms = now_ms_();
    ++delivered_;
    return sink_.deliver(std::exchange(batch_, nullptr));
}

event::EventBatch& StreamBatches::events()
{
    if (!batch_)
        batch_ = sink_.takeEmpty();
    return batch_->events;
}

} // namespace livewall::feed
