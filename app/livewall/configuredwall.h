// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "app/livewall/lighting.h"
#include "app/livewall/notice.h"
#include "app/livewall/placement.h"
#include "app/livewall/wallwindows.h"
#include "app/livewall/wiring.h"
#include "app/options/configured.h"
#include "models/engine/clock.h"
#include "models/engine/liveengine.h"
#include "models/engine/pastengine.h"
#include "widgets/shell/setupscreen.h"

#include <CLI/CLI.hpp>

#include <QObject>
#include <QTimer>

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livewall::app {

/// The wall that a configuration file tells of. Without a feed it shows what to do and looks every
/// kLookEvery_ms whether there is one; a file with faults never takes a running wall down. GUI
/// thread only; a QApplication must exist.
///
/// A wall is replaced by a thread of its own, which saves the last of the one before and opens the
/// store: a disk may take as long as it likes for either, and the screen goes on with the last
/// figures and says so. Between the two nothing is counted, and what feeds can send again is.
class ConfiguredWall
{
public:
    static constexpr int kLookEvery_ms = 2000;

    /// `app` and `clock` must outlive it.
    ConfiguredWall(const CLI::App& app, const Arguments& arguments, const engine::Clock& clock);

    /// Shows what there is to show. False where the store is another's or the arguments cannot be
    /// used: one line was printed.
    bool start();

    /// Reads the file again, as SIGHUP asks. While a wall is being replaced it is remembered, and
    /// done once after it.
    void reload();

    /// Saves the last of it, and waits for a wall that is being replaced; the next one is not begun
    /// then. False where something could not be saved: one line was printed.
    bool finish();

private:
    /// What to count.
    struct Plan
    {
        config::Config config;
        engine::LiveEngine::Settings settings;
    };
    struct Wall
    {
        Plan plan;
        std::unique_ptr<engine::LiveEngine> engine;
        std::unique_ptr<engine::PastEngine> past; ///< over it
        std::unique_ptr<WallWindows> windows;
        std::unique_ptr<FeedLog> log;
    };
    /// What comes after a wall.
    struct Successor
    {
        bool is_saved = false; ///< the last of the wall before
        bool is_new = false;   ///< else it counts what the wall before did
        Plan plan;
        std::unique_ptr<engine::LiveEngine> engine; ///< not started; nothing: no wall can be begun
    };

    std::string file() const;
    void look();
    void keepOn(const Notice& notice);
    void replace(const config::Config& config);
    void takeOver();
    void showSetUp(const std::vector<config::Fault>& faults, const config::Appearance& appearance);
    bool begin(const config::Config& config);
    void show(Plan plan, std::unique_ptr<engine::LiveEngine> engine);
    std::optional<Plan> planOf(const config::Config& config) const;
    std::string storeOf(const config::Config& config) const;
    WindowArguments windowIn(const config::Appearance& appearance) const;
    std::vector<WindowArguments> windowsOf(const config::Config& config) const;
    void light(const Wall& wall);
    void shine(double percent);

    // These may wait for the disk.
    std::unique_ptr<engine::LiveEngine> makeEngine(const Plan& plan) const;
    bool finish(Wall& wall) const;
    Successor succeed(Wall& wall, Plan plan) const;

    const CLI::App& app_;
    const Arguments& arguments_;
    const engine::Clock& clock_;
    const engine::SteadyClock pace_; ///< of the past
    const config::Places places_ = config::Places::fromEnvironment();
    std::unique_ptr<Wall> wall_;
    Lighting lighting_;
    std::unique_ptr<widgets::SetUpScreen> set_up_;
    std::optional<Placement> set_up_place_; ///< where it is the whole screen
    QTimer look_;
    Notice notice_; ///< what a person is to know of the configuration, and of what became of it
    bool is_asked_again_ = false;
    QObject successor_came_;           ///< receives that in the event loop
    std::future<Successor> successor_; ///< the last member: its thread uses the others
};

} // namespace livewall::app
