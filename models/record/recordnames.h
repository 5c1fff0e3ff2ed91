// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::record {

inline constexpr std::string_view kDataEnding = ".ndjson.zst";
inline constexpr std::string_view kIndexEnding = ".index";   ///< behind the data file's name
inline constexpr std::string_view kDigestEnding = ".sha256"; ///< likewise

/// The feed's name as part of a file's: letters, digits, '.', '_' and '-' stay, all else is '_';
/// at most 100 bytes, never hidden.
std::string safeName(std::string_view feed);

/// Hours since 1970, UTC.
std::int64_t hourOf(std::int64_t time_ms);

/// "FEED-2011-03-10T16.ndjson.zst"
std::string fileName(std::string_view safe_name, std::int64_t hour);

/// A recording's data file, as its name tells.
struct RecordName
{
    std::string path;
    std::string feed; ///< its safe name
    std::int64_t hour = 0;

    std::string index() const { return path + std::string(kIndexEnding); }
    std::string digest() const { return path + std::string(kDigestEnding); }

    /// Nothing for any other name.
    static std::optional<RecordName> parse(const std::string& path);
};

/// The data files of a folder, of one feed or (empty) of all, by feed and hour. A folder that
/// cannot be read has none, and `error` says why.
std::vector<RecordName> recordsIn(const std::string& folder, std::string_view safe_name,
                                  std::string& error);

} // namespace livewall::record
