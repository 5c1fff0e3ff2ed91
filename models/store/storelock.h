// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace livewall::store {

/// A lock beside a database (PATH-lock, flock(2)) that makes it one process's to write. Held until
/// destroyed; the system lets go of it when the process dies, however that happens.
class StoreLock
{
public:
    /// Nothing where it cannot be had, and in `error` one line that says why; `is_taken` where
    /// another process has it.
    static std::unique_ptr<StoreLock> take(const std::string& path, bool& is_taken,
                                           std::string& error);
    ~StoreLock();
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;

private:
    explicit StoreLock(int file) : file_(file) {}
    int file_;
};

} // namespace livewall::store
