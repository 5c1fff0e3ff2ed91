// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/eventlines.h"
#include "app/livewallctl/linknotes.h"
#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "app/options/configured.h"
#include "app/options/durations.h"
#include "app/options/endsignals.h"
#include "models/engine/clock.h"
#include "models/feed/sourcefactory.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace livewall::app {

namespace {

struct TailArguments
{
    std::string feed;
    std::string config;
    std::optional<std::int64_t> for_ms;
    std::optional<std::int64_t> idle_ms;
    BoardArguments board;
};

/// Where somebody reads, and wants it (no-color.org).
bool wantsColour()
{
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0') &&
           terminal != nullptr && std::string_view(terminal) != "dumb";
}

/// Prints what a source gives as it comes: while nobody reads the lines, the source waits. How the
/// link stands goes to standard error, so that lines can be piped.
class Tail final : public feed::Sink
{
public:
    Tail(const CLI::App& app, std::string feed, EventLines lines, bool is_recorded)
        : app_(app)
        , feed_(std::move(feed))
        , lines_(std::move(lines))
        , notes_(feed_)
        , says_up_(!is_recorded)
    {
    }

    std::unique_ptr<feed::Batch> takeEmpty() override { return std::make_unique<feed::Batch>(); }

    bool deliver(std::unique_ptr<feed::Batch> batch) override
    {
        text_.clear();
        lines_.add(*batch, text_);
        received_ = lines_.received();
        is_written_ = std::fwrite(text_.data(), 1, text_.size(), stdout) == text_.size() &&
                      std::fflush(stdout) == 0;
        return is_written_;
    }

    void setState(feed::LinkState state) override
    {
        const std::string note = notes_.next(state);
        if (!note.empty())
            complain(app_, note);
        else if (state.link == feed::Link::Up && says_up_)
            complain(app_, feed_ + " is there");
        says_up_ = says_up_ && state.link != feed::Link::Up;
        if (state.link == feed::Link::Failed)
            failure_ = state.detail;
    }

    void noteAlive() override {}

    /// How much has come so far. From any thread.
    std::uint64_t received() const { return received_; }

