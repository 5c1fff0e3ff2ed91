// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/places.h"

namespace livewall::engine {

/// Its degrees may be none, which equal nothing.
inline bool isSamePlace(const stats::Place& one, const stats::Place& other)
{
    return one.country == other.country && one.count == other.count &&
           one.hasLocation() == other.hasLocation() &&
           (!one.hasLocation() ||
            (one.latitude == other.latitude && one.longitude == other.longitude));
}

} // namespace livewall::engine
