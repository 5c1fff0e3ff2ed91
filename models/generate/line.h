// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/generate/sale.h"

#include <cstdint>
#include <string>

namespace livewall::generate {

/// Appends the sale as one line of NDJSON with its end. What only the id decides (how a purchase
/// was not accepted) is the same each time: a sale's lines are the same bytes.
void appendLine(const Sale& sale, std::string& out);

/// Appends a heartbeat line.
void appendHeartbeat(std::int64_t time_ms, std::string& out);

} // namespace livewall::generate
