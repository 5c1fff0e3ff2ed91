// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/deploys.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

#include <QString>

#include <string>
#include <vector>

namespace livewall::view {

/// The week as it is plotted: count / hours for each whole slot, and T's own slot as count / time
/// elapsed, from the last whole slot's point.
///
/// A slot that the clock skipped ends one line and begins the next. A week before without one
/// purchase is left out: it is more likely older than the data than an empty week, and a line of
/// zeros would claim the latter.
///
/// T's own slot is projected once a minute of it has passed, and it holds 30 purchases or a quarter
/// of an hour has passed: before that one purchase more or less would throw the line across the
/// plot. Until then `partial` is nothing and `partial_count` stands alone.
/// But for the deploys.
WeekView presentWeek(const engine::Snapshot& snapshot);

/// In the screen's language.
QString holidayName(const std::string& name);

/// "checkout 2.4.1", or "deploy" where nothing more is known.
QString deployLabel(const stats::DeployMark& deploy);

/// Of the snapshot's week, by time.
std::vector<WeekDeploy> presentDeploys(const engine::Snapshot& snapshot, const BusinessTime& time);

} // namespace livewall::view
