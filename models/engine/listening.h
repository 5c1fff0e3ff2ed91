// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/coverage.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace livewall::engine {

/// Keeps when one feed was listened to. Times come in with each call; one thread's.
///
/// A live feed's coverage is in the wall's time, whatever T follows: that nothing was sold for an
/// hour is known though no purchase says so, and by TimeRule::Newest, too. It begins when the feed
/// is first up, or with the first purchase that it ever gave where that is older: a followed log
/// starts with what was in it. While the feed is up it goes on to now; of a feed that cannot resume
/// to the last proof that it lives, for a link may be dead long before that shows; and while the
/// feed catches up to its newest purchase. It never goes back. Lost, it ends where it stood. Up
/// again it goes on from there if the feed resumed, for what was missed is sent then; else a hole
/// is left.
///
/// Whether a feed that comes up has much to catch up with shows with its first purchases: until
/// they come, or kArriving_ms have passed, nothing is claimed.
///
/// A clock that is not credible records nothing: one before 2000, as of a machine that has lost the
/// time of day, or more than kFuture_ms behind the feed's newest purchase. Where a credible one is
/// more than kFuture_ms behind what is covered, it was far ahead before: what lies after it goes.
///
/// A recording's coverage is in event time: from its oldest to just after its newest purchase.
class Listening
{
public:
    static constexpr std::int64_t kFuture_ms = 5 * 60'000;
    static constexpr std::int64_t kArriving_ms = 2'000;

    /// No event is older: 2000-01-01.
    static constexpr std::int64_t kOldest_ms = 946'684'800'000;

    /// Behind its newest, so much is kept in memory: five weeks and a day for the zones.
    static constexpr std::int64_t kKept_ms = 36 * std::int64_t{86'400'000};

    /// And at most so many intervals, of a link that comes and goes.
    static constexpr std::size_t kMaxIntervals = 100'000;

    /// Goes on where another left off; `has_given`: the feed has given purchases before.
    void restore(stats::Coverage coverage, bool has_given);

    /// The feed is up; `resumes`: it goes on after what it has given, and will send what was
    /// missed.
    void noteUp(std::int64_t now_ms, bool resumes);
    void noteLost() { up_ms_.reset(); }

    /// What the feed is to go on with is gone from its server: what was missed is not sent, and the
    /// next interval begins with its next purchase, or now.
    void noteGap();

    /// The feed has given a purchase of this time.
    void noteGiven(std::int64_t time_ms);

    /// Time goes on. `proven_ms`: until when nothing can have been missed, at most now;
    /// `newest_ms`: of the feed's purchases.
    void advance(std::int64_t now_ms, std::int64_t proven_ms, std::optional<std::int64_t> newest_ms,
                 bool is_catching_up);

    /// All of [from, to) was listened to.
    void cover(std::int64_t from_ms, std::int64_t to_ms);

    const stats::Coverage& coverage() const { return coverage_; }

    /// What was added since the call before; where nothing was, nothing.
    bool hasNew() const { return !new_.isEmpty() || cut_ms_; }
    std::vector<stats::Interval> takeNew();

    /// Since when, if at all, what was added before has turned out not to be covered.
    std::optional<std::int64_t> takeCut() { return std::exchange(cut_ms_, std::nullopt); }

private:
    void cutAt(std::int64_t time_ms);

    stats::Coverage coverage_;
    stats::Coverage new_;
    std::optional<std::int64_t> cut_ms_;
    bool has_given_ = false;
    std::optional<std::int64_t> up_ms_;    ///< since when it is up
    bool is_heard_ = false;                ///< it has given something since
    std::optional<std::int64_t> head_ms_;  ///< where the present interval goes on
    std::optional<std::int64_t> first_ms_; ///< of its very first purchase, until that is entered
};

} // namespace livewall::engine
