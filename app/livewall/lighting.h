// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/screencommand.h"
#include "models/config/config.h"
#include "models/engine/clock.h"
#include "models/stats/zone.h"

#include <CLI/CLI.hpp>

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livewall::app {

/// Darkens a wall in its dark hours, and runs the commands that switch TVs off while it is black:
/// the one that fits at the beginning, then each when its time comes. Somebody who presses a key or
/// a button at night gets kAwake_ms of light; that press means nothing else. GUI thread; a
/// QApplication must exist.
class Lighting final : public QObject
{
public:
    static constexpr int kLookEvery_ms = 500;
    static constexpr std::int64_t kAwake_ms = 5 * 60'000;

    struct Plan
    {
        std::vector<config::DarkHours> hours;
        stats::Zone zone;
        std::vector<std::string> on_command;
        std::vector<std::string> off_command;
        bool wakes = true; ///< by a key or a button
    };

    /// `app` and `clock` must outlive it. `shine` is told the brightness in percent, whenever it
    /// changes.
    Lighting(const CLI::App& app, const engine::Clock& clock,
             std::function<void(double percent)> shine);

    /// From now on; with a plan under which the wall is as black as before, or as little, nothing
    /// is run.
    void follow(Plan plan);

    /// Looks what time it is: it does so by itself kLookEvery_ms.
    void look();

    double brightness() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void shine(double percent);

    const engine::Clock& clock_;
    std::function<void(double percent)> shine_;
    ScreenCommand command_;
    std::optional<Plan> plan_;
    std::optional<double> brightness_;           ///< nothing: not looked yet
    std::optional<std::int64_t> awake_until_ms_; ///< elapsed_ms()
    QTimer look_;
};

} // namespace livewall::app
