// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/commands.h"
#include "app/livewall/wiring.h"
#include "app/options/feeds.h"
#include "models/engine/clock.h"

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
    engine->start();
    const auto window = makeWindow(*engine, arguments.window);
    return runWindow(*window, arguments.window);
}

} // namespace livewall::app
