// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/accessfile.h"

#include "models/feed/fileerror.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>

namespace livewall::feed {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

} // namespace

bool hasControl(std::string_view text)
{
    return std::ranges::any_of(
        text, [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; });
}

std::optional<std::string> readAccessFile(const std::string& path, std::string& error)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                               &std::fclose);
    if (!file) {
        error = fileError(path, errno);
        return std::nullopt;
    }
    std::string bytes(kMaxAccessFileBytes + 1, '\0');
    errno = 0;
    const std::size_t size = std::fread(bytes.data(), 1, bytes.size(), file.get());
    if (std::ferror(file.get()) != 0) {
        error = fileError(path, errno);
        return std::nullopt;
    }
    if (size > kMaxAccessFileBytes) {
        error = "is larger than 4 MiB, hardly the right file: " + path;
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

std::optional<std::string> readSecret(const std::string& path, std::string& error)
{
    const std::optional<std::string> bytes = readAccessFile(path, error);
    if (!bytes)
        return std::nullopt;
    const std::string_view secret = trimmed(std::string_view(*bytes).substr(0, bytes->find('\n')));
    if (secret.empty())
        error = "the first line, to be the secret, is empty: " + path;
    else if (hasControl(secret))
        error = "the first line holds what no secret does, hardly a text file: " + path;
    else
        return std::string(secret);
    return std::nullopt;
}

} // namespace livewall::feed
