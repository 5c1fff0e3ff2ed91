// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/fileerror.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace livewall::feed {

namespace {

constexpr std::string_view kNoFile = "no such file: ";
constexpr std::string_view kNoFolder = "no such folder on the way to: ";
constexpr std::string_view kForbidden = "permission denied, let this user read: ";

} // namespace

std::string fileError(const std::string& path, int error_number)
{
    switch (error_number) {
    case ENOENT:
        return std::string(kNoFile) + path;
    case ENOTDIR:
        return std::string(kNoFolder) + path;
    case EACCES:
    case EPERM:
        return std::string(kForbidden) + path;
    case EISDIR:
        return "is a directory, give a file in it: " + path;
    default:
        return "cannot be read (" + std::generic_category().message(error_number) + "): " + path;
    }
}

bool isMissingFile(std::string_view error)
{
    constexpr std::array kWords = {kNoFile, kNoFolder, kForbidden};
    return std::ranges::any_of(
        kWords, [error](std::string_view words) { return error.find(words) != error.npos; });
}

} // namespace livewall::feed
