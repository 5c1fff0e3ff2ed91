// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/listening.h"
#include "models/engine/liveness.h"
#include "models/engine/rejecting.h"
#include "models/engine/snapshot.h"
#include "models/feed/source.h"
#include "models/stats/coverage.h"
#include "models/stats/intake.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace livewall::engine {

struct LiveFeed
{
    std::string name;
    bool is_recorded = false; ///< a file or the standard input: it has an end
    bool resumes = true;      ///< it can go on where a cursor says
};

/// What a live tally knows of one feed: what its purchases go through before they count, where it
/// stands, when it was listened to and whether it lives. What counts is the tally's to say. Times
/// are ms since 1970 by the wall's clock, which comes in with each call. One thread's; nothing here
/// fails.
class FeedTally
{
public:
    explicit FeedTally(LiveFeed description)
        : description_(std::move(description)), liveness_(description_.is_recorded)
    {
    }

    const LiveFeed& description() const { return description_; }
    stats::Intake& intake() { return intake_; }
    const stats::Intake& intake() const { return intake_; }
    Listening& listening() { return listening_; }
    const Listening& listening() const { return listening_; }
    const Liveness& liveness() const { return liveness_; }

    /// Where it left off; empty: from the beginning.
    const std::string& cursor() const { return cursor_; }

    /// Goes on where another left off.
    void restore(std::string cursor, const stats::Intake::State& intake, stats::Coverage coverage);

    /// Enters what a batch holds besides what is counted. Before its purchases.
    void enter(const feed::Batch& batch, std::int64_t now_ms);

    /// All of the batch is counted or waits.
    void finish(const feed::Batch& batch, std::int64_t now_ms);

    void setState(feed::LinkState state, std::int64_t now_ms);
    void noteAlive(std::int64_t now_ms) { liveness_.noteAlive(now_ms); }
    void noteClockSet(std::int64_t by_ms);

    /// Time goes on: so does what was listened to.
    void advance(std::int64_t now_ms);

    bool isCatchingUp(std::int64_t now_ms) const { return liveness_.isCatchingUp(now_ms); }

    /// A recording of which all is known.
    bool hasEnded() const
    {
        return description_.is_recorded && liveness_.link().link == feed::Link::Ended;
    }

    /// It has failed, or has not been up for so long that it is called dead, and not merely made
    /// anew. A recording that has ended has done its work.
    bool isDead(std::int64_t now_ms) const
    {
        const auto lost_ms = liveness_.lost_ms();
        return liveness_.link().link == feed::Link::Failed ||
               (!description_.is_recorded && lost_ms && now_ms - *lost_ms >= Missing::kOnItsWay_ms);
    }

    /// Its last batch would have made too many wait.
    bool isRefused() const { return is_refused_; }
    void setRefused(bool is_refused) { is_refused_ = is_refused; }

    /// But for what the tally alone can tell: what is missing at T, silence, and whether clocks are
    /// compared.
    FeedSnapshot snapshot(std::int64_t now_ms) const;

    /// When it was listened to, for comparisons. While it is up it has yet to prove the last
    /// moments; after a recording's newest purchase nothing is missing.
    Listened listened(std::int64_t now_ms) const;

    /// What is missing of it at T's second.
    Missing missingAt(std::int64_t second, std::int64_t now_ms) const;

private:
    void noteGiven(const feed::Batch& batch);
    std::int64_t proven_ms(std::int64_t now_ms) const;

    LiveFeed description_;
    stats::Intake intake_;
    Listening listening_;
    Liveness liveness_;
    LastRejections rejections_;
    std::string cursor_;
    std::string gap_; ///< what its server no longer had, the last time
    std::optional<std::int64_t> gap_ms_;
    bool is_refused_ = false;
};

/// The last proof of life of any live feed, where all of them may be silent; else nothing. All of a
/// recording that has ended is known; one that has not says that something comes.
std::optional<std::int64_t> silentSince_ms(std::span<const FeedTally> feeds, std::int64_t now_ms);

/// When the live feeds among these were listened to; as long as they stand where they are.
std::vector<const stats::Coverage*> liveCoverages(std::span<const FeedTally> feeds);

/// When what is counted was listened to: each live feed, or where there are none each recording.
std::vector<Listened> listenedTo(std::span<const FeedTally> feeds, std::int64_t now_ms);

} // namespace livewall::engine
