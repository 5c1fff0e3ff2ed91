// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/storelock.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace livewall::store {

namespace {

/// The number of the process that has the lock, as it wrote it; empty where it has not yet.
std::string holder(int file)
{
    char text[32] = {};
    const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
    return std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0);
}

} // namespace

std::unique_ptr<StoreLock> StoreLock::take(const std::string& path, Trouble& trouble)
{
    using What = Trouble::What;
    const std::string name = path + "-lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) {
        trouble = errno == ENOENT ? Trouble{What::NoFolder, path}
                                  : Trouble{What::CannotWrite, name, std::strerror(errno)};
        return nullptr;
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        trouble = errno == EWOULDBLOCK ? Trouble{What::InUse, path, holder(file)}
                                       : Trouble{What::CannotLock, name, std::strerror(errno)};
        ::close(file);
        return nullptr;
    }
    // For the message alone: a full disk must not keep the wall from starting.
    const std::string number = std::to_string(::getpid());
    if (::ftruncate(file, 0) != 0 ||
        ::pwrite(file, number.data(), number.size(), 0) != static_cast<ssize_t>(number.size()))
        errno = 0;
    return std::unique_ptr<StoreLock>(new StoreLock(file));
}

StoreLock::~StoreLock()
{
    ::close(file_);
}

} // namespace livewall::store
