// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/source.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <format>
#include <memory>
#include <mutex>
#include <numeric>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace livewall::feed {

/// Keeps all that a source hands over. While it is held, deliver() waits, as a queue that is full
/// would make it; once it is closed, deliver() says so. The waiting functions give up after 20 s.
class CollectingSink final : public Sink
{
public:
    struct Collected
    {
        std::vector<std::int64_t> eids; ///< of the purchases, in the order delivered
        std::vector<std::size_t> received;
        std::vector<std::string> cursors;
        std::vector<LinkState> states;
        std::vector<std::unique_ptr<Batch>> batches;
        std::uint64_t alive = 0;
        std::uint64_t taken = 0;

        std::uint64_t rejected(event::Rejection reason) const
        {
            std::uint64_t sum = 0;
            for (const auto& batch : batches)
                sum += batch->events.rejected[static_cast<std::size_t>(reason)];
            return sum;
        }
        std::string cursor() const { return cursors.empty() ? std::string() : cursors.back(); }
        std::string lastDetail() const
        {
            return states.empty() ? std::string() : states.back().detail;
        }
        bool isLink(Link link) const { return !states.empty() && states.back().link == link; }
    };

    std::unique_ptr<Batch> takeEmpty() override
    {
        const std::lock_guard lock(mutex_);
        ++all_.taken;
        return std::make_unique<Batch>();
    }

    bool deliver(std::unique_ptr<Batch> batch) override
    {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return !held_ || closed_; });
        --waiting_;
        if (closed_)
            return false;
        for (const event::Purchase& purchase : batch->events.purchases)
            all_.eids.push_back(purchase.eid);
        all_.received.push_back(batch->events.received);
        all_.cursors.push_back(batch->cursor);
        all_.batches.push_back(std::move(batch));
        changed_.notify_all();
        return true;
    }

    void setState(LinkState state) override
    {
        const std::lock_guard lock(mutex_);
        all_.states.push_back(std::move(state));
        changed_.notify_all();
    }

    void noteAlive() override
    {
        const std::lock_guard lock(mutex_);
        ++all_.alive;
        changed_.notify_all();
    }

    void hold() { set(held_, true); }
    void release() { set(held_, false); }
    void close() { set(closed_, true); }

    /// Waits until `is_so(collected)`; false when it never came about.
    template <typename Predicate>
    bool waitUntil(Predicate is_so)
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience, [&] { return is_so(std::as_const(all_)); });
    }

    bool waitForEvents(std::size_t count)
    {
        return waitUntil([&](const Collected& all) { return all.eids.size() >= count; });
    }

    bool waitForLink(Link link)
    {
        return waitUntil([&](const Collected& all) { return all.isLink(link); });
    }

    /// Waits until the source is kept waiting in deliver().
    bool waitForBlockedSource()
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience, [&] { return waiting_ > 0; });
    }

    /// Looks at what was collected, under the lock.
    template <typename Look>
    auto look(Look what)
    {
        const std::lock_guard lock(mutex_);
        return what(std::as_const(all_));
    }

    std::vector<std::int64_t> eids()
    {
        return look([](const Collected& all) { return all.eids; });
    }

    /// All gaps, in the order told.
    std::vector<std::string> gaps()
    {
        return look([](const Collected& all) {
            std::vector<std::string> told;
            for (const auto& batch : all.batches) {
                if (!batch->gap.empty())
                    told.push_back(batch->gap);
            }
            return told;
        });
    }

private:
    static constexpr std::chrono::seconds kPatience{20};

    void set(bool& flag, bool value)
    {
        const std::lock_guard lock(mutex_);
        flag = value;
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    Collected all_;
    bool held_ = false;
    bool closed_ = false;
    int waiting_ = 0;
};

/// Runs a source on a thread of its own.
class RunningSource
{
public:
    RunningSource(std::unique_ptr<Source> source, CollectingSink& sink)
        : source_(std::move(source))
        , thread_([this, &sink](std::stop_token stop) { source_->run(sink, std::move(stop)); })
    {
    }

    /// How long run() goes on once it is asked to stop.
    std::chrono::milliseconds stop()
    {
        const auto begin = std::chrono::steady_clock::now();
        thread_.request_stop();
        thread_.join();
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begin);
    }

    void join() { thread_.join(); }

private:
    std::unique_ptr<Source> source_;
    std::jthread thread_;
};

/// One valid purchase with this store and an id of its own, with its LF.
inline std::string line(std::int64_t eid)
{
    return std::format("{{\"id\":\"e{0}\",\"time\":1299772875000,\"status\":\"accepted\","
                       "\"eid\":{0},\"amount\":\"1.00\",\"currency\":\"SEK\"}}\n",
                       eid);
}

/// line(first) to line(last).
inline std::string lines(std::int64_t first, std::int64_t last)
{
    std::string text;
    for (std::int64_t eid = first; eid <= last; ++eid)
        text += line(eid);
    return text;
}

inline std::vector<std::int64_t> eidsFrom(std::int64_t first, std::int64_t last)
{
    std::vector<std::int64_t> eids(static_cast<std::size_t>(last - first + 1));
    std::iota(eids.begin(), eids.end(), first);
    return eids;
}

/// A clock that stands still.
inline std::int64_t fixedNow()
{
    return 1'299'772'900'000;
}

} // namespace livewall::feed
