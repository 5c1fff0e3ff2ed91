// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/feeds.h"

#include "app/options/commandline.h"
#include "models/feed/sourcefactory.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

namespace livewall::app {

namespace {

const std::string kDemoName = "demo";
const std::string kStandardInput = "-";

/// Of scheme://user@host:port/path; empty where there is none (RFC 3986, 3.2).
std::string_view hostOf(std::string_view location)
{
    const std::size_t slashes = location.find("://");
    if (slashes == std::string_view::npos)
        return {};
    std::string_view host = location.substr(slashes + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (const std::size_t at = host.rfind('@'); at != std::string_view::npos)
        host.remove_prefix(at + 1);
    if (host.starts_with('['))
        return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

std::string plainName(const std::string& location)
{
    if (location == kStandardInput)
        return "standard input";
    if (isDemo(location))
        return kDemoName;
    if (const std::string_view host = hostOf(location); !host.empty())
        return std::string(host);
    const std::size_t colon = location.find(':');
    const std::string path = location.starts_with("follow:") || location.starts_with("file:")
                                 ? location.substr(colon + 1)
                                 : location;
    const std::string name = std::filesystem::path(path).filename().string();
    return name.empty() ? location : name;
}

/// The name says in a store that its purchases are invented.
bool isDemoName(std::string_view name)
{
    return name == kDemoName || name.starts_with(kDemoName + " ");
}

bool isDemoWall(const LiveArguments& arguments)
{
    return std::ranges::any_of(arguments.feeds, isDemo, &FeedArguments::location);
}

/// Why what the store holds must not meet these feeds' purchases; none: it may.
store::Trouble mixture(const LiveArguments& arguments, store::Store& store)
{
    const bool is_demo = isDemoWall(arguments);
    for (const store::FeedState& feed : store.feeds()) {
        if (isDemoName(feed.name) != is_demo)
            return {is_demo ? store::Trouble::What::Real : store::Trouble::What::Invented,
                    arguments.store};
    }
    return {};
}

/// `damage`: what reading the store has shown; empty: it may be as it should.
store::Store::Opened openStore(const LiveArguments& arguments, const std::string& damage)
{
    store::Store::Opened opened = damage.empty()
                                      ? store::Store::openToWrite(arguments.store)
                                      : store::Store::openAfterDamage(arguments.store, damage);
    if (!opened.store)
        return opened;
    try {
        opened.trouble = mixture(arguments, *opened.store);
        if (!opened.trouble.isNone())
            opened.opening = store::Store::Opening::NoStore;
    } catch (const store::DatabaseError& error) {
        opened.store.reset();
        if (error.isDamage() && damage.empty())
            return openStore(arguments, error.what());
        // A disk that fails for now must not cost what is on it.
        opened.opening = store::Store::Opening::Failed;
        opened.trouble = {store::Trouble::What::CannotRead, arguments.store, error.what()};
    }
    if (!opened.trouble.isNone())
        opened.store.reset();
    return opened;
}

/// Which of two feeds goes on with what the store has under a name they share would depend on their
/// order. One line about the first such pair; empty: there is none.
std::string sameNames(const std::vector<FeedArguments>& feeds)
{
    for (auto feed = feeds.begin(); feed != feeds.end(); ++feed) {
        const auto other = std::find_if(feeds.begin(), feed, [&](const FeedArguments& one) {
            return feedName(one, {}) == feedName(*feed, {});
        });
        if (other != feed)
            return other->location + " and " + feed->location + " would both be " +
                   feedName(*feed, {}) +
                   " in the store; give them names in a configuration "
                   "file ([[feed]] name = ...) and --config";
    }
    return {};
}

using Feeds = std::vector<engine::LiveEngine::Feed>;

/// The feeds at the cursors that the store, if any, has of them.
std::optional<Feeds> makeFeeds(const CLI::App& app, const LiveArguments& arguments,
                               store::Store* store, const engine::Clock& clock)
{
    const std::vector<store::FeedState> known =
        store ? store->feeds() : std::vector<store::FeedState>();
    Feeds feeds;
    std::vector<std::string> names;
    for (const FeedArguments& asked : arguments.feeds) {
        const std::string name = feedName(asked, names);
        names.push_back(name);
        const auto state = std::ranges::find(known, name, &store::FeedState::name);
        feed::FeedSpec spec{.location = asked.location,
                            .decoder = {.feed = name, .fields = asked.fields},
                            .cursor = {},
                            .now_ms = [&clock] { return clock.now_ms(); },
                            .access = asked.access,
                            .proof = asked.proof};
        const auto make = [spec](const std::string& cursor, std::string& error) {
            feed::FeedSpec at_cursor = spec;
            at_cursor.cursor = cursor;
            return feed::makeSource(std::move(at_cursor), error);
        };
        std::string error;
        auto source = make(state == known.end() ? std::string() : state->cursor, error);
        if (!source || (asked.must_begin && !source->canBegin(error))) {
            complain(app, error);
            return std::nullopt;
        }
        engine::LiveEngine::Feed feed{.description = {.name = name,
                                                      .is_recorded = source->isRecorded(),
                                                      .resumes = source->resumes()},
                                      .source = std::move(source)};
        if (asked.location != kStandardInput) {
            feed.again = [make](const std::string& cursor) {
                std::string ignored; // it could be made before
                return make(cursor, ignored);
            };
        }
        feeds.push_back(std::move(feed));
    }
    return feeds;
}

/// Nothing where a feed cannot begin: one line was printed. Throws where the store cannot be read.
std::unique_ptr<engine::LiveEngine> tryMake(const CLI::App& app, const LiveArguments& arguments,
                                            const engine::LiveEngine::Settings& settings,
                                            const engine::Clock& clock, store::Store::Opened opened)
{
    using Opening = store::Store::Opening;
    if (opened.opening == Opening::InUse || opened.opening == Opening::NoStore) {
        complain(app, opened.message());
        return nullptr;
    }
    if (!opened.damage.empty())
        complain(app, opened.damage);
    if (!opened.trouble.isNone())
        complain(app, opened.message() + "; counting from memory, nothing is saved");

    auto feeds = makeFeeds(app, arguments, opened.store.get(), clock);
    if (!feeds)
        return nullptr;
    engine::Keeping keeping{.store = std::move(opened.store),
                            .trouble = opened.trouble,
                            .moved_to = opened.moved_to,
                            .save_ms = arguments.save_ms};
    // What a newer version wrote stays its own.
    if (!arguments.store.empty() && opened.opening != Opening::Newer) {
        keeping.reopen = [arguments](const std::string& damage) {
            return openStore(arguments, damage);
        };
    }
    return std::make_unique<engine::LiveEngine>(
        settings, *std::move(feeds), clock,
        [&app](const std::string& line) { complain(app, line); }, std::move(keeping));
}

} // namespace

bool isDemo(const std::string& location)
{
    return location.starts_with("demo:");
}

std::string feedName(const FeedArguments& feed, const std::vector<std::string>& taken)
{
    std::string name = feed.name.empty() ? plainName(feed.location) : feed.name;
    if (isDemo(feed.location))
        name = kDemoName;
    else if (isDemoName(name))
        name = "feed " + name;
    std::string free_name = name;
    for (int number = 2; std::ranges::find(taken, free_name) != taken.end(); ++number)
        free_name = name + " " + std::to_string(number);
    return free_name;
}

std::vector<FeedArguments> feedsAt(const std::vector<std::string>& locations,
                                   const event::FieldMap& fields)
{
    std::vector<FeedArguments> feeds;
    for (const std::string& location : locations)
        feeds.push_back({.location = location, .name = {}, .fields = fields});
    return feeds;
}

std::unique_ptr<engine::LiveEngine> makeLiveEngine(const CLI::App& app,
                                                   const LiveArguments& arguments,
                                                   const engine::LiveEngine::Settings& settings,
                                                   const engine::Clock& clock)
{
    if (isDemoWall(arguments) &&
        !std::ranges::all_of(arguments.feeds, isDemo, &FeedArguments::location)) {
        complain(app, "real and invented purchases never share a wall");
        return nullptr;
    }
    store::Store::Opened opened;
    if (!arguments.store.empty()) {
        if (const std::string line = sameNames(arguments.feeds); !line.empty()) {
            complain(app, line);
            return nullptr;
        }
        opened = openStore(arguments, {});
    }
    // Twice: what is damaged may show only where it is read.
    for (const bool is_first : {true, false}) {
        try {
            return tryMake(app, arguments, settings, clock, std::move(opened));
        } catch (const store::DatabaseError& error) {
            const store::Trouble trouble{store::Trouble::What::CannotRead, arguments.store,
                                         error.what()};
            opened = {};
            if (!is_first)
                complain(app, trouble.text());
            else if (error.isDamage())
                opened = openStore(arguments, error.what());
            else
                opened = {.opening = store::Store::Opening::Failed, .trouble = trouble};
        }
    }
    return nullptr;
}

} // namespace livewall::app
