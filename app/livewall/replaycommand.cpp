// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/commands.h"
#include "app/livewall/signalwatch.h"
#include "app/livewall/wiring.h"
#include "models/engine/replayengine.h"
#include "models/feed/bytereader.h"

#include <QTimer>

#include <filesystem>
#include <system_error>

namespace livewall::app {

namespace {

/// An empty argument is none; any other was checked when it was parsed.
std::optional<std::int64_t> instantOf(const std::string& argument)
{
    return argument.empty() ? std::nullopt : parseInstant(argument);
}

bool canOpenAll(const CLI::App& app, const std::vector<std::string>& files)
{
    for (const std::string& file : files) {
        std::error_code unknown; // opening it says what is wrong
        // What a folder holds is read with its indexes.
        if (std::filesystem::is_directory(file, unknown))
            continue;
        // Opening and closing a pipe would cost it its writer.
        if (std::filesystem::is_fifo(file, unknown))
            continue;
        if (std::string error; !feed::openBytes(file, error)) {
            complain(app, error);
            return false;
        }
    }
    return true;
}

} // namespace

int runReplay(const CLI::App& app, const Arguments& arguments, int argc, char** argv)
{
    const auto counting = arguments.board.read(app);
    if (!counting || !canOpenAll(app, arguments.files))
        return kBadUse;
    const engine::ReplayOptions options{
        .files = arguments.files,
        .decoder = {.feed = "recording", .fields = counting->fields},
        .by = arguments.is_by_arrival ? engine::ReplayBy::Arrival : engine::ReplayBy::Event,
        .from_ms = instantOf(arguments.from),
        .to_ms = instantOf(arguments.to),
        .note = [&app](const std::string& line) { complain(app, line); },
        .speed = arguments.speed,
    };
    if (options.from_ms && options.to_ms && *options.from_ms > *options.to_ms) {
        complain(app, "--from lies after --to: a replay runs forwards");
        return kBadUse;
    }

    const EndSignals signals; // before any thread starts
    const auto application = makeApplication(app, arguments.window, argc, argv);
    if (!application)
        return kBadUse;
    const SignalWatch watch(signals, [](int) { QApplication::exit(); });
    const engine::SteadyClock pace;
    engine::ReplayEngine engine(counting->board, options, pace);
    engine.start();
    WallWindows windows(app, engine, engine, counting->board.zone, {arguments.window});
    const auto awake = keepAwake(app, arguments.window);

    // Whether there is anything to play is known once the files are read.
    constexpr std::chrono::milliseconds kLookEvery(100);
    QTimer failure_watch;
    QObject::connect(&failure_watch, &QTimer::timeout, application.get(), [&] {
        if (const auto failure = engine.failure()) {
            complain(app, failure->line);
            QApplication::exit(failure->nothing_valid ? kNothingValid : kBadUse);
        }
    });
    failure_watch.start(kLookEvery);
    return runWall(windows);
}

} // namespace livewall::app
