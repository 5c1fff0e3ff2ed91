// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/purchase.h"
#include "models/stats/board.h"

#include <string_view>

namespace livewall::engine {

/// Enters a purchase that counts (stats::Intake::take) in the figures: its delta and, where it was
/// accepted, its store's name and its place.
void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant,
           std::string_view city);

/// The same where no map is drawn: without its place.
void count(stats::Board& board, const event::Purchase& purchase, std::string_view merchant);

} // namespace livewall::engine
