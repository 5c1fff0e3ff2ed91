// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/filecursor.h"
#include "models/feed/filedescriptor.h"

#include <optional>
#include <string>
#include <vector>

#include <sys/stat.h>

namespace livewall::feed {

/// A regular file open for reading, and its state when last asked.
struct LogFile
{
    std::string path;
    FileDescriptor file;
    struct stat status = {};

    /// Asks again; false where that fails.
    bool refresh();

    /// True where the file is at least so long and begins as the cursor says.
    bool fits(const FileCursor& cursor) const;

    bool isSameFile(const struct stat& other) const
    {
        return status.st_dev == other.st_dev && status.st_ino == other.st_ino;
    }
};

/// A growing file and those that it was rotated to. They are named by the path and `.` or `-`
/// and digits, dots, dashes and underscores. Reads nothing but the directory and first bytes.
class LogFiles
{
public:
    explicit LogFiles(std::string path);

    /// The path's own file; else nothing and in `error_number` the errno (EISDIR for a directory,
    /// ESPIPE for any other thing that is no regular file).
    std::optional<LogFile> openCurrent(int& error_number) const;

    /// The file that the cursor belongs to, under whatever name: one of the same inode if it fits,
    /// else any that does (a copy, before its original was truncated).
    std::optional<LogFile> findFitting(const FileCursor& cursor) const;

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

    std::string path_;
};

} // namespace livewall::feed
