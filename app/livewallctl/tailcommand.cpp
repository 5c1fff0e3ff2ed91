// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewallctl/command.h"
#include "app/livewallctl/ending.h"
#include "app/livewallctl/eventlines.h"
#include "app/livewallctl/qtapplication.h"
#include "app/options/boardarguments.h"
#include "app/options/commandline.h"
#include "app/options/configured.h"
#include "app/options/endsignals.h"
#include "app/options/linknotes.h"
#include "models/engine/clock.h"
#include "models/feed/sourcefactory.h"

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
    EndArguments end;
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
    Tail(const CLI::App& app, const FeedArguments& feed, const std::string& name, EventLines lines,
         bool is_recorded)
        : app_(app)
        , feed_(shownName(feed, name))
        , prefix_(faultPrefix(feed))
        , lines_(std::move(lines))
        , notes_(feed_, prefix_)
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
            failure_ = prefix_ + state.detail;
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
    std::string prefix_; ///< of what is wrong with it
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
                                       const std::optional<config::Config>& config,
                                       const event::FieldMap& fields)
{
    if (!config) {
        if (!arguments.feed.empty())
            return feedsAt({arguments.feed}, fields).front();
        complain(app, "--feed says what to read (--help)");
        return std::nullopt;
    }
    const std::vector<FeedArguments> feeds = configuredFeeds(*config);
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

int tail(const CLI::App& app, const TailArguments& arguments)
{
    std::optional<config::Config> config;
    if (!readAskedConfig(app, arguments.config, config::Places::fromEnvironment(), config))
        return kBadUse;
    const auto reading = arguments.board.read(app, config ? &*config : nullptr);
    if (!reading)
        return kBadUse;
    const auto asked = feedAsked(app, arguments, config, reading->fields);
    if (!asked)
        return kBadUse;

    EndSignals signals; // before any thread starts
    const QtApplication application;
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
        complain(app, faultPrefix(*asked) + error);
        return kBadUse;
    }

    Tail printed(app, *asked, name, EventLines(reading->board.zone, wantsColour()),
                 source->isRecorded());
    std::atomic<bool> is_over = false;
    std::jthread thread([&](const std::stop_token& stop) {
        source->run(printed, stop);
        is_over = true;
    });
    EndWatch end(arguments.end);
    while (!is_over && !signals.wait(EndWatch::kLookEvery_ms) && !end.isDue(printed.received())) {
    }
    thread.request_stop();
    signals.letThrough(); // what reads the lines may have stopped reading
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
    arguments->end.addTo(*command);
    arguments->board.addTo(*command);
    command->remove_option(command->get_option("--exclude")); // nothing is counted
    command->footer("Purchases go to standard output; how the feed stands, and at the end how much "
                    "came, to standard error.");
    command->callback([&app, &chosen, arguments] {
        chosen = [&app, arguments] { return tail(app, *arguments); };
    });
}

} // namespace livewall::app
