// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace livewall::house {

/// What is wrong with the includes of one source file (DESIGN 1), one line each; empty where
/// nothing is. `path` is the file's from the project's root, "models/stats/windows.cpp".
std::vector<std::string> violations(std::string_view path, std::string_view source);

/// The C++ files of app, models and widgets below `root`, as paths from there.
std::vector<std::filesystem::path> sourceFiles(const std::filesystem::path& root);

} // namespace livewall::house
