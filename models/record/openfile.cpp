// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/record/openfile.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace livewall::record {

namespace {

std::string line(const std::string& path, const char* what, int error_number)
{
    if (error_number == ENOSPC || error_number == EDQUOT)
        return path + ": the disk is full; free some space";
    return path + ": cannot be " + what + " (" + std::generic_category().message(error_number) +
           ")";
}

} // namespace

bool OpenFile::open(const std::string& path, For what, std::string& error)
{
    close();
    path_ = path;
    constexpr mode_t kMode = 0644;
    fd_ = ::open(path.c_str(), (what == For::Writing ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC,
                 kMode);
    return isOpen() || fail("opened", error);
}

void OpenFile::close()
{
    if (isOpen())
        ::close(std::exchange(fd_, -1));
}

bool OpenFile::size(std::uint64_t& bytes, std::string& error) const
{
    struct stat status = {};
    if (::fstat(fd_, &status) != 0)
        return fail("read", error);
    bytes = static_cast<std::uint64_t>(status.st_size);
    return true;
}

bool OpenFile::read(std::uint64_t offset, std::uint64_t bytes, std::string& content,
                    std::string& error) const
{
    content.resize(bytes);
    std::uint64_t done = 0;
    while (done < bytes) {
        const ssize_t size =
            ::pread(fd_, content.data() + done, bytes - done, static_cast<off_t>(offset + done));
        if (size < 0 && errno != EINTR)
            return fail("read", error);
        if (size == 0) {
            error = path_ + ": is shorter than its index says";
            return false;
        }
        if (size > 0)
            done += static_cast<std::uint64_t>(size);
    }
    return true;
}

bool OpenFile::write(std::uint64_t offset, std::string_view content, std::string& error)
{
    while (!content.empty()) {
        const ssize_t size =
            ::pwrite(fd_, content.data(), content.size(), static_cast<off_t>(offset));
        if (size < 0 && errno != EINTR)
            return fail("written", error);
        if (size > 0) {
            offset += static_cast<std::uint64_t>(size);
            content.remove_prefix(static_cast<std::size_t>(size));
        }
    }
    return true;
}

bool OpenFile::truncate(std::uint64_t bytes, std::string& error)
{
    return ::ftruncate(fd_, static_cast<off_t>(bytes)) == 0 || fail("cut", error);
}

bool OpenFile::sync(std::string& error)
{
    return ::fdatasync(fd_) == 0 || fail("written to the disk", error);
}

bool OpenFile::lock()
{
    return ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
}

bool OpenFile::fail(const char* what, std::string& error) const
{
    error = line(path_, what, errno);
    return false;
}

bool syncFolder(const std::string& folder, std::string& error)
{
    OpenFile file;
    return file.open(folder, OpenFile::For::Reading, error) && file.sync(error);
}

bool readAll(const std::string& path, std::string& content, std::string& error)
{
    OpenFile file;
    std::uint64_t bytes = 0;
    return file.open(path, OpenFile::For::Reading, error) && file.size(bytes, error) &&
           file.read(0, bytes, content, error);
}

bool writeWhole(const std::string& path, std::string_view content, std::string& error)
{
    const std::string unfinished = path + ".part";
    OpenFile file;
    if (!file.open(unfinished, OpenFile::For::Writing, error) || !file.truncate(0, error) ||
        !file.write(0, content, error) || !file.sync(error))
        return false;
    if (::rename(unfinished.c_str(), path.c_str()) != 0) {
        error = line(path, "written", errno);
        return false;
    }
    return syncFolder(std::filesystem::path(path).parent_path().string(), error);
}

} // namespace livewall::record
