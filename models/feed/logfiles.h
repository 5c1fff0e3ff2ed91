// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/filecursor.h"
#include "models/feed/filedescriptor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace livewall::feed {

/// As ::pread, which a test may stand in for.
using ReadAt = ssize_t (*)(int file, void* bytes, std::size_t size, off_t offset);

enum class Fit { Fits, Differs, Unreadable };

/// A regular file open for reading, and its state when last asked.
struct LogFile
{
    std::string path;
    FileDescriptor file;
    ReadAt read_at = &::pread;
    struct stat status = {};
    std::string head; ///< the first bytes, as many as fit() read last

    /// Asks again; false where that fails.
    bool refresh();

    std::uint64_t size() const { return static_cast<std::uint64_t>(status.st_size); }

    /// Whether the file is at least so long and begins as the cursor says. Unreadable: errno says
    /// why.
    Fit fit(const FileCursor& cursor);

    /// Whether the file begins as the cursor says but has lost its end: it is shorter. Unreadable:
    /// errno says why.
    Fit fitShorter(const FileCursor& cursor);

    /// As ::pread.
    ssize_t read(void* bytes, std::size_t size, std::uint64_t offset) const
    {
        return read_at(file.get(), bytes, size, static_cast<off_t>(offset));
    }

    bool isSameFile(const struct stat& other) const
    {
        return status.st_dev == other.st_dev && status.st_ino == other.st_ino;
    }

private:
    Fit fitHead(const FileCursor& cursor);
};

/// A growing file and those that it was rotated to. They are named by the path and `.` or `-`
/// and digits, dots, dashes and underscores. Reads nothing but the directory and first bytes.
class LogFiles
{
public:
    explicit LogFiles(std::string path, ReadAt read_at = &::pread);

    /// The path's own file; else nothing and in `error_number` the errno (EISDIR for a directory,
    /// ESPIPE for any other thing that is no regular file).
    std::optional<LogFile> openCurrent(int& error_number) const;

    /// The file that the cursor belongs to, under whatever name: one of the same inode if it fits,
    /// else any that does (a copy, before its original was truncated), unless nothing was read of
    /// it yet by which to know it. Where there is none, but the one of that inode or the path's own
    /// cannot be read, it may yet be one of them: then `error_number` is the errno, else 0.
    std::optional<LogFile> findFitting(const FileCursor& cursor, int& error_number) const;

    /// What is to be read after `done`, if that is no longer the path's own file: of those that
    /// are not empty the rotated one written to next after it, else the path's own.
    std::optional<LogFile> findNext(const LogFile& done) const;

private:
    struct Name
    {
        std::string path;
        struct stat status = {};
    };
    std::vector<Name> rotated() const;
    std::optional<LogFile> openRegular(const std::string& path, int& error_number) const;

    std::string path_;
    ReadAt read_at_;
};

} // namespace livewall::feed
