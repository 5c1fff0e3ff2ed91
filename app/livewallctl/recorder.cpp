// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/recorder.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <stop_token>
#include <thread>
#include <utility>

namespace livewall::app {

namespace {

constexpr std::chrono::milliseconds kTick(50);
constexpr std::chrono::milliseconds kRetry(1000); ///< where the disk refuses

record::LinkChange::To linkOf(feed::Link link)
{
    using To = record::LinkChange::To;
    switch (link) {
    case feed::Link::Connecting:
        return To::Connecting;
    case feed::Link::Up:
        return To::Up;
    case feed::Link::Ended:
        return To::Ended;
    case feed::Link::Failed:
        break;
    }
    return To::Failed;
}

} // namespace

Recorder::Recorder(record::RecordWriter& writer, std::string feed, feed::NowMs now_ms)
    : writer_(writer), feed_(std::move(feed)), now_ms_(std::move(now_ms)), link_notes_(feed_)
{
}

Recorder::Outcome Recorder::run(feed::Source& source, const std::function<bool()>& should_stop,
                                const std::function<void(const std::string& line)>& say)
{
    std::jthread thread([this, &source](const std::stop_token& stop) {
        source.run(*this, stop);
        const std::lock_guard lock(mutex_);
        is_over_ = true;
        changed_.notify_all();
    });
    std::deque<Item> work;
    bool is_stopping = false;
    bool is_refused = false;
    std::chrono::steady_clock::time_point retry_at;
    for (;;) {
        takeOver(work);
        sayNotes(say);
        if (!is_stopping && should_stop()) {
            is_stopping = true;
            thread.request_stop();
        }
        const auto now = std::chrono::steady_clock::now();
        if (!is_refused || now >= retry_at) {
            const bool was_refused =
                std::exchange(is_refused, !write(work) || !writer_.tick(now_ms_()));
            retry_at = now + kRetry;
            if (is_refused && !was_refused)
                say(writer_.error() + "; tries again until it can");
            else if (!is_refused && was_refused)
                say("writes again");
        } else {
            std::this_thread::sleep_for(kTick);
        }
        const std::lock_guard lock(mutex_);
        // The source waits in deliver(), perhaps for ever: what is not written, it sends again.
        if (is_stopping && is_refused) {
            is_closed_ = true;
            changed_.notify_all();
        }
        if (is_over_ && ((queue_.empty() && work.empty()) || (is_stopping && is_refused)))
            break;
    }
    thread.join();
    sayNotes(say);
    const std::int64_t now_ms = now_ms_();
    if (is_stopping && work.empty())
        writer_.note({now_ms, record::LinkChange::To::Stopped, "the recorder was stopped"});
    // An ended source leaves time to wait for the disk, as long as nobody asks to stop.
    bool is_written = work.empty() && writer_.close(now_ms);
    while (!is_written && !is_stopping && !should_stop()) {
        std::this_thread::sleep_for(kRetry);
        is_written = writer_.close(now_ms_());
    }
    return {is_written, failure_, gaps_};
}

std::unique_ptr<feed::Batch> Recorder::takeEmpty()
{
    return std::make_unique<feed::Batch>();
}

bool Recorder::deliver(std::unique_ptr<feed::Batch> batch)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_closed_ || queue_.size() < kMaxBatches; });
    if (is_closed_)
        return false;
    if (!batch->gap.empty()) {
        ++gaps_;
        notes_.push_back(std::format("gap in {}, no longer there: {}", feed_, batch->gap));
    }
    queue_.emplace_back(std::move(batch));
    changed_.notify_all();
    return true;
}

void Recorder::setState(feed::LinkState state)
{
    if (state_ && state_->link == state.link && state_->detail == state.detail)
        return;
    state_ = state;
    std::string note = link_notes_.next(state);
    const std::lock_guard lock(mutex_);
    if (!note.empty())
        notes_.push_back(std::move(note));
    if (state.link == feed::Link::Failed)
        failure_ = state.detail;
    queue_.emplace_back(record::LinkChange{now_ms_(), linkOf(state.link), std::move(state.detail)});
    changed_.notify_all();
}

void Recorder::sayNotes(const std::function<void(const std::string& line)>& say)
{
    std::vector<std::string> notes;
    {
        const std::lock_guard lock(mutex_);
        notes.swap(notes_);
    }
    for (const std::string& note : notes)
        say(note);
}

/// Waits a moment for something to write, and takes all that there is.
void Recorder::takeOver(std::deque<Item>& work)
{
    std::unique_lock lock(mutex_);
    // While the disk refuses, what was taken is enough.
    if (!work.empty())
        return;
    changed_.wait_for(lock, kTick, [this] { return is_over_ || !queue_.empty(); });
    work.swap(queue_);
    changed_.notify_all();
}

/// False where the disk refuses: what is left of `work` is still to be written.
bool Recorder::write(std::deque<Item>& work)
{
    for (; !work.empty(); work.pop_front()) {
        if (auto* change = std::get_if<record::LinkChange>(&work.front()))
            writer_.note(std::move(*change));
        else if (!append(*std::get<std::unique_ptr<feed::Batch>>(work.front())))
            return false;
    }
    return true;
}

bool Recorder::append(const feed::Batch& batch)
{
    record::Received received{.lines = batch.events.lines,
                              .cut_lines = batch.events.cut_lines,
                              .arrived_ms = batch.arrived_ms,
                              .cursor = batch.cursor};
    const auto see = [&received](std::int64_t time_ms) {
        received.event_min_ms = std::min(time_ms, received.event_min_ms.value_or(time_ms));
        received.event_max_ms = std::max(time_ms, received.event_max_ms.value_or(time_ms));
    };
    for (const event::Purchase& purchase : batch.events.purchases)
        see(purchase.time_ms);
    for (const event::Deploy& deploy : batch.events.deploys)
        see(deploy.time_ms);
    return writer_.append(received);
}

} // namespace livewall::app
