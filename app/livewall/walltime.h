// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/clock.h"
#include "models/engine/timecontrol.h"
#include "models/stats/zone.h"
#include "widgets/shell/timetravel.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

namespace livewall::app {

/// What somebody at the wall asks of T, put to an engine, and its answers in words. Sent back from
/// live and then left alone for kUnattended_ms, a wall returns to live: it hangs there to be read
/// by others, whether a window of it can be seen or not. GUI thread.
class WallTime final : public widgets::TimeTravel
{
    Q_DECLARE_TR_FUNCTIONS(WallTime)
public:
    static constexpr std::int64_t kUnattended_ms = 3'600'000;
    static constexpr int kLookEvery_ms = 100;

    /// `control` and `clock`, which runs evenly, must outlive it.
    WallTime(engine::TimeControl& control, stats::Zone zone, const engine::Clock& clock);

    QString obey(widgets::Command command) override;
    QString refusal() const override;
    QString moment() const override;
    QString zone() const override;
    QString goTo(const QString& moment) override;

    /// What has become of T since: tells it, and where nobody has asked for anything for long, goes
    /// live. To be called every kLookEvery_ms.
    void look();

private:
    QString news(const engine::TimeControl::State& state);
    QString send(std::int64_t at_ms, const engine::TimeControl::State& state);
    QString pause(const engine::TimeControl::State& state);
    QString changeSpeed(bool is_faster, const engine::TimeControl::State& state);

    engine::TimeControl& control_;
    const stats::Zone zone_;
    const engine::Clock& clock_;
    std::int64_t asked_ms_ = 0; ///< when T was last live, or somebody asked for something
    std::optional<std::int64_t> wanted_ms_; ///< before what is known to be kept, perhaps
    std::uint64_t told_troubles_;           ///< how many of the engine's were
};

} // namespace livewall::app
