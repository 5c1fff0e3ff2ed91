// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/config/config.h"
#include "models/config/reader.h"

#include <vector>

namespace livewall::config {

/// Reads every [[dark]].
void readDarkTables(Reader& reader, const toml::node& node, std::vector<DarkHours>& target);

/// Its keys, in the order of the documentation.
std::vector<Key> darkKeys();

} // namespace livewall::config
