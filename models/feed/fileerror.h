// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace livewall::feed {

/// "PATH: no such file; check the path": one line for a person out of an errno.
std::string fileError(const std::string& path, int error_number);

} // namespace livewall::feed
