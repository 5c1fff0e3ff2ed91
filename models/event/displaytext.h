// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace livewall::event {

/// Appends `utf8`, which is valid UTF-8, to `out` without its control characters (Unicode Cc), cut
/// after `max_code_points` of what is left.
void appendDisplayText(std::string_view utf8, std::size_t max_code_points, std::string& out);

/// Appends `utf8`, which is valid UTF-8, to `out` in quotation marks, for a log: cut after
/// `max_code_points`, which dots show, with \", \\ and \u000a for what would not stand as itself
/// (quotation marks, backslashes, control characters, line ends and changes of direction).
void appendQuoted(std::string_view utf8, std::size_t max_code_points, std::string& out);

} // namespace livewall::event
