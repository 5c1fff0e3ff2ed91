// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/commands.h"
#include "app/livewall/configuredwall.h"
#include "app/livewall/placement.h"
#include "app/livewall/signalwatch.h"
#include "app/livewall/wiring.h"
#include "app/options/feeds.h"
#include "models/engine/clock.h"
#include "models/engine/pastengine.h"

#include <QApplication>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

const std::string kDemoLocation = "demo:";

int listOutputs(const CLI::App& app, const Arguments& arguments, int argc, char** argv)
{
    const auto application = makeApplication(app, arguments.window, argc, argv);
    if (!application)
        return kBadUse;
    std::cout << listOfOutputs();
    return kDone;
}

int runConfigured(const CLI::App& app, const Arguments& arguments, const EndSignals& signals,
                  int argc, char** argv)
{
    const auto application = makeApplication(app, arguments.window, argc, argv);
    if (!application)
        return kBadUse;
    const engine::SystemClock clock;
    ConfiguredWall wall(app, arguments, clock);
    const SignalWatch watch(signals, [&wall](int signal) {
        if (signal == SIGHUP)
            wall.reload();
        else
            QApplication::exit();
    });
    if (!wall.start())
        return kBadUse;
    const auto awake = keepAwake(app, arguments.window);
    const int status = QApplication::exec();
    wall.finish();
    return status;
}

} // namespace

int runLive(const CLI::App& app, const Arguments& arguments, int argc, char** argv)
{
    if (arguments.lists_screens)
        return listOutputs(app, arguments, argc, argv);
    const EndSignals signals; // before any thread starts
    const bool is_told = arguments.demo || !arguments.feeds.empty();
    if (is_told && !arguments.config.empty()) {
        complain(app, "--config names the feeds: it goes with neither --feed nor --demo");
        return kBadUse;
    }
    if (!is_told)
        return runConfigured(app, arguments, signals, argc, argv);
    if (!arguments.feeds.empty() && arguments.demo) {
        complain(app, "--feed and --demo exclude each other: real and invented purchases never "
                      "share a wall");
        return kBadUse;
    }
    const auto counting = arguments.board.read(app);
    if (!counting)
        return kBadUse;
    const bool is_demo = arguments.demo || std::ranges::any_of(arguments.feeds, isDemo);
    // Sources that use Qt ask for it.
    const auto application = makeApplication(app, arguments.window, argc, argv);
    if (!application)
        return kBadUse;
    const engine::SystemClock clock;
    const auto feeds =
        feedsAt(arguments.demo ? std::vector{kDemoLocation} : arguments.feeds, counting->fields);
    const auto engine = makeLiveEngine(
        app, {.feeds = feeds, .store = arguments.store},
        {.board = counting->board, .mode = is_demo ? engine::Mode::Demo : engine::Mode::Live},
        clock);
    if (!engine)
        return kBadUse;
    // Switched off in good order, a wall saves the last of what it counted. Not quit(): that asks
    // every window, and one in a kiosk refuses.
    const SignalWatch watch(signals, [](int) { QApplication::exit(); });
    const engine::SteadyClock pace;
    engine::PastEngine wall(*engine, arguments.store, counting->board, pace);
    wall.start();
    const FeedLog log(app, *engine, feeds);
    int status = kDone;
    {
        WallWindows windows(app, wall, wall, counting->board.zone, {arguments.window});
        const auto awake = keepAwake(app, arguments.window);
        status = runWall(windows);
    }
    if (!engine->finish())
        complain(app, arguments.store + ": the last of it could not be saved");
    return status;
}

} // namespace livewall::app
