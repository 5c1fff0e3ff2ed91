// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/commands.h"
#include "app/livewall/wiring.h"
#include "app/options/endsignals.h"
#include "app/options/feeds.h"
#include "models/engine/clock.h"

#include <QApplication>
#include <QSocketNotifier>

#include <algorithm>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

const std::string kDemoLocation = "demo:";

} // namespace

int runLive(const CLI::App& app, const Arguments& arguments, int argc, char** argv)
{
    if (arguments.feeds.empty() && !arguments.demo) {
        complain(app, "nothing to show: --feed says where purchases come from, --demo invents "
                      "some (--help)");
        return kBadUse;
    }
    if (!arguments.feeds.empty() && arguments.demo) {
        complain(app, "--feed and --demo exclude each other: real and invented purchases never "
                      "share a wall");
        return kBadUse;
    }
    const EndSignals signals; // before any thread starts
    const auto counting = arguments.board.read(app);
    if (!counting)
        return kBadUse;
    const bool is_demo = arguments.demo || std::ranges::any_of(arguments.feeds, isDemo);
    const engine::SystemClock clock;
    const auto engine = makeLiveEngine(
        app,
        {.locations = arguments.demo ? std::vector{kDemoLocation} : arguments.feeds,
         .fields = counting->fields,
         .store = arguments.store},
        {.board = counting->board, .mode = is_demo ? engine::Mode::Demo : engine::Mode::Live},
        clock);
    if (!engine)
        return kBadUse;
    const auto application = makeApplication(app, argc, argv);
    if (!application)
        return kBadUse;
    // Switched off in good order, a wall saves the last of what it counted.
    const feed::FileDescriptor signalled = signals.descriptor();
    const QSocketNotifier notifier(signalled.get(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, application.get(),
                     &QApplication::quit);
    engine->start();
    int status = kDone;
    {
        const auto window = makeWindow(*engine, arguments.window);
        status = runWindow(*window, arguments.window);
    }
    if (!engine->finish())
        complain(app, arguments.store + ": the last of it could not be saved");
    return status;
}

} // namespace livewall::app
