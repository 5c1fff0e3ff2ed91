// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace livewall::test {

/// What happened to a file, in the order it did; enough to make the file again up to any moment.
struct DiskOperation
{
    enum class Kind { Open, Write, Truncate, Sync, Delete };
    Kind kind = Kind::Open;
    std::string path;
    std::int64_t offset = 0; ///< of Write; the size of Truncate
    std::string bytes;       ///< of Write
};

/// SQLite's way to the disk, with a disk that can fail and that keeps a log: SQLite's own VFS does
/// the work. While one lives it is the default for every database that is opened. Thread-safe; one
/// at a time.
class FaultVfs
{
public:
    enum class Fault {
        Full,       ///< SQLITE_FULL
        IoError,    ///< SQLITE_IOERR
        ShortWrite, ///< half of a write is done, then SQLITE_FULL
        Damaged,    ///< SQLITE_CORRUPT
    };

    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    /// The `nth` of the opens, writes, syncs, truncations and deletions from now on fails (from 0),
    /// and with `lasting` all after it, until heal().
    void failAt(std::int64_t nth, Fault fault, bool lasting);
    void heal();

    /// How many there were since failAt() or heal().
    std::int64_t operations() const;

    /// How many of them were made to fail.
    std::int64_t failures() const;

    /// Keeps a log of what is done from now on.
    void startLog();
    std::vector<DiskOperation> takeLog();
    std::size_t logSize() const;

    struct State;

private:
    std::unique_ptr<State> state_;
};

} // namespace livewall::test
