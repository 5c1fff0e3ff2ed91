// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/inbox.h"

#include <algorithm>
#include <iterator>

namespace livewall::engine {

std::unique_ptr<feed::Batch> Inbox::takeEmpty()
{
    const std::lock_guard lock(mutex_);
    if (spare_.empty())
        return std::make_unique<feed::Batch>();
    auto batch = std::move(spare_.back());
    spare_.pop_back();
    return batch;
}

bool Inbox::put(std::size_t lane, Item item)
{
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return is_closed_ || lanes_[lane].size() < kLaneBatches; });
    if (is_closed_)
        return false;
    lanes_[lane].push_back(std::move(item));
    has_news_ = true;
    lock.unlock();
    arrived_.notify_one();
    return true;
}

void Inbox::wait(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, time, [&] { return is_closed_ || has_news_; });
    has_news_ = false;
}

void Inbox::drain(std::size_t lane, std::deque<Item>& into)
{
    {
        const std::lock_guard lock(mutex_);
        std::ranges::move(lanes_[lane], std::back_inserter(into));
        lanes_[lane].clear();
    }
    drained_.notify_all();
}

void Inbox::giveBack(std::unique_ptr<feed::Batch> batch)
{
    // Invented history comes once, and is larger than all that comes after it.
    if (!batch->history.empty())
        return;
    batch->clear();
    const std::lock_guard lock(mutex_);
    if (spare_.size() < lanes_.size() * kLaneBatches)
        spare_.push_back(std::move(batch));
}

void Inbox::wake()
{
    {
        const std::lock_guard lock(mutex_);
        has_news_ = true;
    }
    arrived_.notify_all();
}

void Inbox::reopen()
{
    const std::lock_guard lock(mutex_);
    for (std::deque<Item>& lane : lanes_)
        lane.clear();
    is_closed_ = false;
}

void Inbox::close()
{
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    arrived_.notify_all();
    drained_.notify_all();
}

} // namespace livewall::engine
