// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/storewriter.h"

#include <utility>

namespace livewall::store {

namespace {
/// Enough for what a checkpoint makes obsolete, at any rate of events, and over in a moment.
constexpr int kPruneRows = 200;
} // namespace

StoreWriter::StoreWriter(std::unique_ptr<Store> store, std::function<std::int64_t()> now_ms,
                         Reopen reopen, std::chrono::milliseconds retry)
    : store_(std::move(store))
    , now_ms_(std::move(now_ms))
    , reopen_(std::move(reopen))
    , retry_(retry)
    , thread_([this](const std::stop_token& stop) { run(stop); })
{
}

StoreWriter::~StoreWriter() = default;

bool StoreWriter::isReady() const
{
    const std::lock_guard lock(mutex_);
    return !waiting_ && !is_writing_;
}

bool StoreWriter::waitUntilWritten() const
{
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return (!waiting_ && !is_writing_) || is_refused_; });
    return !waiting_ && !is_writing_;
}

void StoreWriter::write(Checkpoint checkpoint)
{
    {
        const std::lock_guard lock(mutex_);
        waiting_ = std::move(checkpoint);
        is_refused_ = false;
    }
    wake_.notify_all();
}

StoreWriter::Health StoreWriter::health() const
{
    const std::lock_guard lock(mutex_);
    return health_;
}

void StoreWriter::run(const std::stop_token& stop)
{
    for (;;) {
        Checkpoint checkpoint;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, stop, [this] { return waiting_.has_value(); });
            if (!waiting_)
                return; // asked to stop, and all is written
            checkpoint = *std::exchange(waiting_, std::nullopt);
            is_writing_ = true;
        }
        while (!attempt([&] { writeNext(checkpoint); })) {
            std::unique_lock lock(mutex_);
            if (stop.stop_requested())
                return;
            wake_.wait_for(lock, stop, retry_, [] { return false; });
        }
        {
            const std::lock_guard lock(mutex_);
            is_writing_ = false;
        }
        wake_.notify_all();
        // A quiet feed must not leave the word of a failure standing that is over.
        while (!attempt([&] { store_->prune(kPruneRows); })) {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, retry_, [this] { return waiting_.has_value(); });
            if (waiting_ || stop.stop_requested())
                break;
        }
    }
}

void StoreWriter::writeNext(Checkpoint& checkpoint)
{
    if (!number_)
        number_ = store_->checkpointNumber();
    checkpoint.is_beside_ledgers |= is_other_;
    store_->write(checkpoint, *number_ + 1);
    is_other_ = false;
    ++*number_;
}

/// False where SQLite refuses; health() then says so.
bool StoreWriter::attempt(const std::function<void()>& action)
{
    try {
        if (!store_)
            replace();
        if (!store_)
            return false;
        action();
    } catch (const DatabaseError& error) {
        if (error.isDamage() && store_ && reopen_) {
            damage_ = error.what();
            number_.reset();
            store_.reset();
        }
        noteFailure({.what = Trouble::What::Refused, .detail = error.what()});
        return false;
    }
    const std::lock_guard lock(mutex_);
    health_.failing_since_ms.reset();
    health_.trouble = {};
    return true;
}

void StoreWriter::noteFailure(Trouble trouble)
{
    const std::int64_t now_ms = now_ms_();
    const std::lock_guard lock(mutex_);
    if (!health_.failing_since_ms)
        health_.failing_since_ms = now_ms;
    health_.trouble = std::move(trouble);
    is_refused_ = is_writing_;
    wake_.notify_all();
}

/// Begins a new store in place of the damaged one. What is counted goes on; what was counted before
/// lies in the old file. Where that fails, health() says so.
void StoreWriter::replace()
{
    Store::Opened opened = reopen_(damage_);
    if (!opened.moved_to.empty()) {
        damage_.clear();
        const std::int64_t now_ms = now_ms_();
        const std::lock_guard lock(mutex_);
        health_.damaged_ms = now_ms;
        health_.moved_to = opened.moved_to;
    }
    if (!opened.store) {
        noteFailure(std::move(opened.trouble));
        return;
    }
    store_ = std::move(opened.store);
    is_other_ = true;
}

} // namespace livewall::store
