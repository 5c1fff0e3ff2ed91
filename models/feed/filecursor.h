// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace livewall::feed {

/// The XXH3-64 of the first bytes of a file: tells it from another of the same name.
struct Fingerprint
{
    static constexpr std::uint64_t kMaxBytes = 1024;

    std::uint64_t bytes = 0; ///< how many were hashed
    std::uint64_t hash = 0;

    /// Over `head`, cut at kMaxBytes.
    static Fingerprint of(std::string_view head);

    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// How far a file has been read: up to and including the last complete line, in bytes of its
/// (decompressed) content. The fingerprint covers no byte beyond the offset. Device and inode are
/// 0 where they are of no use.
/// Written as "file1 DEVICE INODE OFFSET BYTES HASH", decimal, the hash in hexadecimal.
struct FileCursor
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t offset = 0;
    Fingerprint head;

    std::string toString() const;

    /// Nothing for what toString() did not write.
    static std::optional<FileCursor> fromString(std::string_view text);

    friend bool operator==(const FileCursor&, const FileCursor&) = default;
};

/// Of the file at `path` all behind `offset` is no longer there, in the words of Batch::gap.
std::string goneAfter(std::uint64_t offset, std::string_view path, std::string_view why);

/// A file that was read to `offset` ends at `end` now.
std::string goneEnd(std::uint64_t end, std::uint64_t offset, std::string_view path);

/// A feed goes on with this file that left off elsewhere.
std::string goneElsewhere(std::string_view path);

} // namespace livewall::feed
