// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace livewall::event {

/// The elements of a JSON array as they stand in `line`, which is valid JSON. Nothing where it is
/// no array.
std::vector<std::string_view> elementsOf(std::string_view line);

} // namespace livewall::event
