// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/logfiles.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include <fcntl.h>

namespace livewall::feed {

namespace {

bool isOlder(const struct stat& left, const struct stat& right)
{
    return std::tie(left.st_mtim.tv_sec, left.st_mtim.tv_nsec) <
           std::tie(right.st_mtim.tv_sec, right.st_mtim.tv_nsec);
}

} // namespace

bool LogFile::refresh()
{
    return ::fstat(file.get(), &status) == 0;
}

Fit LogFile::fit(const FileCursor& cursor)
{
    return size() < cursor.offset ? Fit::Differs : fitHead(cursor);
}

Fit LogFile::fitShorter(const FileCursor& cursor)
{
    const bool can_be_known = cursor.head.bytes > 0 && size() >= cursor.head.bytes;
    return can_be_known && size() < cursor.offset ? fitHead(cursor) : Fit::Differs;
}

Fit LogFile::fitHead(const FileCursor& cursor)
{
    head.resize(std::min(cursor.head.bytes, Fingerprint::kMaxBytes));
    const ssize_t size = read(head.data(), head.size(), 0);
    head.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (size < 0)
        return Fit::Unreadable;
    return Fingerprint::of(head) == cursor.head ? Fit::Fits : Fit::Differs;
}

LogFiles::LogFiles(std::string path, ReadAt read_at) : path_(std::move(path)), read_at_(read_at) {}

std::optional<LogFile> LogFiles::openCurrent(int& error_number) const
{
    return openRegular(path_, error_number);
}

std::optional<LogFile> LogFiles::findFitting(const FileCursor& cursor, int& error_number) const
{
    const auto has_inode = [&](const Name& name) {
        return name.status.st_dev == cursor.device && name.status.st_ino == cursor.inode;
    };
    std::vector<Name> names = rotated();
    names.insert(names.begin(), {path_, {}});
    ::stat(path_.c_str(), &names.front().status);
    std::ranges::stable_partition(names, has_inode);
    error_number = 0;
    for (const Name& name : names) {
        if (cursor.head.bytes == 0 && !has_inode(name))
            continue;
        int fault = 0;
        std::optional<LogFile> opened = openRegular(name.path, fault);
        const Fit fit = opened ? opened->fit(cursor) : Fit::Unreadable;
        if (fit == Fit::Fits)
            return opened;
        if (fit == Fit::Unreadable && (name.path == path_ || has_inode(name)))
            error_number = fault != 0 ? fault : errno;
    }
    return std::nullopt;
}

std::optional<LogFile> LogFiles::findNext(const LogFile& done) const
{
    int error_number = 0;
    std::optional<LogFile> current = openRegular(path_, error_number);
    if (current && current->isSameFile(done.status))
        return std::nullopt;
    for (const Name& name : rotated()) {
        if (name.status.st_size > 0 && isOlder(done.status, name.status) &&
            !done.isSameFile(name.status)) {
            std::optional<LogFile> next = openRegular(name.path, error_number);
            if (next && next->isSameFile(name.status))
                return next;
            return std::nullopt; // a rotation is under way: the names hold again the next time
        }
    }
    if (current && current->status.st_size > 0)
        return current;
    return std::nullopt;
}

/// By the time of their last writing, oldest first.
std::vector<LogFiles::Name> LogFiles::rotated() const
{
    const std::filesystem::path path(path_);
    const std::string name = path.filename().string();
    const auto is_rotated = [&](std::string_view other) {
        if (!other.starts_with(name))
            return false;
        other.remove_prefix(name.size());
        return (other.starts_with('.') || other.starts_with('-')) && other.size() > 1 &&
               other.find_first_not_of("0123456789.-_") == std::string_view::npos;
    };
    std::vector<Name> names;
    std::error_code error;
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        Name found{entry->path().string(), {}};
        if (is_rotated(entry->path().filename().string()) &&
            ::stat(found.path.c_str(), &found.status) == 0 && S_ISREG(found.status.st_mode))
            names.push_back(std::move(found));
    }
    std::ranges::stable_sort(
        names, [](const Name& a, const Name& b) { return isOlder(a.status, b.status); });
    return names;
}

std::optional<LogFile> LogFiles::openRegular(const std::string& path, int& error_number) const
{
    // Not blocking: the path may be a pipe.
    LogFile opened{.path = path,
                   .file = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)),
                   .read_at = read_at_};
    if (!opened.file || !opened.refresh()) {
        error_number = errno;
        return std::nullopt;
    }
    if (!S_ISREG(opened.status.st_mode)) {
        error_number = S_ISDIR(opened.status.st_mode) ? EISDIR : ESPIPE;
        return std::nullopt;
    }
    return opened;
}

} // namespace livewall::feed
