// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stats/backlog.h"
#include "models/stats/countryminutes.h"
#include "models/stats/delta.h"
#include "models/stats/deploys.h"
#include "models/stats/figures.h"
#include "models/stats/holidays.h"
#include "models/stats/merchantnames.h"
#include "models/stats/minutehistory.h"
#include "models/stats/places.h"
#include "models/stats/sighting.h"
#include "models/stats/weekcalendar.h"
#include "models/stats/windows.h"
#include "models/stats/zone.h"

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace livewall::stats {

struct BoardOptions
{
    Zone zone = Zone::utc();
    std::vector<event::Country> exclude; ///< of the second hour table
    Holidays holidays = {};              ///< that nothing is compared with
    MapOptions map = {};
};

/// Everything that is counted, at one moving second T: the windows, the names, the week, the
/// places. Deltas go in, in any order; figures come out, exact at T. What lies after T waits and
/// counts when T gets there; the caller bounds how far ahead it hands things in.
/// The same deltas give the same figures, whatever their order and however T moved; those by store
/// of weeks ago as far as StoreHours knows them.
/// Not thread-safe.
class Board
{
public:
    explicit Board(BoardOptions options);

    /// Of any times. Many together are counted sooner than each by itself.
    void add(std::span<const UnitDelta> purchases);
    void add(const Delta& delta);
    /// Says that a name of this store is on its way. From any thread, whatever another one does.
    void announceName(std::int64_t eid) const { names_.announce(eid); }
    void addNames(std::span<const NameSeen> names);
    void addName(std::int64_t eid, std::int64_t time_ms, std::string_view name)
    {
        const NameSeen seen{eid, time_ms, name};
        addNames(std::span(&seen, 1));
    }
    void addSighting(const event::Purchase& accepted, std::string_view merchant,
                     std::string_view city);

    /// It as the map may know it.
    Sighting sighting(const event::Purchase& accepted, std::string_view merchant,
                      std::string_view city) const;

    /// A delta that no single purchases stand behind: history.
    void addHistory(const Delta& delta);

    /// Figures as a store keeps them, of T's second or before and in no other way counted: a cell
    /// of a second or of a whole minute (its first second) for the windows, a minute's purchases
    /// of all stores for the week.
    void restoreCell(const Delta& delta) { windows_.add(delta); }
    void restoreMinute(std::int64_t minute, const Attempts& counted)
    {
        countMinute(minute * 60, counted);
    }
    /// Where purchases of the last day were made.
    void restorePlace(std::int64_t minute, event::Country country, std::int64_t accepted)
    {
        places_.addCountry(minute * 60'000, country, accepted);
    }
    void restoreCountry(std::int64_t minute, event::Country country, const Attempts& counted)
    {
        countries_.add(minute * 60, country, counted);
    }
    /// A store's purchases before the minutes that the windows have, by their hour since 1970.
    void restoreHour(std::int64_t hour, std::int64_t eid, std::int64_t accepted)
    {
        windows_.addLeft(hour, eid, accepted);
    }

    void restoreRecent(Sighting sighting)
    {
        roundPlace(sighting, options_.map);
        places_.addRecent(sighting);
    }

    /// Of any time; it is known from its own second on.
    void addDeploy(const DeployMark& deploy) { deploys_.add(deploy); }

    /// Moves T to `second`; never back.
    void advance(std::int64_t second)
    {
        if (second > now_)
            moveTo(second);
    }

    /// Says about when figures will be asked for next: what will be in the windows then goes there
    /// as it comes, and need not be counted at once when they are asked for. Figures are the same
    /// whatever is said.
    void expectFigures(std::int64_t second);

    /// T; 0 until it was first moved.
    std::int64_t second() const { return now_; }

    /// Sums up what has come since the call before, so that figures() has less to do.
    void settle();

    /// Everything at T, which is the second of `at_ms`.
    Figures figures(std::int64_t at_ms);

    /// Accepted purchases in the minutes of [from, to), both in seconds and on whole minutes, as
    /// far as the last five weeks go.
    std::int64_t accepted(std::int64_t from, std::int64_t to) const
    {
        return minutes_.sum(from, to);
    }

    /// Likewise, with those that were not accepted; `country`: nothing for all of them.
    Attempts attempts(std::int64_t from, std::int64_t to,
                      std::optional<event::Country> country = {}) const;

    /// Accepted purchases of the minute that begins at `from`, in seconds and on a whole minute,
    /// and of each one after it.
    void accepted(std::int64_t from, std::span<std::int64_t> minutes,
                  std::optional<event::Country> country = {}) const;

    /// Those of the last five weeks, by code; purchases of none are one of them.
    std::vector<event::Country> countries() const { return countries_.countries(); }

    const std::vector<Place>& dayPlaces() { return places_.day(now_ * 1000 + 999); }
    /// This week and those before it, as the figures' week has them; none before T was first moved.
    const std::vector<WeekCalendar>& weeks() const { return weeks_; }

    /// Of T's week, up to T's second.
    std::vector<DeployMark> deploys() const;

    /// From a second on, up to T's.
    std::vector<DeployMark> deploysSince(std::int64_t second) const;

    std::vector<Sighting> recent() const { return places_.recent(now_ * 1000 + 999); }

private:
    /// What came in for a second after T.
    struct Waiting
    {
        std::vector<UnitDelta> purchases;
        std::vector<Delta> deltas;
        std::vector<MerchantName> names;
        std::vector<Sighting> sightings;
    };

    void moveTo(std::int64_t second);
    void count(std::span<const UnitDelta> purchases);
    void count(const Delta& delta);
    void makeRoom();
    void countBacklog();
    void countInWindows(std::span<const UnitDelta> purchases);
    void forgetLeft();
    void countMinute(std::int64_t second, const Attempts& counted);
    WeekFigures week();
    SlotFigures slot() const;
    WeekSeries weekSeries(std::size_t ago, int last_slot) const;

    BoardOptions options_;
    std::int64_t now_ = 0;
    Backlog backlog_; ///< of what is not in the windows yet
    /// What is not before it does not wait there.
    std::int64_t counted_from_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t forgot_at_ = 0; ///< T when forgetLeft() was last called
    std::int64_t closed_to_ = 0; ///< the stores' hours before that one, since 1970, are closed
    Windows windows_;
    MinuteHistory minutes_;  ///< accepted
    MinuteHistory attempts_; ///< likewise, and not accepted
    CountryMinutes countries_;
    MerchantNames names_;
    Places places_;
    Deploys deploys_;
    std::map<std::int64_t, Waiting> waiting_; ///< by second
    /// This week and the three before it; remade when T's week changes.
    std::vector<WeekCalendar> weeks_;
    /// The three before it, which hardly ever change; nothing since they did.
    std::optional<std::array<WeekSeries, kSeries - 1>> past_weeks_;
};

} // namespace livewall::stats
