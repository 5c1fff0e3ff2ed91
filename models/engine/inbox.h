// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/source.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

namespace livewall::engine {

/// The bounded lanes, one a feed, between the source threads and the engine thread. A full lane
/// makes its own source wait and no other. What a lane holds comes out in the order it went in.
/// Thread-safe.
class Inbox
{
public:
    static constexpr std::size_t kLaneBatches = 32;

    struct Alive
    {
    };
    /// What a source says: events, a change of its connection, or merely that it lives.
    using Item = std::variant<std::unique_ptr<feed::Batch>, feed::LinkState, Alive>;

    explicit Inbox(std::size_t lanes) : lanes_(lanes) {}

    /// An empty batch, used before or new.
    std::unique_ptr<feed::Batch> takeEmpty();

    /// Waits while the lane is full. False once closed: the item is dropped.
    bool put(std::size_t lane, Item item);

    /// Waits until there is something in a lane, the inbox is closed or the time is over.
    void wait(std::chrono::milliseconds time);

    /// Ends a wait() though nothing has arrived.
    void wake();

    /// Moves all that is in the lane behind what `into` holds. Lanes that are not drained fill up:
    /// that is how a feed is paused.
    void drain(std::size_t lane, std::deque<Item>& into);

    /// Takes a batch back for takeEmpty().
    void giveBack(std::unique_ptr<feed::Batch> batch);

    void close();

    /// Forgets what is in the lanes and takes items again. Nobody may be in put() or takeEmpty().
    void reopen();

private:
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable drained_;
    std::vector<std::deque<Item>> lanes_;
    std::vector<std::unique_ptr<feed::Batch>> spare_;
    bool has_news_ = false;
    bool is_closed_ = false;
};

} // namespace livewall::engine
