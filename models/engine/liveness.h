// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clockoffset.h"
#include "models/engine/listening.h"
#include "models/feed/source.h"

#include <cstdint>
#include <optional>

namespace livewall::engine {

/// Whether one feed lives, and whether what it gives happens now: its link, its last purchase and
/// last proof of life, its pace and its server's clock. All times are ms since 1970 by the wall's
/// clock, which comes in with each call, but where they are said to be event time. One thread's;
/// nothing here fails.
///
/// A proof of life is whatever shows that the feed could have given a purchase: a batch, a
/// heartbeat, a link that comes up. Without one for kSilent_ms the feed may be silent (silence.h).
///
/// A feed is catching up while purchases keep coming that are older than kHappening_ms, faster than
/// time passes: of its newest event time, more than one and a half times as much as of the clock.
/// Which it is shows with the first such purchases after its link has changed, and is judged anew
/// every kArriving_ms. A feed that has long been behind by as much, such as one whose sender is an
/// hour late, is not catching up.
///
/// How far the clocks are apart is told by the heartbeats of a live feed (clockoffset.h), but not
/// by those that may have waited for it: in its first kSettling_ms, and while it catches up.
class Liveness
{
public:
    /// Purchases at most so old are happening now.
    static constexpr std::int64_t kHappening_ms = 60'000;
    /// A feed whose last purchase came in longer ago is not catching up, but quiet.
    static constexpr std::int64_t kArriving_ms = Listening::kArriving_ms;
    static constexpr std::int64_t kSilent_ms = 60'000;
    static constexpr std::int64_t kSettling_ms = 10'000;

    /// A recording is never silent, and no clock is compared with it.
    explicit Liveness(bool is_recorded) : is_recorded_(is_recorded) {}

    void setLink(feed::LinkState link, std::int64_t now_ms);
    const feed::LinkState& link() const { return link_; }
    bool isUp() const { return link_.link == feed::Link::Up; }

    /// It lives, as of then.
    void noteAlive(std::int64_t time_ms) { last_alive_ms_ = time_ms; }

    /// Purchases of its came in then.
    void noteArrival(std::int64_t time_ms) { last_arrival_ms_ = time_ms; }

    /// After purchases came in: the newest event time of all that it gave.
    void notePace(std::int64_t newest_ms, std::int64_t now_ms);

    /// After their pace: a heartbeat with the server's time came in.
    void noteHeartbeat(std::int64_t server_ms, std::int64_t arrived_ms, std::int64_t now_ms);

    /// The clock was set: ages go on as if it had always been so.
    void noteClockSet(std::int64_t by_ms);

    bool isCatchingUp(std::int64_t now_ms) const;

    /// A live feed that is up and has not shown that it lives for longer than kSilent_ms.
    bool isSilent(std::int64_t now_ms) const;

    /// Until when nothing of the feed's can have been missed. `resumes`: one that goes on after
    /// what it has given is sent what a dead link kept back.
    std::int64_t proven_ms(std::int64_t now_ms, bool resumes) const;

    std::optional<std::int64_t> lastArrival_ms() const { return last_arrival_ms_; }
    std::optional<std::int64_t> lastAlive_ms() const { return last_alive_ms_; }

    /// Since when it has not been up, once that was said.
    std::optional<std::int64_t> lost_ms() const { return lost_ms_; }

    /// How far the wall's clock is ahead of its server's; negative: behind.
    std::optional<std::int64_t> clockOffset_ms(std::int64_t now_ms) const
    {
        return clock_.offset_ms(now_ms);
    }

private:
    bool is_recorded_;
    feed::LinkState link_;
    std::optional<std::int64_t> last_arrival_ms_;
    std::optional<std::int64_t> last_alive_ms_;
    std::optional<std::int64_t> lost_ms_;
    std::optional<std::int64_t> up_ms_; ///< since when it is up
    ClockOffset clock_;

    /// Where it stood when its pace was last judged.
    std::optional<std::int64_t> judged_ms_;
    std::int64_t judged_newest_ms_ = 0; ///< event time
    bool is_behind_ = false;
};

} // namespace livewall::engine