    // Once the source has returned.
    const EventLines& lines() const { return lines_; }
    const std::optional<std::string>& failure() const { return failure_; }
    bool isWritten() const { return is_written_; }

private:
    const CLI::App& app_;
    std::string feed_;
    EventLines lines_;
    LinkNotes notes_;
    bool says_up_;
    bool is_written_ = true;
    std::string text_;
    std::optional<std::string> failure_;
    std::atomic<std::uint64_t> received_ = 0;
};

/// The feed that the arguments name, with what the configuration says of it. Nothing: one line was
/// printed.
std::optional<FeedArguments> feedAsked(const CLI::App& app, const TailArguments& arguments,
                                       const config::Config* config, const event::FieldMap& fields,
                                       const config::Places& places)
{
    if (!config) {
        if (!arguments.feed.empty())
            return feedsAt({arguments.feed}, fields).front();
        complain(app, "--feed says what to read (--help)");
        return std::nullopt;
    }
    // A store is named so that none is made.
    const auto feeds = configured(*config, places, "none").feeds;
    const auto found = arguments.feed.empty() && feeds.size() == 1
                           ? feeds.begin()
                           : std::ranges::find(feeds, arguments.feed, &FeedArguments::name);
    if (found != feeds.end())
        return *found;
    complain(app, arguments.feed.empty()
                      ? arguments.config + ": --feed says which of its feeds, by name"
                      : arguments.config + ": has no feed named " + arguments.feed);
    return std::nullopt;
}

/// Waits until it is to end: a signal, its time is over, nothing comes, or `is_over`.
void waitForEnd(const Tail& tail, const std::atomic<bool>& is_over, const TailArguments& arguments,
                EndSignals& signals)
{
    constexpr std::int64_t kLookEvery_ms = 20;
    const engine::SteadyClock clock;
    const std::int64_t start_ms = clock.now_ms();
    std::int64_t received_ms = start_ms;
    std::uint64_t received = 0;
    while (!is_over && !signals.wait(kLookEvery_ms)) {
        const std::int64_t now_ms = clock.now_ms();
        if (std::exchange(received, tail.received()) != tail.received())
            received_ms = now_ms;
        if (arguments.for_ms && now_ms - start_ms >= *arguments.for_ms)
            return;
        if (arguments.idle_ms && now_ms - received_ms >= *arguments.idle_ms)
            return;
    }
}

/// From now on a signal ends the program at once: what reads the lines may have stopped reading.
void letSignalsEnd()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

int tail(const CLI::App& app, const TailArguments& arguments)
{
    const config::Places places = config::Places::fromEnvironment();
    config::Loaded loaded;
    if (!arguments.config.empty()) {
        loaded = readConfig(arguments.config, places);
        complainOf(app, loaded.faults);
        if (!loaded.config)
            return kBadUse;
    }
    const config::Config* config = loaded.config ? &*loaded.config : nullptr;
    const auto reading = arguments.board.read(app, config);
    if (!reading)
        return kBadUse;
    const auto asked = feedAsked(app, arguments, config, reading->fields, places);
    if (!asked)
        return kBadUse;

    EndSignals signals; // before any thread starts
    int argument_count = 1;
    std::string program = "livewallctl";
    std::vector<char*> program_arguments = {program.data(), nullptr};
    const QCoreApplication application(argument_count, program_arguments.data());
    const engine::SystemClock clock;
    const std::string name = feedName(*asked, {});
    std::string error;
    const auto source =
        feed::makeSource({.location = asked->location,
                          .decoder = {.feed = name,
                                      .fields = asked->fields,
                                      .samples_per_reason = std::numeric_limits<int>::max()},
                          .cursor = {},
                          .now_ms = [&clock] { return clock.now_ms(); },
                          .access = asked->access,
                          .proof = asked->proof},
                         error);
    if (!source || !source->canBegin(error)) {
        complain(app, error);
        return kBadUse;
    }

    Tail printed(app, name, EventLines(reading->board.zone, wantsColour()), source->isRecorded());
    std::atomic<bool> is_over = false;
    std::jthread thread([&](const std::stop_token& stop) {
        source->run(printed, stop);
        is_over = true;
    });
    waitForEnd(printed, is_over, arguments, signals);
    thread.request_stop();
    letSignalsEnd();
    thread.join();
    if (printed.failure())
        complain(app, *printed.failure());
    complain(app, printed.lines().summary());
    if (printed.failure() || !printed.isWritten())
        return kBadUse;
    return printed.lines().hasPurchase() ? kDone : kNothingValid;
}

} // namespace

void addTailCommand(CLI::App& app, Command& chosen)
{
    auto arguments = std::make_shared<TailArguments>();
    CLI::App* command = app.add_subcommand(
        "tail", "Print what a feed gives as it comes, and what of it is rejected and why");
    command->set_version_flag("--version", app.version());
    command
        ->add_option("--feed", arguments->feed,
                     "Where purchases come from: a file, - (standard input), or a URL: "
                     "follow:, http(s)://, ws(s)://, tcp://, tls://, nats://, kafka://; with "
                     "--config a feed's name in it")
        ->type_name("URL_OR_FILE");
    command
        ->add_option("--config", arguments->config,
                     "Read a feed of this configuration, as the wall would")
        ->type_name("FILE");
    addDuration(*command, "--for", arguments->for_ms, "End after this time");
    addDuration(*command, "--until-idle", arguments->idle_ms, "End once nothing has come so long");
    arguments->board.addTo(*command);
    command->remove_option(command->get_option("--exclude")); // nothing is counted
    command->footer("Purchases go to standard output; how the feed stands, and at the end how much "
                    "came, to standard error.");
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return tail(app, *arguments); };
    });
}

} // namespace livewall::app
