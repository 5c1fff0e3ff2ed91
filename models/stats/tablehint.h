// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace livewall::stats {

/// Where the entries of a table lie, for threads that have it fetched from memory what another one,
/// whose table it is, will look at. What they know may be outdated: then they fetch for nothing.
/// A copy knows what the original does.
class TableHint
{
public:
    TableHint() = default;
    TableHint(const TableHint& other) { *this = other; }
    TableHint& operator=(const TableHint& other)
    {
        begin_.store(other.begin_, std::memory_order_relaxed);
        mask_.store(other.mask_, std::memory_order_relaxed);
        return *this;
    }
    ~TableHint() = default;

    /// `mask`: what of a hash says at which entry to look first.
    void set(const void* entries, std::size_t mask)
    {
        begin_.store(reinterpret_cast<std::uintptr_t>(entries), std::memory_order_relaxed);
        mask_.store(mask, std::memory_order_relaxed);
    }

    /// Has the entry of a hash fetched. From any thread.
    void fetch(std::uint64_t hash, std::size_t entry_bytes) const
    {
        const std::uintptr_t at = begin_.load(std::memory_order_relaxed) +
                                  (hash & mask_.load(std::memory_order_relaxed)) * entry_bytes;
        __builtin_prefetch(reinterpret_cast<const void*>(at), 1);
    }

private:
    std::atomic<std::uintptr_t> begin_ = 0;
    std::atomic<std::size_t> mask_ = 0;
};

} // namespace livewall::stats
