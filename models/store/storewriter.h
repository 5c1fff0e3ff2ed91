// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/store.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace livewall::store {

/// Writes checkpoints on a thread of its own, so that a slow disk holds nobody up, and prunes
/// between them. What cannot be written is tried again, every second, until it can be; where the
/// database turns out to be damaged, in a new one. Thread-safe.
class StoreWriter
{
public:
    static constexpr std::chrono::milliseconds kRetry{1000};

    /// Opens the store again after it was let go. Not empty: `damage` is what writing has shown,
    /// and the damaged one is to be moved aside first.
    using Reopen = std::function<Store::Opened(const std::string& damage)>;

    /// `now_ms`: the wall's clock. Without `reopen` a damaged store is tried for ever. Both are
    /// called from the writer's thread. `retry`: how long after a failure the next attempt is made.
    StoreWriter(std::unique_ptr<Store> store, std::function<std::int64_t()> now_ms,
                Reopen reopen = {}, std::chrono::milliseconds retry = kRetry);

    /// Waits for what is being written, and tries once more what could not be.
    ~StoreWriter();

    /// True: the checkpoint is taken over. False: the one before is not written yet; the caller
    /// goes on gathering.
    bool isReady() const;
    void write(Checkpoint checkpoint);

    /// Waits until all is written, or the disk refuses: false.
    bool waitUntilWritten() const;

    struct Health
    {
        std::optional<std::int64_t> failing_since_ms;
        Trouble trouble;                             ///< why
        std::optional<std::int64_t> damaged_ms = {}; ///< when a damaged one was moved aside
        std::string moved_to = {};                   ///< then: its file's path now
    };
    Health health() const;

private:
    void run(const std::stop_token& stop);
    void writeNext(Checkpoint& checkpoint);
    bool attempt(const std::function<void()>& action);
    void replace();
    void noteFailure(Trouble trouble);

    // The thread's.
    std::unique_ptr<Store> store_; ///< null where a damaged one was let go and there is none yet
    std::string damage_;           ///< of one that was not moved aside yet
    std::optional<std::int64_t> number_; ///< of the last checkpoint written
    bool is_other_ = false; ///< begun in place of a damaged one; nothing is written yet

    std::function<std::int64_t()> now_ms_;
    Reopen reopen_;
    std::chrono::milliseconds retry_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any wake_;
    std::optional<Checkpoint> waiting_;
    bool is_writing_ = false;
    bool is_refused_ = false; ///< the last checkpoint, once at least
    Health health_;
    std::jthread thread_;
};

} // namespace livewall::store
