// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/stats/zone.h"

#include <string>

namespace livewall::app {

/// The report's JSON object (DESIGN, livewallctl report), on one line without its end.
std::string reportJson(const engine::Snapshot& snapshot, const stats::Zone& zone);

} // namespace livewall::app
