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
    if (location == "-")
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

using Feeds = std::vector<engine::LiveEngine::Feed>;

/// The feeds at the cursors that the store, if any, has of them.
std::optional<Feeds> makeFeeds(const CLI::App& app, const LiveArguments& arguments,
                               store::Store* store, const engine::Clock& clock)
{
    const std::vector<store::FeedState> known =
        store ? store->feeds() : std::vector<store::FeedState>();
    const auto demos = std::ranges::count_if(arguments.locations, isDemo);
    if (demos > 0 && demos < std::ssize(arguments.locations)) {
        complain(app, "real and invented purchases never share a wall");
        return std::nullopt;
    }
    for (const store::FeedState& feed : known) {
        if (isDemoName(feed.name) != (demos > 0)) {
            complain(app, arguments.store + ": holds " +
                              (demos > 0 ? "real purchases; invented ones need a store of their own"
                                         : "invented purchases; real ones need a store of their "
                                           "own"));
            return std::nullopt;
        }
    }
    Feeds feeds;
    std::vector<std::string> names;
    for (const std::string& location : arguments.locations) {
        const std::string name = feedName(location, names);
        names.push_back(name);
        const auto state = std::ranges::find(known, name, &store::FeedState::name);
        std::string error;
        auto source =
            feed::makeSource({.location = location,
                              .decoder = {.feed = name, .fields = arguments.fields},
                              .cursor = state == known.end() ? std::string() : state->cursor,
                              .now_ms = [&clock] { return clock.now_ms(); }},
                             error);
        if (!source || !source->canBegin(error)) {
            complain(app, error);
            return std::nullopt;
        }
        const bool is_recorded = source->isRecorded();
        feeds.push_back({.description = {.name = name, .is_recorded = is_recorded},
                         .source = std::move(source)});
    }
    return feeds;
}

/// One try. Nothing where a feed cannot begin (one line was printed), or the store cannot be read:
/// then `refusal` says why.
std::unique_ptr<engine::LiveEngine> tryMake(const CLI::App& app, const LiveArguments& arguments,
                                            engine::LiveEngine::Options options,
                                            const engine::Clock& clock,
                                            std::optional<store::DatabaseError>& refusal)
{
    try {
        auto feeds = makeFeeds(app, arguments, options.store.get(), clock);
        if (!feeds)
            return nullptr;
        return std::make_unique<engine::LiveEngine>(
            std::move(options), *std::move(feeds), clock,
            [&app](const std::string& line) { complain(app, line); });
    } catch (const store::DatabaseError& error) {
        refusal = error;
        return nullptr;
    }
}

} // namespace

bool isDemo(const std::string& location)
{
    return location.starts_with("demo:");
}

std::string feedName(const std::string& location, const std::vector<std::string>& taken)
{
    std::string name = plainName(location);
    if (isDemoName(name) && !isDemo(location))
        name = "feed " + name;
    std::string free_name = name;
    for (int number = 2; std::ranges::find(taken, free_name) != taken.end(); ++number)
        free_name = name + " " + std::to_string(number);
    return free_name;
}

std::unique_ptr<engine::LiveEngine> makeLiveEngine(const CLI::App& app,
                                                   const LiveArguments& arguments,
                                                   const engine::LiveEngine::Settings& settings,
                                                   const engine::Clock& clock)
{
    store::Store::Opened opened;
    if (!arguments.store.empty())
        opened = store::Store::openToWrite(arguments.store);
    if (opened.opening == store::Store::Opening::InUse ||
        opened.opening == store::Store::Opening::NoStore) {
        complain(app, opened.message);
        return nullptr;
    }
    if (!opened.damage.empty())
        complain(app, opened.damage);
    const auto go = [&](std::optional<store::DatabaseError>& refusal) {
        if (!opened.message.empty())
            complain(app, opened.message + "; counting from memory, nothing is saved");
        return tryMake(app, arguments,
                       {.settings = settings,
                        .store = std::move(opened.store),
                        .store_trouble = opened.message},
                       clock, refusal);
    };
    std::optional<store::DatabaseError> refusal;
    auto engine = go(refusal);
    if (engine || !refusal)
        return engine;
    if (refusal->isDamage()) {
        opened = store::Store::openAfterDamage(arguments.store, refusal->what());
        if (!opened.damage.empty())
            complain(app, opened.damage);
    } else {
        // A disk that fails for now must not cost what is on it.
        opened = {};
        opened.message = arguments.store + ": cannot be read: " + refusal->what();
    }
    refusal.reset();
    engine = go(refusal);
    if (!engine && refusal)
        complain(app, arguments.store + ": cannot be read: " + refusal->what());
    return engine;
}

} // namespace livewall::app
