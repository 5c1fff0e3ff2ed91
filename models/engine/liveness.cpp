// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/liveness.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace livewall::engine {

void Liveness::setLink(feed::LinkState link, std::int64_t now_ms)
{
    if (link.link == feed::Link::Up) {
        if (!up_ms_)
            clock_.clear(); // it may be another server
        up_ms_ = up_ms_.value_or(now_ms);
        lost_ms_.reset();
        noteAlive(now_ms);
    } else {
        up_ms_.reset();
        lost_ms_ = lost_ms_.value_or(now_ms);
    }
    judged_ms_.reset();
    link_ = std::move(link);
}

void Liveness::notePace(std::int64_t newest_ms, std::int64_t now_ms)
{
    if (now_ms - newest_ms <= kHappening_ms) {
        is_behind_ = false;
    } else if (!judged_ms_ || std::abs(now_ms - *judged_ms_) >= kArriving_ms) {
        const std::int64_t passed_ms = now_ms - judged_ms_.value_or(now_ms);
        is_behind_ = !judged_ms_ || 2 * (newest_ms - judged_newest_ms_) > 3 * passed_ms;
        judged_ms_ = now_ms;
        judged_newest_ms_ = newest_ms;
    }
}

void Liveness::noteHeartbeat(std::int64_t server_ms, std::int64_t arrived_ms, std::int64_t now_ms)
{
    const bool has_settled = up_ms_ && now_ms - *up_ms_ >= kSettling_ms;
    if (has_settled && !is_recorded_ && !isCatchingUp(now_ms))
        clock_.note(server_ms, arrived_ms);
}

void Liveness::noteClockSet(std::int64_t by_ms)
{
    for (auto* time_ms : {&last_arrival_ms_, &last_alive_ms_, &lost_ms_, &up_ms_, &judged_ms_}) {
        if (*time_ms)
            **time_ms += by_ms;
    }
    clock_.clear();
}

bool Liveness::isCatchingUp(std::int64_t now_ms) const
{
    return is_behind_ && isUp() && last_arrival_ms_ && now_ms - *last_arrival_ms_ < kArriving_ms;
}

bool Liveness::isSilent(std::int64_t now_ms) const
{
    return !is_recorded_ && isUp() && now_ms - last_alive_ms_.value_or(now_ms) > kSilent_ms;
}

std::int64_t Liveness::proven_ms(std::int64_t now_ms, bool resumes) const
{
    return isUp() && !resumes ? std::min(now_ms, last_alive_ms_.value_or(now_ms)) : now_ms;
}

} // namespace livewall::engine
