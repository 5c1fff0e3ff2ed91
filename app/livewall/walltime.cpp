// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/walltime.h"

#include "models/view/moment.h"
#include "models/view/presenttrouble.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

using engine::TimeControl;
using widgets::Command;

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::array kSpeeds = {1., 2., 5., 10., 30., 60., 120., 300., 600., 1800., 3600.};

/// The next one of kSpeeds; at the last of them that one.
double nextSpeed(double speed, bool is_faster)
{
    if (is_faster) {
        const auto next = std::ranges::upper_bound(kSpeeds, speed);
        return next == kSpeeds.end() ? kSpeeds.back() : *next;
    }
    const auto here = std::ranges::lower_bound(kSpeeds, speed);
    return here == kSpeeds.begin() ? kSpeeds.front() : *std::prev(here);
}

} // namespace

WallTime::WallTime(TimeControl& control, stats::Zone zone, const engine::Clock& clock)
    : control_(control)
    , zone_(std::move(zone))
    , clock_(clock)
    , told_troubles_(control.state().troubles)
{
}

QString WallTime::refusal() const
{
    switch (control_.state().reach) {
    case TimeControl::Reach::NoStore:
        return tr("Nothing of the past is kept: start the wall with --store wall.db");
    case TimeControl::Reach::Reading:
        return tr("The recording is still being read");
    case TimeControl::Reach::Free:
        break;
    }
    return {};
}

QString WallTime::moment() const
{
    return view::writeMoment(control_.state().at_ms, zone_);
}

QString WallTime::zone() const
{
    return QString::fromStdString(zone_.name());
}

QString WallTime::obey(Command command)
{
    asked_ms_ = clock_.now_ms();
    const TimeControl::State state = control_.state();
    const std::int64_t at_ms = state.at_ms;
    switch (command) {
    case Command::PauseTime:
        return pause(state);
    case Command::MinuteBack:
        return send(at_ms - kMinute_ms, state);
    case Command::MinuteOn:
        return send(at_ms + kMinute_ms, state);
    case Command::HourBack:
        return send(at_ms - kHour_ms, state);
    case Command::HourOn:
        return send(at_ms + kHour_ms, state);
    case Command::DayBack:
        return send(view::daysFrom(at_ms, -1, zone_), state);
    case Command::DayOn:
        return send(view::daysFrom(at_ms, 1, zone_), state);
    case Command::Slower:
        return changeSpeed(false, state);
    case Command::Faster:
        return changeSpeed(true, state);
    case Command::Beginning:
        control_.goTo(state.first_ms.value_or(0));
        return {};
    case Command::Live:
        control_.goLive();
        return {};
    default: // of the window, or of its panel
        return {};
    }
}

QString WallTime::goTo(const QString& moment)
{
    asked_ms_ = clock_.now_ms();
    const TimeControl::State state = control_.state();
    const std::int64_t last_ms = state.last_ms.value_or(state.at_ms);
    const view::Moment read = view::readMoment(moment, zone_, state.at_ms, last_ms);
    if (!read.at_ms)
        return read.trouble;
    if (*read.at_ms > last_ms)
        return tr("%1 has not come yet; the newest is %2")
            .arg(view::writeMoment(*read.at_ms, zone_), view::writeMoment(last_ms, zone_));
    if (state.first_ms && *read.at_ms < *state.first_ms)
        return tr("%1 is too early; the oldest is %2")
            .arg(view::writeMoment(*read.at_ms, zone_), view::writeMoment(*state.first_ms, zone_));
    return send(*read.at_ms, state);
}

/// By a step, or where it is known to lead.
QString WallTime::send(std::int64_t at_ms, const TimeControl::State& state)
{
    if (state.last_ms && at_ms >= *state.last_ms) {
        const bool is_there = state.is_live || state.at_ms == *state.last_ms;
        control_.goLive();
        return is_there ? tr("There is nothing newer") : QString();
    }
    wanted_ms_ = at_ms;
    control_.goTo(at_ms);
    return {};
}

QString WallTime::pause(const TimeControl::State& state)
{
    const bool is_over = !state.is_live && state.at_ms == state.last_ms;
    control_.setMoving(is_over || !state.is_moving);
    return {};
}

QString WallTime::changeSpeed(bool is_faster, const TimeControl::State& state)
{
    if (state.is_live)
        return tr("Live runs at the clock's own speed; the past at any");
    const double speed = nextSpeed(state.speed, is_faster);
    control_.setSpeed(speed);
    return state.is_moving ? QString() : tr("%1x once time goes on (P)").arg(speed);
}

void WallTime::look()
{
    if (const QString news = this->news(control_.state()); !news.isEmpty())
        Q_EMIT told(news);
}

QString WallTime::news(const TimeControl::State& state)
{
    if (std::exchange(told_troubles_, state.troubles) != state.troubles) {
        wanted_ms_.reset();
        return view::presentTrouble(state.trouble);
    }
    if (state.reach != TimeControl::Reach::Free)
        return {};
    if (wanted_ms_ && state.first_ms) {
        const std::int64_t wanted_ms = *std::exchange(wanted_ms_, std::nullopt);
        if (wanted_ms < *state.first_ms)
            return tr("There is nothing older than %1")
                .arg(view::writeMoment(*state.first_ms, zone_));
    }
    if (state.is_live) {
        asked_ms_ = clock_.now_ms();
    } else if (state.has_live && clock_.now_ms() - asked_ms_ >= kUnattended_ms) {
        control_.goLive();
        return tr("Live again: nobody has asked for anything for an hour");
    }
    return {};
}

} // namespace livewall::app
