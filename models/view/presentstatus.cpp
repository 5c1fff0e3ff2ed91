// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentstatus.h"

#include "models/event/timestamp.h"
#include "models/view/presentmissing.h"
#include "models/view/presenttrouble.h"
#include "models/view/reasons.h"
#include "models/view/words.h"

#include <algorithm>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

using engine::FeedSnapshot;
using engine::Mode;
using engine::Snapshot;
using feed::Link;

constexpr std::int64_t kPunctual_ms = 60'000;
constexpr std::int64_t kTellOffset_ms = 2'000; // between two clocks

/// Since when the feed's purchases are missing: since it was lost, or, if it has never been up,
/// since the newest purchase that is known of it.
std::optional<std::int64_t> missingSince(const FeedSnapshot& feed)
{
    if (feed.is_recorded && feed.link.link == Link::Ended)
        return feed.newest_ms;
    const bool has_been_up = feed.last_alive_ms || feed.last_arrival_ms;
    if (!has_been_up && feed.newest_ms)
        return feed.newest_ms;
    return feed.lost_ms;
}

/// Words for a feed that is dead.
QString reason(const FeedSnapshot& feed)
{
    if (feed.link.link == Link::Ended) {
        if (feed.newest_ms)
            return Words::tr("ended");
        return feed.ledger.received == 0 ? Words::tr("ended, empty")
                                         : Words::tr("ended, no purchase in it");
    }
    // Without when it tries again, which is true for a moment only.
    const std::string& text = feed.link.fault.empty() ? feed.link.detail : feed.link.fault;
    if (!text.empty())
        return inScreensWords(text);
    return feed.link.link == Link::Failed ? Words::tr("failed") : Words::tr("not connected");
}

QString allDead(const Snapshot& snapshot, const BusinessTime& time)
{
    const FeedSnapshot& first = snapshot.feeds.front();
    if (!isWallTime(snapshot.mode) && first.link.link == Link::Failed)
        return Words::tr("Recording failed: %1").arg(reason(first));

    std::optional<std::int64_t> since; // until the last of them was lost there was data
    if (snapshot.has_events) {
        for (const FeedSnapshot& feed : snapshot.feeds)
            since = std::max(since, missingSince(feed));
    }
    if (since)
        return Words::tr("No data since %1").arg(time.since(*since, snapshot.wall_ms));
    if (snapshot.feeds.size() == 1)
        return Words::tr("No data from %1: %2").arg(shortName(first), reason(first));
    return Words::tr("No data from any of %1 feeds").arg(snapshot.feeds.size());
}

QString someDead(const Snapshot& snapshot, qsizetype dead, const BusinessTime& time)
{
    QString who;
    std::optional<std::int64_t> since; // what is missing began with the first of them
    for (const FeedSnapshot& feed : snapshot.feeds) {
        if (!isDead(feed, snapshot))
            continue;
        who = shortName(feed);
        const auto missing = missingSince(feed);
        if (missing && (!since || *missing < *since))
            since = missing;
    }
    if (dead > 1)
        who = Words::tr("%1 of %2 feeds").arg(dead).arg(snapshot.feeds.size());
    if (!since || !isWallTime(snapshot.mode))
        return Words::tr("Without %1").arg(who);
    return Words::tr("Without %1 since %2").arg(who, time.sinceMinute(*since, snapshot.wall_ms));
}

QString notSaving(const engine::Saving& saving, std::int64_t now_ms, const BusinessTime& time)
{
    const QString since =
        Words::tr("Not saving since %1").arg(time.sinceMinute(*saving.failing_since_ms, now_ms));
    const QString trouble = presentTrouble(saving.trouble);
    return trouble.isEmpty() ? since : since + u": "_s + trouble;
}

QString storeDamaged(const engine::Saving& saving, std::int64_t now_ms, const BusinessTime& time)
{
    return Words::tr("The store was damaged: history starts anew at %1, the old is in %2")
        .arg(time.sinceMinute(*saving.damaged_ms, now_ms), QString::fromStdString(saving.moved_to));
}

