// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::feed {

/// No certificate, key or secret is larger; a bundle of all the world's authorities is not.
inline constexpr std::size_t kMaxAccessFileBytes = 4 * 1024 * 1024;

/// A file of Access, whole. Nothing where it cannot be read or is larger than the most, and in
/// `error` one line that says why.
std::optional<std::string> readAccessFile(const std::string& path, std::string& error);

/// Whether there is a control character in it, which no user's name and no secret has.
bool hasControl(std::string_view text);

/// The first line of a secret_file, without blanks around it: never empty, and without control
/// characters. Nothing where there is none, and in `error` one line that says why, and nothing of
/// what the file holds.
std::optional<std::string> readSecret(const std::string& path, std::string& error);

} // namespace livewall::feed
