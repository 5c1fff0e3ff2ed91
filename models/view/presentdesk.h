// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// The operations desk in words.
DeskView presentDesk(const engine::Snapshot& snapshot, const BusinessTime& time);

} // namespace livewall::view
