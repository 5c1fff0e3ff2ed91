// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/commands.h"
#include "app/livewall/wiring.h"
#include "models/engine/clock.h"
#include "models/engine/liveengine.h"
#include "models/feed/sourcefactory.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace livewall::app {

namespace {

const std::string kDemoLocation = "demo:";

/// What the wall calls a feed that nobody named: its host or file. A number tells it from one of
/// the same name before it.
std::string feedName(const std::string& location,
                     const std::vector<engine::LiveEngine::Feed>& before)
{
    const QUrl url(QString::fromStdString(location));
    std::string name = url.host().toStdString();
    if (location == "-")
        name = "standard input";
    else if (location == kDemoLocation)
        name = "demo";
    else if (name.empty())
        name = QFileInfo(url.path()).fileName().toStdString();
    if (name.empty())
        name = location;
    const auto is_taken = [&before](const std::string& candidate) {
        return std::ranges::any_of(before, [&](const engine::LiveEngine::Feed& feed) {
            return feed.description.name == candidate;
        });
    };
    std::string free_name = name;
    for (int number = 2; is_taken(free_name); ++number)
        free_name = name + " " + std::to_string(number);
    return free_name;
}

/// Nothing where one of them cannot begin: one line was printed.
std::optional<std::vector<engine::LiveEngine::Feed>>
makeFeeds(const CLI::App& app, const std::vector<std::string>& locations,
          const event::FieldMap& fields, const engine::Clock& clock)
{
    std::vector<engine::LiveEngine::Feed> feeds;
    for (const std::string& location : locations) {
        std::string name = feedName(location, feeds);
        std::string error;
        auto source = feed::makeSource({.location = location,
                                        .decoder = {.feed = name, .fields = fields},
                                        .cursor = {},
                                        .now_ms = [&clock] { return clock.now_ms(); }},
                                       error);
        if (!source || !source->canBegin(error)) {
            complain(app, error);
            return std::nullopt;
        }
        const bool is_recorded = source->isRecorded();
        feeds.push_back({.description = {.name = std::move(name), .is_recorded = is_recorded},
                         .source = std::move(source)});
    }
    return feeds;
}

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
    const engine::SystemClock clock;
    auto feeds = makeFeeds(app, arguments.demo ? std::vector{kDemoLocation} : arguments.feeds,
                           counting->fields, clock);
    if (!feeds)
        return kBadUse;

    const auto application = makeApplication(app, argc, argv);
    if (!application)
        return kBadUse;
    engine::LiveEngine engine(counting->board, *std::move(feeds),
                              arguments.demo ? engine::Mode::Demo : engine::Mode::Live, clock,
                              [&app](const std::string& line) { complain(app, line); });
    engine.start();
    const auto window = makeWindow(engine, arguments.window);
    return runWindow(*window, arguments.window);
}

} // namespace livewall::app
