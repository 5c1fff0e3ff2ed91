// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/view/format.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// "Is this dip real?" in words: of the snapshot's verdict, or of another of its instant.
VerdictView presentVerdict(const engine::Snapshot& snapshot, const engine::Verdict& verdict,
                           const BusinessTime& time);

} // namespace livewall::view
