// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// The three tables in words: hour, excluding, day. Where a feed is dead, or was not listened to
/// throughout a table's window, its total is a lower bound and says so.
std::array<TopTableView, 3> presentTop(const engine::Snapshot& snapshot, const BusinessTime& time);

/// What stands where a T is too long ago for its stores; the week has it still.
QString notKeptNote(std::int64_t oldest_ms, std::int64_t at_ms, const BusinessTime& time);

/// A store's name; "EID 1234" where none is known.
QString merchantText(const std::string& name, const QString& eid);

} // namespace livewall::view
