// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/clocksteps.h"

#include "models/engine/listening.h"

#include <cstdlib>
#include <utility>

namespace livewall::engine {

std::int64_t ClockSteps::note(std::int64_t now_ms, std::int64_t elapsed_ms)
{
    const std::int64_t ahead_ms = now_ms - elapsed_ms;
    const std::int64_t by_ms = ahead_ms - std::exchange(ahead_ms_, ahead_ms).value_or(ahead_ms);
    if (std::abs(by_ms) < kLeast_ms)
        return 0;
    const auto before = told(now_ms - by_ms);
    set_ = ClockSet{.at_ms = now_ms, .by_ms = by_ms + (before ? before->by_ms : 0)};
    if (std::abs(set_->by_ms) < kLeast_ms || now_ms - by_ms < Listening::kOldest_ms)
        set_.reset();
    return by_ms;
}

std::optional<ClockSet> ClockSteps::told(std::int64_t now_ms) const
{
    return set_ && now_ms - set_->at_ms < kTell_ms ? set_ : std::nullopt;
}

} // namespace livewall::engine
