// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// How long a feed may reconnect before it counts as dead, and may be silent before it is called
/// quiet.
inline constexpr std::int64_t kDeadAfter_ms = 10'000;
inline constexpr std::int64_t kQuietAfter_ms = 60'000;

/// T is the wall's own clock, not a recording's.
bool isWallTime(engine::Mode mode);

/// The feed gives nothing and will not by itself, or has not been reached for kDeadAfter_ms. Where
/// time is the wall's own, a source that has ended is dead; in a recording it has done its work.
bool isDead(const engine::FeedSnapshot& feed, const engine::Snapshot& snapshot);

qsizetype countDead(const engine::Snapshot& snapshot);

/// A feed's name may be a long address: cut, so that what follows it in a banner stays.
QString shortName(const engine::FeedSnapshot& feed);

Condition presentCondition(const engine::Snapshot& snapshot);

/// What a page says before the first purchase.
QString presentWaiting(const engine::Snapshot& snapshot);

/// Severest first.
std::vector<Banner> presentBanners(const engine::Snapshot& snapshot, const BusinessTime& time);

std::vector<FeedView> presentFeeds(const engine::Snapshot& snapshot, const BusinessTime& time);

/// What was not simply counted, the most telling first; nothing that is zero.
std::vector<LedgerItem> presentLedger(const engine::Snapshot& snapshot, const BusinessTime& time);

/// "REPLAY", "PAST", "DEMO" or nothing.
QString presentMode(engine::Mode mode);

} // namespace livewall::view
