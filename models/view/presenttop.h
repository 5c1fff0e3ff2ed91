// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "models/engine/snapshot.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// The three tables in words: hour, excluding, day. Where `condition` is Partial the totals are
/// lower bounds and say so.
std::array<TopTableView, 3> presentTop(const engine::Snapshot& snapshot, Condition condition);

} // namespace livewall::view
