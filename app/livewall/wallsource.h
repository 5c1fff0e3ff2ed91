// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine/engine.h"
#include "models/view/wallview.h"
#include "widgets/shell/wallwindow.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace livewall::app {

/// What the windows of one wall show: the newest view of its engine, one for all of them, and to
/// each window all purchases as they happen. GUI thread only.
class WallSource
{
public:
    /// `engine` must outlive it. `notice`, if any, says what else stands on the screen as long as
    /// it is not empty; it is asked each frame.
    explicit WallSource(engine::Engine& engine, std::function<QString()> notice = {});
    WallSource(const WallSource&) = delete;
    WallSource& operator=(const WallSource&) = delete;

    /// Those of one window more, which must not outlive this.
    widgets::WallInputs inputs();

private:
    std::shared_ptr<const view::WallView> view();
    std::shared_ptr<const view::WallView> withNotice(view::WallView view,
                                                     const QString& notice) const;
    std::vector<view::MapPoint> takePulses(std::size_t window);
    std::vector<view::Arrival> takeArrivals(std::size_t window);

    engine::Engine& engine_;
    std::function<QString()> notice_;
    QString noticed_;           ///< what the view has of it
    std::uint64_t notices_ = 0; ///< how often that has changed
    std::shared_ptr<const engine::Snapshot> presented_;
    std::shared_ptr<const view::WallView> view_;
    /// By window: what it has not taken. Of one that takes nothing, as many as the engine keeps.
    std::vector<std::vector<view::MapPoint>> pulses_;
    std::vector<std::vector<view::Arrival>> arrivals_; ///< likewise
};

} // namespace livewall::app
