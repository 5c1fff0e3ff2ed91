// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/snapshot.h"
#include "models/feed/source.h"
#include "models/stats/board.h"
#include "models/stats/intake.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace livewall::engine {

struct LiveFeed
{
    std::string name;
    bool is_recorded = false; ///< a file or the standard input: it has an end
};

/// What a live wall knows, without its threads: several feeds' intakes over one board, and where T
/// stands. Time comes in with each call (ms since 1970, by the wall's clock), so it is tested
/// without waiting. Not thread-safe: the engine thread's alone.
///
/// T is the wall's clock. Only where every feed is recorded and their newest purchase is further
/// than an hour from the clock, T is that purchase: a replay that stands, not a wall of zeros.
/// What was recent when it was read stays live when the hour is over: T never goes back.
/// So a pipe that gives purchases as they happen is live, and one that gives old ones a replay.
class LiveTally
{
public:
    /// Purchases further ahead of the clock wait until it gets there.
    static constexpr std::int64_t kFuture_ms = 5 * 60'000;
    /// At most so many wait, in all; then their feed does.
    static constexpr std::size_t kMaxHeld = 100'000;
    /// Recorded purchases further from the clock are a replay.
    static constexpr std::int64_t kRecent_ms = 3'600'000;
    /// Older purchases give no pulse: they are catching up, not happening.
    static constexpr std::int64_t kPulse_ms = 60'000;
    /// A recording whose last purchase came in longer ago is a pipe with nothing to say.
    static constexpr std::int64_t kArriving_ms = 2'000;

    LiveTally(stats::BoardOptions board, std::vector<LiveFeed> feeds, Mode mode);

    /// Counts what a feed's batch holds besides purchases: once, before the first of them.
    void enter(std::size_t feed, const feed::Batch& batch, std::int64_t now_ms);

    /// Counts its purchases from `first` on, appending to `pulses` what is happening now. Returns
    /// the first that was not taken because too many wait: their number if all were.
    std::size_t take(std::size_t feed, const feed::Batch& batch, std::size_t first,
                     std::int64_t now_ms, std::vector<stats::Sighting>& pulses);

    void setState(std::size_t feed, feed::LinkState state, std::int64_t now_ms);
    void noteAlive(std::size_t feed, std::int64_t now_ms);

    /// Moves T on and takes the purchases whose time has come.
    void advance(std::int64_t now_ms);

    /// Too many wait for their time: the clock looks wrong.
    bool isFull() const { return held_.size() >= kMaxHeld; }

    const stats::Ledger& ledger(std::size_t feed) const { return feeds_[feed].intake.ledger(); }

    Snapshot snapshot(std::int64_t now_ms) const;

private:
    struct Feed
    {
        LiveFeed description;
        stats::Intake intake;
        feed::LinkState link;
        std::optional<std::int64_t> last_arrival_ms;
        std::optional<std::int64_t> last_alive_ms;
        std::optional<std::int64_t> lost_ms;
    };
    struct Held
    {
        std::size_t feed;
        event::Purchase purchase;
        std::string merchant;
        std::string city;
    };

    bool isReplay(std::int64_t now_ms) const;
    std::optional<std::int64_t> newest_ms() const;
    std::int64_t at_ms(std::int64_t now_ms) const;
    bool isCatchingUp(const Feed& feed, std::int64_t now_ms) const;

    stats::BoardOptions options_;
    stats::Board board_;
    std::vector<Feed> feeds_;
    Mode mode_;
    bool all_recorded_;
    bool has_history_ = false;
    std::multimap<std::int64_t, Held> held_; ///< by event time
};

} // namespace livewall::engine
