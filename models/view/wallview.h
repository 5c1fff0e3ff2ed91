// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/event/currency.h"

namespace livewall::engine {
struct Snapshot;
}

namespace livewall::view {

/// Whether the numbers may be believed, from best to worst. Each is a look of VISUAL (States).
enum class Condition {
    Empty, ///< nothing has ever been counted
    Good,
    CatchingUp, ///< reading what was missed: no pulses
    Partial,    ///< a feed is, or was in one of the windows, not listened to: lower bounds
    Stale,      ///< no feed is alive: numbers grey, nothing moves but the clock
};

enum class Severity { Warn, Bad, Mode };

/// A plate in the title's place, in words.
struct Banner
{
    Severity severity = Severity::Warn;
    QString text; ///< "No data since 14:05:31"
    friend bool operator==(const Banner&, const Banner&) = default;
};

/// Suspect: it is up, and what it gives cannot be right: nothing at all, or mostly rejected.
enum class FeedSign { Alive, Quiet, Suspect, Dead };

struct FeedView
{
    FeedSign sign = FeedSign::Quiet;
    QString name;
    /// "2 s", "quiet, last 03:12:40", "connection refused", "waiting", "rejecting 97%: eid",
    /// "silent since 14:05, usually 140 by now"
    QString age;
    friend bool operator==(const FeedView&, const FeedView&) = default;
};

struct TopRowView
{
    std::int64_t eid = 0;
    int rank = 0;     ///< from 1
    QString merchant; ///< "EID 1234" where no name is known
    QString eid_text;
    QString count;
    QString average;  ///< "499.12 SEK"; with a mark where the store sold in other currencies too
    double share = 0; ///< of the first row's count, 0 to 1: the bar
    /// Against its rank an hour ago: "▲ 3", "▼ 99+", "new"; empty where that is the same or
    /// unknown.
    QString change;
    std::array<std::int64_t, 60> minutes{}; ///< accepted in each of the last hour, oldest first
    std::bitset<60> unheard;                ///< those that are not known whole
    friend bool operator==(const TopRowView&, const TopRowView&) = default;
};

/// A store that is usual now and has sold next to nothing.
struct GhostRowView
{
    std::int64_t eid = 0;
    QString merchant;
    QString eid_text;
    QString words; ///< "expected 140, saw 3"
    friend bool operator==(const GhostRowView&, const GhostRowView&) = default;
};

/// The tables of WallView::top, by their places there.
enum class TopList { Hour, Excluding, Day };

struct TopTableView
{
    QString heading;       ///< "Last hour (excluding FI, SE)"
    QString short_heading; ///< "excluding 5 countries": where the heading does not fit
    QString count_head;    ///< "#/h" or "#"
    std::vector<TopRowView> rows;
    std::vector<GhostRowView> ghosts; ///< of the hour, worst first
    QString ghosts_note;              ///< of the hour, where there are none: why, or that none is
    QString total;                    ///< with "≥" where partial
    QString others;                   ///< of the stores below the rows
    QString others_below_fifth;       ///< the same where five rows are shown
    QString note;                     ///< where there are no rows: what is missing and what to do
    friend bool operator==(const TopTableView&, const TopTableView&) = default;
};

/// A stretch of one series as it is plotted: x in hours from Monday 00 local (slot + offset), y in
/// accepted purchases an hour. A skipped slot ends one line and begins the next.
struct WeekLine
{
    std::vector<std::pair<double, double>> points;
    friend bool operator==(const WeekLine&, const WeekLine&) = default;
};

/// A stretch of this week that was not listened to, x in hours from Monday 00 local.
struct WeekGap
{
    double from = 0;
    double to = 0;
    bool is_partial = false; ///< some feed was: what is plotted is a lower bound
    friend bool operator==(const WeekGap&, const WeekGap&) = default;
};

/// A release of some service this week.
struct WeekDeploy
{
    double x = 0;  ///< in hours from Monday 00 local
    QString label; ///< "checkout 2.4.1"
    friend bool operator==(const WeekDeploy&, const WeekDeploy&) = default;
};

struct WeekView
{
    std::array<std::vector<WeekLine>, 4> series; ///< index: weeks ago; slot i is at x = i + 0.5
    std::optional<WeekLine> partial;             ///< from the last whole slot to T's own: dashed
    QString partial_count;                       ///< accepted so far in T's slot
    std::vector<WeekGap> gaps;                   ///< of this week, oldest first
    std::vector<WeekDeploy> deploys;             ///< likewise
    int today = 0;                               ///< 0 Monday to 6
    bool is_holiday = false;                     ///< today: nothing is compared with it
    /// Of the weeks before, what was left out: "Good Friday", "2 holidays"; mostly empty.
    QString left_out;
    std::array<QString, 7> days;       ///< "Monday" ...
    std::array<QString, 7> short_days; ///< "Mon" ...
    double maximum = 0;                ///< of everything plotted
    friend bool operator==(const WeekView&, const WeekView&) = default;
};

/// What was bought, where the map may say so.
struct MapPurchase
{
    QString merchant;        ///< or "EID 1234"
    std::int64_t amount = 0; ///< for formatMoney()
    event::Currency currency;
};

/// A purchase, or a grid cell of the last day, as the map places it. Not yet looked up: city and
/// country are the map's to find.
struct MapPoint
{
    double latitude = 0;
    double longitude = 0;
    bool has_location = false;
    QString city;
    QString country; ///< "se"; may be empty
    std::int64_t count = 1;
    std::int64_t time_ms = 0;
    std::optional<MapPurchase> purchase = {};
};

struct MapView
{
    QString rate;                 ///< "87 a minute"
    std::vector<MapPoint> recent; ///< of the last hour, oldest first
    std::vector<MapPoint> day;    ///< places of the last day with their counts: the default view
    QString note;
};

/// One counter of the status bar, only where it is not zero: "late 12"; or since when it counts:
/// "counted since 14:05".
struct LedgerItem
{
    QString name;
    QString count;
    friend bool operator==(const LedgerItem&, const LedgerItem&) = default;
};

/// Whether purchases are what is usual: in one line, and why.
struct VerdictView
{
    enum class Tone { Unknown, Usual, Low, High };
    Tone tone = Tone::Unknown;
    QString text;   ///< "Purchases 12% above the usual Thursday 16:00", "▼ LOW since 15:42"
    QString reason; ///< "812 in the 15 minutes to 15:59; usual is 640, from 540 to 750"
    friend bool operator==(const VerdictView&, const VerdictView&) = default;
};

/// What is missing of one country or store, or is not: "-140 of 152", "+12 of 790"; without
/// anything to compare with the count alone.
struct DeskRowView
{
    QString key;  ///< of a country: "fi"; empty: of purchases without one
    QString name; ///< "FI", a store's name
    QString change;
    bool is_low = false; ///< fewer than chance explains
    friend bool operator==(const DeskRowView&, const DeskRowView&) = default;
};

/// A number with what it is and what is usual.
struct DeskTileView
{
    QString label;
    QString number;
    QString note;
    friend bool operator==(const DeskTileView&, const DeskTileView&) = default;
};

/// The desk's figures of all purchases, or of one country.
struct DeskScopeView
{
    QString key;  ///< "fi"; empty where name is: of all
    QString name; ///< "FI"; empty: all
    VerdictView verdict;
    std::array<std::int64_t, 180> minutes{}; ///< accepted in each whole one before T's own
    bool has_minutes = false;                ///< else there is nothing yet
    std::array<std::int64_t, 180> least{};   ///< of the weeks before; where has_band
    std::array<std::int64_t, 180> most{};
    bool has_band = false;
    double maximum = 0; ///< of all three
    std::array<DeskTileView, 3> tiles;
    friend bool operator==(const DeskScopeView&, const DeskScopeView&) = default;
};

/// A place on the axis of minutes, from 0, the oldest minute's begin, to 180.
struct DeskMark
{
    double x = 0;
    QString label; ///< "14:00", "checkout 2.4.1"
    friend bool operator==(const DeskMark&, const DeskMark&) = default;
};

/// What the operations desk asks: is this dip real, since when, and where.
struct DeskView
{
    std::vector<DeskScopeView> scopes; ///< all, then one of each of `countries`; none: no T yet
    DeskScopeView nothing;             ///< what stands there then: heads without figures
    std::vector<DeskRowView> countries;
    QString countries_note; ///< where there are none, why
    std::vector<DeskRowView> stores;
    QString stores_note;
    std::bitset<180> unheard; ///< of the minutes
    std::vector<DeskMark> hours;
    std::vector<DeskMark> deploys;
    friend bool operator==(const DeskView&, const DeskView&) = default;
};

/// One frame's content in words and numbers, made of one snapshot: no pixel, no colour.
struct WallView
{
    std::uint64_t sequence = 0;
    std::int64_t at_ms = 0;
    std::uint64_t jumps = 0; ///< another one where somebody has sent T elsewhere
    Condition condition = Condition::Empty;
    std::uint64_t counted = 0; ///< attempts since the beginning: grows with every purchase
    QString clock;             ///< "Thu, 2011-03-10 16:01:15"
    QString zone;              ///< "Europe/Stockholm"
    QString exclude;           ///< "fi,se": what the excluding list leaves out
    QString
        mode_word; ///< "REPLAY", "PAST", "DEMO" or empty: then there is no frame round the window
    std::vector<Banner> banners; ///< severest first
    std::vector<FeedView> feeds;
    std::vector<LedgerItem> ledger;
    std::array<TopTableView, 3> top; ///< hour, excluding, day
    VerdictView verdict;
    WeekView week;
    DeskView desk;
    MapView map;
};

/// What the wall shows for a snapshot. Pure: the same snapshot gives the same view.
std::shared_ptr<const WallView> present(const engine::Snapshot& snapshot);

} // namespace livewall::view
