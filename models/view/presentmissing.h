// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// The totals of a window are lower bounds: some of several feeds are dead, or a feed was not
/// listened to throughout it. `window`: &Missing::in_hour or &Missing::in_day.
bool isBound(const engine::Snapshot& snapshot, bool engine::Missing::*window);

/// "Without kafka-eu 13:02 to 13:10": what is over, and still missing in the last day, where that
/// is a minute or more in all. Not where a gap of the feed is told, which says it better.
std::optional<QString> wasWithout(const engine::Snapshot& snapshot, const BusinessTime& time);

/// A gap is told for a day.
bool isGapTold(const engine::FeedSnapshot& feed, const engine::Snapshot& snapshot);

/// What is missing and no fault, or too short for a banner: "counted since 14:05", "missed 3 s".
std::vector<LedgerItem> presentMissed(const engine::Snapshot& snapshot, const BusinessTime& time);

} // namespace livewall::view
