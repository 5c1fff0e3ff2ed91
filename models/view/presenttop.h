// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// The three tables in words: hour, excluding, day. Where a feed is dead, or was not listened to
/// throughout a table's window, its total is a lower bound and says so.
std::array<TopTableView, 3> presentTop(const engine::Snapshot& snapshot, const BusinessTime& time);

} // namespace livewall::view
