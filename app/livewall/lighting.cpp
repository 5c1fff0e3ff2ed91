// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/lighting.h"

#include "app/livewall/darkness.h"

#include <QCoreApplication>
#include <QEvent>

#include <chrono>
#include <utility>

namespace livewall::app {

Lighting::Lighting(const CLI::App& app, const engine::Clock& clock,
                   std::function<void(double percent)> shine)
    : clock_(clock), shine_(std::move(shine)), command_(app)
{
    connect(&look_, &QTimer::timeout, this, &Lighting::look);
    QCoreApplication::instance()->installEventFilter(this);
}

void Lighting::follow(Plan plan)
{
    plan_ = std::move(plan);
    look();
    look_.start(kLookEvery_ms);
}

double Lighting::brightness() const
{
    return brightness_.value_or(kFullBrightness);
}

void Lighting::look()
{
    if (awake_until_ms_ && clock_.elapsed_ms() >= *awake_until_ms_)
        awake_until_ms_.reset();
    const std::chrono::sys_time<std::chrono::milliseconds> now(
        std::chrono::milliseconds(clock_.now_ms()));
    const double percent = brightnessAt(
        plan_->hours, std::chrono::floor<std::chrono::seconds>(plan_->zone.toLocal(now)));
    shine(awake_until_ms_ ? kFullBrightness : percent);
}

void Lighting::shine(double percent)
{
    const auto before = std::exchange(brightness_, percent);
    if (before == percent)
        return;
    shine_(percent);
    // A dimmed TV is to be seen: only one that shows nothing is switched off.
    const bool is_black = percent <= 0;
    if (!before || is_black != (*before <= 0))
        command_.run(is_black ? plan_->off_command : plan_->on_command);
}

bool Lighting::eventFilter(QObject* watched, QEvent* event)
{
    const bool is_press =
        event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress;
    // Of each press the window comes first, and then what is in it.
    if (!is_press || !watched->isWindowType() || !plan_ || !plan_->wakes)
        return QObject::eventFilter(watched, event);
    const bool was_dark = brightness() < kFullBrightness;
    if (was_dark || awake_until_ms_)
        awake_until_ms_ = clock_.elapsed_ms() + kAwake_ms;
    if (was_dark)
        look();
    return was_dark;
}

} // namespace livewall::app
