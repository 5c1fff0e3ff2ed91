// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/store/trouble.h"

#include <memory>
#include <string>

namespace livewall::store {

/// A lock beside a database (PATH-lock, flock(2)) that makes it one process's to write. Held until
/// destroyed; the system lets go of it when the process dies, however that happens.
class StoreLock
{
public:
    /// Nothing where it cannot be had, and in `trouble` why.
    static std::unique_ptr<StoreLock> take(const std::string& path, Trouble& trouble);
    ~StoreLock();
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;

private:
    explicit StoreLock(int file) : file_(file) {}
    int file_;
};

} // namespace livewall::store
