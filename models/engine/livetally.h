// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/counting.h"
#include "models/engine/feedtally.h"
#include "models/engine/heldpurchases.h"
#include "models/engine/snapshot.h"
#include "models/feed/source.h"
#include "models/stats/board.h"
#include "models/stats/coverage.h"
#include "models/stats/intake.h"
#include "models/store/checkpoint.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livewall::store {
class Store;
}

namespace livewall::engine {

/// What T follows.
enum class TimeRule {
    Clock,  ///< the wall's clock, as a screen does
    Newest, ///< the newest purchase, as a report does
};

/// What a live wall knows, without its threads: several feeds' intakes over one board, and where T
/// stands. Time comes in with each call (ms since 1970, by the wall's clock), so it is tested
/// without waiting. Not thread-safe: the engine thread's alone.
///
/// By TimeRule::Clock T is the wall's clock. Only where every feed is recorded and their newest
/// purchase is further than an hour from the clock, T is that purchase: a replay that stands, not a
/// wall of zeros. What was recent when it was read stays live when the hour is over: T never goes
/// back. So a pipe that gives purchases as they happen is live, and one that gives old ones a
/// replay. Where the clock was far ahead and is set right, T waits for it up to a day; beyond that
/// counting starts anew at the clock, and what a store has of before comes back at the next start.
class LiveTally
{
public:
    /// Purchases further ahead of the clock wait until it gets there. Of recordings only, they wait
    /// once there was one that is not ahead, and at most until the recordings have ended.
    static constexpr std::int64_t kFuture_ms = Listening::kFuture_ms;
    /// At most so many wait, in all; then their feed does.
    static constexpr std::size_t kMaxHeld = HeldPurchases::kMax;
    /// Recorded purchases further from the clock are a replay.
    static constexpr std::int64_t kRecent_ms = 3'600'000;
    /// Older purchases give no pulse: they are catching up, not happening.
    static constexpr std::int64_t kPulse_ms = Liveness::kHappening_ms;
    /// A feed whose last purchase came in longer ago is not catching up, but quiet.
    static constexpr std::int64_t kArriving_ms = Liveness::kArriving_ms;
    /// T this much ahead of the clock says that the clock was set back.
    static constexpr std::int64_t kClockBehind_s = 5;
    /// T further ahead of the clock than this is given up.
    static constexpr std::int64_t kGiveUp_s = 86'400;

    LiveTally(stats::BoardOptions board, std::vector<LiveFeed> feeds, Mode mode,
              TimeRule rule = TimeRule::Clock);

    /// Before anything else: goes on where the store's last checkpoint left off, and gathers
    /// changes from now on. Figures are complete at once; what they are compared with by store and
    /// country, and identities, with the second call, which takes longer and must come before any
    /// purchase. Throws store::DatabaseError.
    void restore(store::Store& store, std::int64_t now_ms);
    void restorePast(store::Store& store);

    /// Where the feed left off; empty: from the beginning.
    const std::string& cursor(std::size_t feed) const { return feeds_[feed].cursor(); }

    /// Every feed that has given anything can take it up again where it left off.
    bool canResume() const;

    /// What has changed since the call before, with where all feeds stand.
    store::Checkpoint takeChanges();

    /// Its changes go to another store than those before: what waits is one of them again.
    void noteOtherStore();

    /// How much there is to take: cells and identities.
    std::size_t changes() const { return changes_ ? changes_->size() : 0; }

    /// When the feed was listened to (listening.h): of the last five weeks, which is what is shown.
    const stats::Coverage& coverage(std::size_t feed) const
    {
        return feeds_[feed].listening().coverage();
    }

    /// It was listened to before this tally began, and what it gave then is yet to be taken.
    void noteListened(std::size_t feed, const std::vector<stats::Interval>& intervals);

    /// There is coverage to take, too. It grows while nothing comes in.
    bool hasListened() const;

    /// What was counted before is missing in its windows: a clock that had been far ahead was set
    /// right. A tally restored anew has it.
    bool wantsHistory() const { return wants_history_; }

    /// Gathers changes no more: they cannot be saved.
    void giveUpChanges() { changes_.reset(); }

    /// Counts a batch whole, appending to `pulses` what is happening now; or nothing of it, and
    /// returns false, where too many would wait: it is to be offered again.
    bool take(std::size_t feed, const feed::Batch& batch, std::int64_t now_ms,
              std::vector<stats::Sighting>& pulses);

    void setState(std::size_t feed, feed::LinkState state, std::int64_t now_ms);
    void noteAlive(std::size_t feed, std::int64_t now_ms);

    /// The clock was set: ages go on as if it had always been so.
    void noteClockSet(std::int64_t by_ms);

    /// Moves T on and takes the purchases whose time has come.
    void advance(std::int64_t now_ms);

    /// The feed's intake, for the words about it.
    const stats::Intake& intake(std::size_t feed) const { return feeds_[feed].intake(); }

    Snapshot snapshot(std::int64_t now_ms);

private:
    store::Changes* gathered() { return changes_ ? &*changes_ : nullptr; }
    void enter(std::size_t feed, const feed::Batch& batch, std::int64_t now_ms);
    void count(std::size_t feed, const event::Purchase& purchase, std::string_view merchant,
               std::string_view city, stats::Dedupe::Verdict verdict);
    void countAll(std::size_t feed, const event::EventBatch& events, std::int64_t now_ms,
                  std::vector<stats::Sighting>& pulses);
    void countOneByOne(std::size_t feed, const event::EventBatch& events, std::int64_t now_ms,
                       std::vector<stats::Sighting>& pulses);
    void moveWithRecordings(std::int64_t now_ms);
    void addPulse(const event::Purchase& purchase, std::string_view merchant, std::string_view city,
                  std::int64_t now_ms, std::vector<stats::Sighting>& pulses) const;
    void gather(std::size_t feed, const event::Purchase& purchase, std::string_view merchant,
                stats::Dedupe::Verdict verdict);
    bool isAhead(const event::Purchase& purchase, std::int64_t now_ms) const;
    void countDue(std::int64_t until_ms);
    bool isReplay(std::int64_t now_ms) const;
    void judgeSilence(std::int64_t now_ms);
    std::optional<Verdict> doubt(std::int64_t now_ms) const;
    FeedSnapshot feedSnapshot(const FeedTally& feed, std::int64_t now_ms) const;
    std::optional<std::int64_t> newest_ms() const;
    std::int64_t at_ms(std::int64_t now_ms) const;

    stats::BoardOptions options_;
    stats::Board board_;
    std::vector<FeedTally> feeds_;
    Mode mode_;
    TimeRule rule_;
    bool all_recorded_;
    bool has_history_ = false;
    bool wants_history_ = false;
    std::optional<std::int64_t> restored_second_; ///< T's, until restorePast()
    bool is_beside_ledgers_ = false;              ///< since the last checkpoint
    HeldPurchases held_;
    Judged judged_; ///< of the last batch
    std::optional<Silence> silence_;
    std::int64_t silence_judged_s_ = 0;
    std::optional<store::Changes> changes_; ///< since the last checkpoint; nothing: not saved
};

} // namespace livewall::engine
