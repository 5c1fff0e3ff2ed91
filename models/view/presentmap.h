// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/stats/places.h"
#include "models/view/wallview.h"

namespace livewall::view {

/// The rate, the newest purchases of the last hour one by one, and where those of the last day
/// were made. What says neither a location nor a country has no place on a map and is left out;
/// the rate counts it.
MapView presentMap(const engine::Snapshot& snapshot);

/// One accepted purchase: also what a frame's pulses are made of.
MapPoint presentSighting(const stats::Sighting& sighting);

} // namespace livewall::view
