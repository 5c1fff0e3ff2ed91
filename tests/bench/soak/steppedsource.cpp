// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/soak/steppedsource.h"

#include <utility>

namespace livewall::soak {

SteppedSource::SteppedSource(std::string name, Lines lines,
                             std::function<void(feed::Batch&)> history)
    : lines_(std::move(lines)), history_(std::move(history)), decoder_({.feed = std::move(name)})
{
}

void SteppedSource::step(std::int64_t now_ms)
{
    std::unique_lock lock(mutex_);
    wanted_ms_ = now_ms;
    changed_.notify_all();
    changed_.wait(lock, [&] { return done_ms_ >= now_ms; });
}

void SteppedSource::run(feed::Sink& sink, std::stop_token stop)
{
    while (true) {
        std::int64_t now_ms = 0;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return wanted_ms_ > done_ms_; }))
                return;
            now_ms = wanted_ms_;
        }
        if (!give(sink, now_ms))
            return;
        const std::lock_guard lock(mutex_);
        done_ms_ = now_ms;
        changed_.notify_all();
    }
}

/// False when the engine is closing.
bool SteppedSource::give(feed::Sink& sink, std::int64_t now_ms)
{
    const std::optional<std::string> lines = lines_(now_ms);
    if (lines.has_value() != is_up_) {
        is_up_ = lines.has_value();
        sink.setState(is_up_ ? feed::LinkState{feed::Link::Up, {}}
                             : feed::LinkState{feed::Link::Connecting, "connection refused"});
    }
    if (!lines)
        return true;
    std::unique_ptr<feed::Batch> batch = sink.takeEmpty();
    batch->arrived_ms = now_ms;
    if (const auto history = std::exchange(history_, {}))
        history(*batch);
    decoder_.feed(*lines, batch->events);
    const std::uint64_t received = batch->events.received;
    if (!sink.deliver(std::move(batch)))
        return false;
    given_ += received;
    return true;
}

} // namespace livewall::soak
