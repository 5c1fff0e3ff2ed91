// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace livewall::feed {

/// "no such file: PATH": one line for a person out of an errno. The path stands last: where the
/// line is cut off, what is wrong is still there.
std::string fileError(const std::string& path, int error_number);

/// Whether an error has the words of fileError() for a file that is not there, or may not be read,
/// as of now: somebody else may still put it there.
bool isMissingFile(std::string_view error);

} // namespace livewall::feed