/// Of equals the first: a picture must not change without need.
const FeedSnapshot* firstSilent(const Snapshot& snapshot)
{
    const auto found =
        std::ranges::find_if(snapshot.feeds, [](const auto& feed) { return !!feed.silence; });
    return found == snapshot.feeds.end() ? nullptr : &*found;
}

/// "silent since 14:05, usually 140 by now"
QString silentSince(const engine::Silence& silence, std::int64_t now_ms, const BusinessTime& time)
{
    return Words::tr("silent since %1, usually %2 by now")
        .arg(time.sinceMinute(silence.since_ms, now_ms), formatCount(silence.usual));
}

std::optional<QString> silent(const Snapshot& snapshot, const BusinessTime& time)
{
    const FeedSnapshot* first = firstSilent(snapshot);
    if (!first)
        return std::nullopt;
    const auto count = std::ranges::count_if(
        snapshot.feeds, [](const FeedSnapshot& feed) { return !!feed.silence; });
    const QString since = time.sinceMinute(first->silence->since_ms, snapshot.wall_ms);
    const QString usual = formatCount(first->silence->usual);
    if (count == 1)
        return Words::tr("%1 silent since %2, usually %3 by now")
            .arg(shortName(*first), since, usual);
    return Words::tr("%n feeds silent since %1, usually %2 by now", nullptr,
                     static_cast<int>(count))
        .arg(since, usual);
}

/// Rounded down: 100% is for all.
QString share(const engine::Rejecting& rejecting)
{
    return Words::tr("%1%").arg(rejecting.rejected * 100 / rejecting.received);
}

QString commonest(const engine::Rejecting& rejecting)
{
    const std::string_view reason = event::name(rejecting.commonest);
    return QString::fromLatin1(reason.data(), static_cast<qsizetype>(reason.size()));
}

std::optional<QString> rejecting(const Snapshot& snapshot)
{
    const FeedSnapshot* worst = nullptr;
    for (const FeedSnapshot& feed : snapshot.feeds) {
        if (feed.rejecting && (!worst || feed.rejecting->rejected > worst->rejecting->rejected))
            worst = &feed;
    }
    if (!worst)
        return std::nullopt;
    return Words::tr("Rejecting %1 of %2: %3")
        .arg(share(*worst->rejecting), shortName(*worst), commonest(*worst->rejecting));
}

/// Of the feed whose clock is the furthest away.
std::optional<QString> clocksApart(const Snapshot& snapshot)
{
    const FeedSnapshot* worst = nullptr;
    std::int64_t most_ms = kTellOffset_ms;
    for (const FeedSnapshot& feed : snapshot.feeds) {
        if (const std::int64_t apart_ms = std::abs(feed.clock_offset_ms.value_or(0));
            apart_ms > most_ms) {
            worst = &feed;
            most_ms = apart_ms;
        }
    }
    if (!worst)
        return std::nullopt;
    const QString words = *worst->clock_offset_ms < 0
                              ? Words::tr("The clock is %1 behind that of %2")
                              : Words::tr("The clock is %1 ahead of that of %2");
    // Rounded: an offset is as good as its shortest delay.
    return words.arg(formatAge(most_ms + 500), shortName(*worst));
}

/// The last gap of the last day, of whatever feed.
std::optional<QString> gap(const Snapshot& snapshot, const BusinessTime& time)
{
    const FeedSnapshot* last = nullptr;
    for (const FeedSnapshot& feed : snapshot.feeds) {
        if (isGapTold(feed, snapshot) && (!last || *feed.gap_ms > *last->gap_ms))
            last = &feed;
    }
    if (!last)
        return std::nullopt;
    return Words::tr("Gap in %1 at %2, no longer there: %3")
        .arg(shortName(*last), time.sinceMinute(*last->gap_ms, snapshot.wall_ms),
             QString::fromStdString(last->gap));
}

