// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/fileerror.h"

#include <cerrno>
#include <system_error>

namespace livewall::feed {

std::string fileError(const std::string& path, int error_number)
{
    switch (error_number) {
    case ENOENT:
        return path + ": no such file; check the path";
    case ENOTDIR:
        return path + ": a part of the path is no directory; check the path";
    case EACCES:
    case EPERM:
        return path + ": permission denied; let this user read it";
    case EISDIR:
        return path + ": is a directory; give a file in it";
    default:
        return path + ": cannot be read (" + std::generic_category().message(error_number) + ")";
    }
}

} // namespace livewall::feed
