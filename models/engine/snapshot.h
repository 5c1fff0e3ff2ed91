// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clocksteps.h"
#include "models/engine/desk.h"
#include "models/engine/missing.h"
#include "models/engine/rejecting.h"
#include "models/engine/rowsknown.h"
#include "models/engine/silence.h"
#include "models/engine/usualstores.h"
#include "models/engine/verdict.h"
#include "models/engine/weekknown.h"
#include "models/event/country.h"
#include "models/feed/source.h"
#include "models/stats/deploys.h"
#include "models/stats/figures.h"
#include "models/stats/holidays.h"
#include "models/stats/ledger.h"
#include "models/stats/places.h"
#include "models/store/trouble.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livewall::engine {

/// What kind of time T is.
enum class Mode {
    Live,   ///< the wall's own clock
    Demo,   ///< the wall's own clock, invented purchases
    Replay, ///< a recording's time, moving
    Past,   ///< an instant of a report, or of those that a store has kept
};

/// One feed as it stands at the snapshot. Times are ms since 1970.
struct FeedSnapshot
{
    std::string name;
    bool is_recorded = false; ///< a file or a pipe: its end is no fault
    feed::LinkState link;
    std::optional<std::int64_t> newest_ms;       ///< event time of its newest purchase
    std::optional<std::int64_t> last_arrival_ms; ///< by the wall's clock, of its last purchase
    std::optional<std::int64_t> last_alive_ms;   ///< by the wall's clock, of its last sign of life
    std::optional<std::int64_t> lost_ms; ///< by the wall's clock: since when it has not been up
    stats::Ledger ledger;

    /// What was no longer there when it was last found missing, and when that was.
    std::string gap;
    std::optional<std::int64_t> gap_ms = {};

    Missing missing = {};                    ///< of a recording and of a demo: nothing
    std::optional<Silence> silence = {};     ///< where nobody can tell what is usual: nothing
    std::optional<Rejecting> rejecting = {}; ///< while it is up

    /// Of an instant that a store has kept: it was listened to then. Else nothing.
    std::optional<bool> was_heard = {};

    /// How far the wall's clock is ahead of its server's; negative: behind.
    std::optional<std::int64_t> clock_offset_ms = {};

    /// Since when copies are told from originals, where the cap on identities cut the horizon.
    std::optional<std::int64_t> remembered_since_ms;
};

/// How far long work has come: indexing a recording, reading a file's history.
struct Progress
{
    std::string what; ///< "indexing events.ndjson"
    double share = 0; ///< 0 to 1; negative: nobody can tell
};

/// How keeping what is counted goes, where there is a store.
struct Saving
{
    bool has_store = false;
    std::optional<std::int64_t> failing_since_ms; ///< by the wall's clock
    store::Trouble trouble;                       ///< why it fails

    /// By the wall's clock: when a damaged store was moved aside and a new one begun, for a day.
    std::optional<std::int64_t> damaged_ms = {};
    std::string moved_to = {}; ///< the name of its file then

    bool is_for_good = false; ///< it fails, and is not tried again while this program runs

    /// By the wall's clock: what was counted until then is in the store. Nothing until it is known.
    std::optional<std::int64_t> saved_to_ms = {};
};

/// Everything that a frame shows, at one instant. Immutable once published; shared between
/// threads as shared_ptr<const Snapshot>.
struct Snapshot
{
    std::uint64_t sequence = 0; ///< grows by one with each snapshot
    Mode mode = Mode::Live;
    std::int64_t wall_ms = 0; ///< the wall's own clock when it was made
    bool has_events = false;  ///< false until the first purchase is known: T means nothing yet
    stats::Figures figures;   ///< figures.at_ms is T
    Verdict verdict = {};
    RowsKnown rows_known = {};
    WeekKnown week_known = {};                          ///< of figures.week
    std::vector<stats::WeekHoliday> week_holidays = {}; ///< likewise, by date
    std::vector<stats::DeployMark> deploys = {};        ///< of T's week up to T, by time
    Desk desk = {};
    std::vector<UsualStore> usual_stores = {}; ///< of T's hour of the week, most missing first
    std::string zone;                          ///< IANA name of the business time zone
    std::vector<event::Country> exclude;       ///< sorted
    std::vector<FeedSnapshot> feeds;
    stats::Ledger ledger;                 ///< the sum over the feeds
    std::vector<stats::Place> day_places; ///< where the last day's purchases were made
    std::vector<stats::Sighting> recent;  ///< the newest of the last hour, oldest first
    std::uint64_t pulses_dropped = 0;
    bool is_future_full = false; ///< so many purchases are ahead of the clock that a feed waits
    std::int64_t clock_behind_ms = 0; ///< how far T, which never goes back, is ahead of the clock
    std::optional<ClockSet> clock_set = {}; ///< for an hour
    Saving saving;
    double replay_speed = 0; ///< event seconds a second; 0 where time stands
    bool is_paused = false;  ///< somebody made it stand
    std::uint64_t jumps = 0; ///< how often somebody has sent T elsewhere

    /// Of a T so long ago that no table can be drawn, what is the oldest one that can.
    std::optional<std::int64_t> tables_from_ms = {};
    bool has_places = true; ///< where the last day's purchases were made is kept

    /// Where T was sent, while that is being read and takes its time.
    std::optional<std::int64_t> awaited_ms = {};
    std::optional<Progress> progress; ///< while catching up
};

} // namespace livewall::engine
