// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/comparable.h"

namespace livewall::engine {

bool Comparable::isKnown(stats::Minutes minutes) const
{
    return std::ranges::all_of(feeds_, [minutes](const Listened& feed) {
        return feed.missing_ms(minutes.from * 1000, minutes.to * 1000) <= kHole_ms;
    });
}

std::optional<stats::Minutes> Comparable::before(stats::Minutes minutes, int weeks) const
{
    const stats::Minutes then = stats::weeksBefore(zone_, minutes, weeks);
    if (then.to - then.from != minutes.to - minutes.from || !isKnown(then) || holiday(then))
        return std::nullopt;
    return then;
}

} // namespace livewall::engine