/// No purchase is older than 2000: such a clock has lost the time of day.
bool isClockLost(const Snapshot& snapshot)
{
    constexpr std::int64_t k2000_ms = 946'684'800'000;
    return isWallTime(snapshot.mode) && snapshot.wall_ms < k2000_ms;
}

QString clockUnsure(const Snapshot& snapshot)
{
    if (isClockLost(snapshot))
        return Words::tr(
            "The clock looks wrong: it has lost the date; purchases wait until it is set");
    if (snapshot.is_future_full)
        return Words::tr("The clock looks wrong: %1 purchases are ahead of it")
            .arg(formatCount(static_cast<std::int64_t>(snapshot.ledger.future)));
    return Words::tr("The clock looks wrong: it is %1 behind what was counted")
        .arg(formatAge(snapshot.clock_behind_ms));
}

QString clockSet(const engine::ClockSet& set, std::int64_t now_ms, const BusinessTime& time)
{
    const QString words = set.by_ms > 0 ? Words::tr("The clock was set %1 forward at %2")
                                        : Words::tr("The clock was set %1 back at %2");
    return words.arg(formatAge(std::abs(set.by_ms) + 500), time.sinceMinute(set.at_ms, now_ms));
}

QString catchingUp(const engine::Progress& progress)
{
    const QString what = inScreensWords(progress.what);
    if (progress.share < 0)
        return Words::tr("Catching up: %1").arg(what);
    // Rounded down: 100% is for what is done.
    const int percent = static_cast<int>(std::min(progress.share, 1.0) * 100);
    return Words::tr("Catching up %1%: %2").arg(QString::number(percent), what);
}

QString replaySpeed(double speed)
{
    if (std::isinf(speed))
        return u' ' + Words::tr("max", "speed");
    return speed > 0 ? u" %1x"_s.arg(speed).replace(u'.', decimalPoint()) : QString();
}

QString modeText(const Snapshot& snapshot, const BusinessTime& time)
{
    // Of the oldest that is kept nobody knows yet when that is.
    if (snapshot.awaited_ms && *snapshot.awaited_ms < event::kFirstTime_ms)
        return Words::tr("%1, reading").arg(presentMode(Mode::Past));
    if (snapshot.awaited_ms)
        return Words::tr("%1, reading %2")
            .arg(presentMode(Mode::Past), time.dateAndTime(*snapshot.awaited_ms));
    switch (snapshot.mode) {
    case Mode::Replay:
        return snapshot.is_paused ? Words::tr("%1 paused").arg(presentMode(snapshot.mode))
                                  : presentMode(snapshot.mode) + replaySpeed(snapshot.replay_speed);
    case Mode::Demo:
        return Words::tr("DEMO data, invented purchases");
    case Mode::Past:
        return presentMode(snapshot.mode) + replaySpeed(snapshot.replay_speed);
    case Mode::Live:
        break;
    }
    return presentMode(snapshot.mode);
}

/// A replay that has come to its end, or stands at one instant from the start.
bool isOver(const Snapshot& snapshot)
{
    return snapshot.mode == Mode::Replay && snapshot.replay_speed == 0 && !snapshot.is_paused;
}

