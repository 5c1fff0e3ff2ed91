// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/view/presentverdict.h"

#include "models/view/presentstatus.h"
#include "models/view/presentweek.h"
#include "models/view/words.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace livewall::view {
namespace {

using engine::Verdict;
using Tone = VerdictView::Tone;

/// Nearer to what is usual nobody would call it another.
constexpr int kAsUsual_percent = 3;

std::int64_t minutesOf(const Verdict& verdict)
{
    return (verdict.minutes.to - verdict.minutes.from) / 60;
}

/// "the 15 minutes to 15:59"
QString whenText(const Verdict& verdict, const BusinessTime& time, std::int64_t now_ms)
{
    const QString to = time.sinceMinute(verdict.minutes.to * 1000, now_ms);
    return minutesOf(verdict) == 60
               ? Words::tr("the hour to %1").arg(to)
               : Words::tr("the %1 minutes to %2").arg(QString::number(minutesOf(verdict)), to);
}

/// "812 in the 15 minutes to 15:59; usual is 640, from 540 to 750"
QString countsText(const Verdict& verdict, const BusinessTime& time, std::int64_t now_ms)
{
    return Words::tr("%1 in %2; usual is %3, from %4 to %5")
        .arg(formatCount(verdict.observed), whenText(verdict, time, now_ms),
             formatCount(verdict.expected), formatCount(verdict.usual_least),
             formatCount(verdict.usual_most));
}

QString usualText(const Verdict& verdict, const BusinessTime& time)
{
    const QString hour = time.weekdayAndHour(
        (verdict.minutes.from + (verdict.minutes.to - verdict.minutes.from) / 2) * 1000);
    const auto difference = static_cast<double>(verdict.observed - verdict.expected);
    const auto percent =
        static_cast<int>(std::lround(100 * difference / static_cast<double>(verdict.expected)));
    if (std::abs(percent) <= kAsUsual_percent)
        return Words::tr("Purchases as on a usual %1").arg(hour);
    const QString words = percent > 0 ? Words::tr("Purchases %1% above the usual %2")
                                      : Words::tr("Purchases %1% below the usual %2");
    return words.arg(QString::number(std::abs(percent)), hour);
}

QString doubtText(const engine::Snapshot& snapshot, const Verdict& verdict,
                  const BusinessTime& time)
{
    const QString feed = QString::fromStdString(verdict.feed);
    switch (verdict.doubt) {
    case Verdict::Doubt::FeedDown:
        return Words::tr("without %1 since %2")
            .arg(feed, time.sinceMinute(verdict.doubt_ms.value_or(0), snapshot.wall_ms));
    case Verdict::Doubt::CatchingUp:
        return Words::tr("%1 is catching up").arg(feed);
    case Verdict::Doubt::NotListened:
        return Words::tr("not all of %1 was listened to")
            .arg(whenText(verdict, time, snapshot.figures.at_ms));
    case Verdict::Doubt::None:
        break;
    }
    return {};
}

} // namespace

VerdictView presentVerdict(const engine::Snapshot& snapshot, const Verdict& verdict,
                           const BusinessTime& time)
{
    if (!snapshot.has_events)
        return {.tone = Tone::Unknown, .text = presentWaiting(snapshot), .reason = {}};
    const std::int64_t now_ms = snapshot.figures.at_ms;
    switch (verdict.call) {
    case Verdict::Call::CannotTell:
        return {Tone::Unknown, Words::tr("Cannot tell whether this is usual"),
                doubtText(snapshot, verdict, time)};
    case Verdict::Call::NoComparison:
        return {Tone::Unknown, Words::tr("No comparison weeks yet"),
                Words::tr("the weeks before are not known at this time of the week: livewallctl "
                          "import")};
    case Verdict::Call::Holiday:
        return {Tone::Unknown, Words::tr("No comparison: %1").arg(holidayName(verdict.holiday)),
                Words::tr("%1 in %2; a holiday is like no other day")
                    .arg(formatCount(verdict.observed), whenText(verdict, time, now_ms))};
    case Verdict::Call::TooFew:
        return {Tone::Unknown, Words::tr("Too few purchases to judge"),
                Words::tr("%1 in %2; usual is %3, and fewer than %4 vary too much")
                    .arg(formatCount(verdict.observed), whenText(verdict, time, now_ms),
                         formatCount(verdict.expected), formatCount(Verdict::kFew))};
    case Verdict::Call::Usual:
        return {Tone::Usual, usualText(verdict, time), countsText(verdict, time, now_ms)};
    case Verdict::Call::Low:
    case Verdict::Call::High:
        break;
    }
    const bool is_low = verdict.call == Verdict::Call::Low;
    const QString since = time.sinceMinute(verdict.since.value_or(0) * 1000, now_ms);
    return {is_low ? Tone::Low : Tone::High,
            (is_low ? Words::tr("▼ LOW since %1") : Words::tr("▲ HIGH since %1")).arg(since),
            countsText(verdict, time, now_ms)};
}

} // namespace livewall::view
