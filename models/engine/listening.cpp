// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/listening.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace livewall::engine {

void Listening::restore(stats::Coverage coverage, bool has_given)
{
    coverage_ = std::move(coverage);
    has_given_ = has_given;
    if (!coverage_.isEmpty())
        head_ms_ = coverage_.intervals().back().to_ms;
}

void Listening::noteUp(std::int64_t now_ms, bool resumes)
{
    if (up_ms_)
        return;
    up_ms_ = now_ms;
    is_heard_ = false;
    if (!resumes) {
        head_ms_.reset();
        first_ms_.reset();
    }
}

void Listening::noteGap()
{
    // The next one is the first of an interval, which begins by when the clock is next credible.
    head_ms_.reset();
    first_ms_.reset();
    has_given_ = false;
}

void Listening::noteGiven(std::int64_t time_ms)
{
    is_heard_ = true;
    if (!std::exchange(has_given_, true))
        first_ms_ = time_ms;
}

void Listening::advance(std::int64_t now_ms, std::int64_t proven_ms,
                        std::optional<std::int64_t> newest_ms, bool is_catching_up)
{
    if (!up_ms_ || now_ms < kOldest_ms || now_ms < newest_ms.value_or(now_ms) - kFuture_ms)
        return;
    if (!coverage_.isEmpty() && coverage_.intervals().back().to_ms > now_ms + kFuture_ms)
        cutAt(now_ms);
    if (!head_ms_)
        head_ms_ = now_ms;
    if (first_ms_)
        head_ms_ = std::min(*head_ms_, *std::exchange(first_ms_, std::nullopt));
    if (!is_heard_ && std::abs(now_ms - *up_ms_) < kArriving_ms)
        return;
    const std::int64_t to_ms = is_catching_up ? newest_ms.value_or(proven_ms) : proven_ms;
    if (to_ms <= *head_ms_)
        return;
    cover(*head_ms_, to_ms);
    head_ms_ = to_ms;
}

void Listening::cutAt(std::int64_t time_ms)
{
    coverage_.forgetAfter(time_ms);
    new_.forgetAfter(time_ms);
    cut_ms_ = std::min(time_ms, cut_ms_.value_or(time_ms));
    if (head_ms_)
        head_ms_ = std::min(*head_ms_, time_ms);
}

void Listening::cover(std::int64_t from_ms, std::int64_t to_ms)
{
    if (coverage_.covers(from_ms, to_ms))
        return;
    coverage_.add(from_ms, to_ms);
    new_.add(from_ms, to_ms);
    coverage_.forgetBefore(coverage_.intervals().back().to_ms - kKept_ms);
    for (stats::Coverage* each : {&coverage_, &new_}) {
        if (each->intervals().size() > kMaxIntervals)
            each->forgetBefore(each->intervals().front().to_ms);
    }
}

std::vector<stats::Interval> Listening::takeNew()
{
    return std::exchange(new_, {}).intervals();
}

} // namespace livewall::engine