FeedView presentFeed(const FeedSnapshot& feed, const Snapshot& snapshot, const BusinessTime& time)
{
    FeedView view{FeedSign::Quiet, QString::fromStdString(feed.name), {}};
    if (feed.was_heard) {
        view.sign = *feed.was_heard ? FeedSign::Alive : FeedSign::Dead;
        view.age = *feed.was_heard ? Words::tr("listened to") : Words::tr("not listened to");
        return view;
    }
    if (isDead(feed, snapshot)) {
        view.sign = FeedSign::Dead;
        view.age = reason(feed);
        return view;
    }

    const bool wall_time = isWallTime(snapshot.mode);
    const std::int64_t now_ms = wall_time ? snapshot.wall_ms : snapshot.figures.at_ms;
    // The age of the last event; that of its arrival where the two are as good as the same.
    auto last_ms = wall_time ? feed.last_arrival_ms : feed.newest_ms;
    if (wall_time && feed.newest_ms && last_ms && *last_ms - *feed.newest_ms > kPunctual_ms)
        last_ms = feed.newest_ms;
    if (feed.rejecting) {
        view.sign = FeedSign::Suspect;
        view.age =
            Words::tr("rejecting %1: %2").arg(share(*feed.rejecting), commonest(*feed.rejecting));
    } else if (feed.silence) {
        view.sign = FeedSign::Suspect;
        view.age = silentSince(*feed.silence, snapshot.wall_ms, time);
    } else if (feed.link.link == Link::Connecting) {
        // What broke down may be back in a moment; what never was there is looked into.
        if (!last_ms && !feed.link.fault.empty())
            view.age = reason(feed);
        else
            view.age = last_ms ? Words::tr("reconnecting") : Words::tr("connecting");
    } else if (feed.link.link == Link::Ended && (wall_time || isOver(snapshot))) {
        view.age = Words::tr("ended");
    } else if (!last_ms) {
        // Since the start; the store may know of one before.
        view.age = feed.newest_ms
                       ? Words::tr("quiet, last %1").arg(time.since(*feed.newest_ms, now_ms))
                       : Words::tr("waiting");
    } else if (now_ms - *last_ms >= kQuietAfter_ms) {
        view.age = Words::tr("quiet, last %1").arg(time.since(*last_ms, now_ms));
    } else {
        view.sign = FeedSign::Alive;
        view.age = formatAge(now_ms - *last_ms);
    }
    return view;
}

} // namespace

bool isWallTime(Mode mode)
{
    return mode == Mode::Live || mode == Mode::Demo;
}

bool isDead(const FeedSnapshot& feed, const Snapshot& snapshot)
{
    switch (feed.link.link) {
    case Link::Up:
        return false;
    case Link::Failed:
        return true;
    case Link::Ended:
        // All of a recording beside a live feed is known.
        return isWallTime(snapshot.mode) &&
               !(feed.is_recorded && std::ranges::any_of(snapshot.feeds, [](const auto& other) {
                     return other.link.link != Link::Ended;
                 }));
    case Link::Connecting:
        return feed.lost_ms && snapshot.wall_ms - *feed.lost_ms > kDeadAfter_ms;
    }
    Q_UNREACHABLE_RETURN(true);
}

qsizetype countDead(const Snapshot& snapshot)
{
    return std::ranges::count_if(snapshot.feeds,
                                 [&](const FeedSnapshot& feed) { return isDead(feed, snapshot); });
}

QString shortName(const FeedSnapshot& feed)
{
    constexpr qsizetype kLength = 24;
    const QString name = QString::fromStdString(feed.name);
    return name.size() <= kLength ? name : name.first(kLength - 1) + u'…';
}

Condition presentCondition(const Snapshot& snapshot)
{
    const qsizetype dead = countDead(snapshot);
    if (!snapshot.has_events)
        return Condition::Empty;
    if (dead > 0)
        return dead == std::ssize(snapshot.feeds) ? Condition::Stale : Condition::Partial;
    if (snapshot.progress)
        return Condition::CatchingUp;
    // What is missing in the hour is missing in the day.
    return isBound(snapshot, &engine::Missing::in_day) ? Condition::Partial : Condition::Good;
}

QString presentWaiting(const Snapshot& snapshot)
{
    if (snapshot.progress)
        return Words::tr("Reading what there is");
    const bool is_over =
        !snapshot.feeds.empty() && std::ranges::all_of(snapshot.feeds, [](const auto& feed) {
            return feed.link.link == Link::Ended || feed.link.link == Link::Failed;
        });
    return is_over ? Words::tr("No purchase came") : Words::tr("Waiting for the first purchase");
}

