// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/ending.h"
#include "app/livewallctl/qtapplication.h"
#include "app/livewallctl/reportjson.h"
#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "app/options/configured.h"
#include "app/options/durations.h"
#include "app/options/endsignals.h"
#include "app/options/feeds.h"
#include "app/options/linknotes.h"
#include "models/engine/clock.h"
#include "models/engine/liveengine.h"

#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livewall::app {

namespace {

struct RunArguments
{
    std::vector<std::string> feeds;
    std::string config; ///< instead of feeds
    std::string store;
    EndArguments end;
    std::optional<std::int64_t> save_ms;
    BoardArguments board;
};

/// Says when saving begins to fail, when it goes on, and that a damaged store was replaced.
class SavingNotes
{
public:
    explicit SavingNotes(const CLI::App& app) : app_(app) {}

    void say(const engine::Saving& saving)
    {
        if (saving.moved_to != moved_to_ && !saving.moved_to.empty())
            complain(app_, "the store was damaged and is now " + saving.moved_to +
                               "; a new one is begun");
        moved_to_ = saving.moved_to;
        const bool is_failing = saving.failing_since_ms.has_value();
        if (is_failing && !was_failing_)
            complain(app_, "not saving: " + saving.trouble.text() +
                               (saving.is_for_good ? "" : "; tries again until it can"));
        else if (!is_failing && was_failing_)
            complain(app_, "saves again");
        was_failing_ = is_failing;
    }

private:
    const CLI::App& app_;
    std::string moved_to_;
    bool was_failing_ = false;
};

void say(const CLI::App& app, FeedNotes& notes, const engine::Snapshot& snapshot)
{
    for (const std::string& line : notes.next(snapshot))
        complain(app, line);
}

/// Waits until it is to end: a signal, its time is over, nothing comes, or all feeds have ended.
void waitForEnd(const CLI::App& app, const engine::LiveEngine& engine, FeedNotes& notes,
                const EndArguments& arguments, EndSignals& signals)
{
    EndWatch end(arguments);
    SavingNotes saving(app);
    while (!signals.wait(EndWatch::kLookEvery_ms)) {
        const auto snapshot = engine.latest();
        say(app, notes, *snapshot);
        saving.say(snapshot->saving);
        if (end.isDue(engine.received()) || engine.isDone())
            return;
    }
}

/// What kept feeds from giving anything, as far as they know.
std::string whyNot(const engine::Snapshot& snapshot)
{
    std::string reasons;
    for (const engine::FeedSnapshot& feed : snapshot.feeds) {
        const bool is_down =
            feed.link.link == feed::Link::Connecting || feed.link.link == feed::Link::Failed;
        if (is_down && !feed.link.detail.empty())
            reasons += "; " + feed.name + ": " + feed.link.detail;
    }
    return reasons;
}

int run(const CLI::App& app, const RunArguments& arguments)
{
    const config::Places places = config::Places::fromEnvironment();
    std::optional<config::Config> asked;
    if (!readAskedConfig(app, arguments.config, places, asked))
        return kBadUse;
    const config::Config* config = asked ? &*asked : nullptr;
    const auto counting = arguments.board.read(app, config);
    if (!counting)
        return kBadUse;
    LiveArguments live = config ? configured(*config, places, arguments.store)
                                : LiveArguments{.feeds = feedsAt(arguments.feeds, counting->fields),
                                                .store = arguments.store};
    if (arguments.save_ms)
        live.save_ms = arguments.save_ms;
    if (live.feeds.empty()) {
        complain(app, config ? arguments.config + ": has no [[feed]]"
                             : std::string("--feed or --config says what to count (--help)"));
        return kBadUse;
    }
    EndSignals signals; // before any thread starts
    const QtApplication application;

    const engine::SystemClock clock;
    const auto engine = makeLiveEngine(
        app, live, {.board = counting->board, .rule = engine::TimeRule::Newest}, clock);
    if (!engine)
        return kBadUse;
    engine->start();
    FeedNotes notes(live.feeds);
    waitForEnd(app, *engine, notes, arguments.end, signals);
    const bool is_saved = engine->finish();
    if (!is_saved)
        complain(app, live.store + ": the last of it could not be saved");

    const auto snapshot = engine->latest();
    if (!snapshot->has_events) {
        complain(app, "no valid purchase came" + whyNot(*snapshot));
        return kNothingValid;
    }
    say(app, notes, *snapshot); // a file may be read faster than anybody looks
    std::cout << reportJson(*snapshot, counting->board.zone) << std::endl;
    if (!std::cout) {
        complain(app, "the report could not be written to standard output");
        return kBadUse;
    }
    return is_saved ? kDone : kBadUse;
}

} // namespace

void addRunCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand(
        "run", "Count feeds as the wall does, without a screen, and print the report at the end");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("--feed", arguments->feeds,
                     "Where purchases come from, once for each feed: a file, - (standard input), "
                     "or a URL: follow:, http(s)://, ws(s)://, tcp://, tls://, nats://, kafka://, "
                     "demo:")
        ->type_name("URL_OR_FILE")
        ->allow_extra_args(false);
    command
        ->add_option("--config", arguments->config,
                     "Its feeds and its store, instead of --feed; the default store where it names "
                     "none")
        ->excludes("--feed")
        ->type_name("FILE.toml");
    command
        ->add_option("--store", arguments->store,
                     "Keep what is counted in this database, and go on from it")
        ->type_name("DB");
    arguments->end.addTo(*command);
    addDuration(*command, "--save-every", arguments->save_ms,
                "How often to save (default: 5s, or 1s where a feed cannot resume)");
    arguments->board.addTo(*command);
    command->footer("It ends on SIGINT, SIGTERM and SIGHUP too, and when all feeds have ended.");
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return run(app, *arguments); };
    });
}

} // namespace livewall::app
