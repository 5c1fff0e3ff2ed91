// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/livewall/arguments.h"
#include "app/livewall/wiring.h"
#include "app/options/configured.h"
#include "models/engine/clock.h"
#include "models/engine/liveengine.h"
#include "widgets/shell/setupscreen.h"
#include "widgets/shell/wallwindow.h"

#include <CLI/CLI.hpp>

#include <QTimer>

#include <memory>
#include <string>

namespace livewall::app {

/// The wall that a configuration file tells of. Without a feed it shows what to do and looks every
/// kLookEvery_ms whether there is one; a file with faults never takes a running wall down. GUI
/// thread only; a QApplication must exist.
class ConfiguredWall
{
public:
    static constexpr int kLookEvery_ms = 2000;

    /// `app` and `clock` must outlive it.
    ConfiguredWall(const CLI::App& app, const Arguments& arguments, const engine::Clock& clock);

    /// Shows what there is to show. False where the store is another's or the arguments cannot be
    /// used: one line was printed.
    bool start();

    /// Reads the file again, as SIGHUP asks.
    void reload();

    /// Saves the last of it. False where that failed: one line was printed.
    bool finish();

private:
    struct Wall
    {
        std::string store;
        std::unique_ptr<engine::LiveEngine> engine;
        std::unique_ptr<widgets::WallWindow> window;
        std::unique_ptr<FeedLog> log;
    };

    std::string file() const;
    void look();
    void keepOn(const QString& notice);
    void replace(const config::Config& config);
    void showSetUp(const std::vector<config::Fault>& faults);
    bool begin(const config::Config& config);
    std::unique_ptr<Wall> make(const config::Config& config);
    WindowArguments windowOf(const config::Config& config) const;

    const CLI::App& app_;
    const Arguments& arguments_;
    const engine::Clock& clock_;
    const config::Places places_ = config::Places::fromEnvironment();
    config::Config config_; ///< the wall's
    std::unique_ptr<Wall> wall_;
    std::unique_ptr<widgets::SetUpScreen> set_up_;
    QTimer look_;
    QString notice_; ///< what is wrong with the file while the wall goes on
};

} // namespace livewall::app