std::vector<Banner> presentBanners(const Snapshot& snapshot, const BusinessTime& time)
{
    std::vector<Banner> banners;
    const qsizetype dead = countDead(snapshot);
    if (dead > 0 && dead == std::ssize(snapshot.feeds))
        banners.push_back({Severity::Bad, allDead(snapshot, time)});
    else if (dead > 0)
        banners.push_back({Severity::Warn, someDead(snapshot, dead, time)});
    const auto warn = [&banners](const std::optional<QString>& text) {
        if (text)
            banners.push_back({Severity::Warn, *text});
    };
    warn(rejecting(snapshot));
    warn(silent(snapshot, time));
    if (snapshot.saving.failing_since_ms)
        banners.push_back({Severity::Warn, notSaving(snapshot.saving, snapshot.wall_ms, time)});
    if (snapshot.saving.damaged_ms)
        banners.push_back({Severity::Warn, storeDamaged(snapshot.saving, snapshot.wall_ms, time)});
    warn(gap(snapshot, time));
    // What is missing now is worse, and one plate about what is missing is enough.
    if (dead == 0)
        warn(wasWithout(snapshot, time));
    if (snapshot.is_future_full || snapshot.clock_behind_ms > 0 || isClockLost(snapshot))
        banners.push_back({Severity::Warn, clockUnsure(snapshot)});
    else if (snapshot.clock_set)
        banners.push_back({Severity::Warn, clockSet(*snapshot.clock_set, snapshot.wall_ms, time)});
    warn(clocksApart(snapshot));
    if (snapshot.progress)
        banners.push_back({Severity::Warn, catchingUp(*snapshot.progress)});
    if (snapshot.mode != Mode::Live || snapshot.awaited_ms)
        banners.push_back({Severity::Mode, modeText(snapshot, time)});
    return banners;
}

std::vector<FeedView> presentFeeds(const Snapshot& snapshot, const BusinessTime& time)
{
    std::vector<FeedView> views;
    views.reserve(snapshot.feeds.size());
    for (const FeedSnapshot& feed : snapshot.feeds)
        views.push_back(presentFeed(feed, snapshot, time));
    return views;
}

std::vector<LedgerItem> presentLedger(const Snapshot& snapshot, const BusinessTime& time)
{
    const stats::Ledger& ledger = snapshot.ledger;
    const std::pair<QString, std::uint64_t> counters[] = {
        {Words::tr("duplicates"), ledger.duplicate},
        {Words::tr("late"), ledger.late},
        {Words::tr("rejected"), ledger.rejected()},
        {Words::tr("unchecked"), ledger.unchecked},
        {Words::tr("resent"), ledger.resent},
        {Words::tr("future"), ledger.future},
        {Words::tr("unknown"), ledger.unknown_type},
        {Words::tr("pulses dropped"), snapshot.pulses_dropped},
    };
    std::vector<LedgerItem> items = presentMissed(snapshot, time);
    for (const auto& [name, count] : counters) {
        if (count > 0)
            items.push_back({name, formatCount(static_cast<std::int64_t>(count))});
    }
    if (snapshot.saving.has_store && !snapshot.saving.failing_since_ms)
        items.push_back({Words::tr("saving"), {}});
    std::optional<std::int64_t> remembered_since;
    for (const FeedSnapshot& feed : snapshot.feeds)
        remembered_since = std::max(remembered_since, feed.remembered_since_ms);
    if (remembered_since)
        items.push_back(
            {Words::tr("copies told since"), time.since(*remembered_since, snapshot.wall_ms)});
    return items;
}

QString presentMode(Mode mode)
{
    switch (mode) {
    case Mode::Live:
        return {};
    case Mode::Demo:
        return Words::tr("DEMO");
    case Mode::Replay:
        return Words::tr("REPLAY");
    case Mode::Past:
        return Words::tr("PAST");
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace livewall::view
