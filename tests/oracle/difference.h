// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/figures.h"
#include "models/stats/ledger.h"

#include <string>

namespace livewall::oracle {

/// One line for each figure that differs, "week.1.counts[146]: expected 2, got null"; "" where
/// none does.
std::string difference(const stats::Figures& expected, const stats::Figures& got);
std::string difference(const stats::Ledger& expected, const stats::Ledger& got);

} // namespace livewall::oracle
