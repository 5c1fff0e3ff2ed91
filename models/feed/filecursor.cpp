// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/filecursor.h"

#include <charconv>
#include <filesystem>
#include <format>

#include <xxhash.h>

namespace livewall::feed {

namespace {

constexpr std::string_view kVersion = "file1 ";

/// Takes a number and the one blank after it, if there is more, off the front of `text`.
bool takeNumber(std::string_view& text, int base, std::uint64_t& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc())
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty())
        return true;
    if (text.front() != ' ' || text.size() == 1)
        return false;
    text.remove_prefix(1);
    return true;
}

std::string nameOf(std::string_view path)
{
    return std::filesystem::path(path).filename().string();
}

} // namespace

Fingerprint Fingerprint::of(std::string_view head)
{
    head = head.substr(0, kMaxBytes);
    return {head.size(), XXH3_64bits(head.data(), head.size())};
}

std::string FileCursor::toString() const
{
    return std::format("{}{} {} {} {} {:x}", kVersion, device, inode, offset, head.bytes,
                       head.hash);
}

std::optional<FileCursor> FileCursor::fromString(std::string_view text)
{
    if (!text.starts_with(kVersion))
        return std::nullopt;
    text.remove_prefix(kVersion.size());
    FileCursor cursor;
    constexpr int kDecimal = 10;
    constexpr int kHexadecimal = 16;
    const bool is_whole = takeNumber(text, kDecimal, cursor.device) &&
                          takeNumber(text, kDecimal, cursor.inode) &&
                          takeNumber(text, kDecimal, cursor.offset) &&
                          takeNumber(text, kDecimal, cursor.head.bytes) &&
                          takeNumber(text, kHexadecimal, cursor.head.hash) && text.empty();
    if (!is_whole || cursor.head.bytes > Fingerprint::kMaxBytes ||
        cursor.head.bytes > cursor.offset)
        return std::nullopt;
    return cursor;
}

std::string goneAfter(std::uint64_t offset, std::string_view path, std::string_view why)
{
    return std::format("what came after byte {} of {} ({})", offset, nameOf(path), why);
}

std::string goneEnd(std::uint64_t end, std::uint64_t offset, std::string_view path)
{
    return std::format("bytes {} to {} of {}, which it had", end + 1, offset, nameOf(path));
}

std::string goneElsewhere(std::string_view path)
{
    return std::format("what came after a position that is none in {}", nameOf(path));
}

} // namespace livewall::feed
