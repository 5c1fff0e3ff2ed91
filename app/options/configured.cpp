// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/configured.h"

#include "app/options/commandline.h"
#include "models/feed/sourcefactory.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace livewall::app {

namespace {

FeedArguments argumentsOf(const config::Feed& feed)
{
    return {.location = feed.url,
            .name = feed.name,
            .fields = feed.fields,
            .access = {.ca_file = feed.ca_file,
                       .certificate_file = feed.certificate_file,
                       .key_file = feed.key_file,
                       .user = feed.user,
                       .secret_file = feed.secret_file,
                       .credentials_file = feed.credentials_file,
                       .options_file = feed.options_file},
            .proof = std::chrono::milliseconds(feed.proof_ms),
            // One that cannot begin must not darken the others: the screen tells.
            .must_begin = false};
}

/// What is wrong with the feeds' URLs.
std::vector<config::Fault> faultsOf(const config::Config& config, const std::string& path)
{
    std::vector<config::Fault> faults;
    const bool is_demo = std::ranges::any_of(config.feeds, isDemo, &config::Feed::url);
    for (const config::Feed& feed : config.feeds) {
        const FeedArguments asked = argumentsOf(feed);
        std::string error;
        const auto source = feed::makeSource({.location = asked.location,
                                              .decoder = {.feed = feed.name},
                                              .cursor = {},
                                              .now_ms = [] { return 0; },
                                              .access = asked.access,
                                              .proof = asked.proof},
                                             error);
        if (!source)
            faults.push_back({path, feed.url_position, "url: " + error});
        else if (is_demo && !isDemo(feed.url))
            faults.push_back(
                {path, feed.url_position, "url: real and invented purchases never share a wall"});
    }
    return faults;
}

config::Check feedCheck(const std::string& path)
{
    return [path](const config::Config& config) { return faultsOf(config, path); };
}

} // namespace

config::Loaded readConfig(const std::string& path, const config::Places& places)
{
    return config::read(path, places, feedCheck(path));
}

config::Loaded loadConfig(const std::string& path, const config::Places& places)
{
    return config::load(path, places, feedCheck(path));
}

config::Loaded loadConfigOrLastGood(const std::string& path, const config::Places& places)
{
    return config::loadOrLastGood(path, places, feedCheck(path));
}

bool readAskedConfig(const CLI::App& app, const std::string& path, const config::Places& places,
                     std::optional<config::Config>& config)
{
    if (path.empty())
        return true;
    config::Loaded loaded = readConfig(path, places);
    complainOf(app, loaded.faults);
    config = std::move(loaded.config);
    return config.has_value();
}

std::vector<FeedArguments> configuredFeeds(const config::Config& config)
{
    std::vector<FeedArguments> feeds;
    for (const config::Feed& feed : config.feeds)
        feeds.push_back(argumentsOf(feed));
    return feeds;
}

LiveArguments configured(const config::Config& config, const config::Places& places,
                         const std::string& store)
{
    LiveArguments arguments{
        .feeds = configuredFeeds(config), .store = store, .save_ms = config.save_ms};
    if (arguments.store.empty())
        arguments.store = config.store;
    if (arguments.store.empty()) {
        arguments.store = places.defaultStore();
        std::error_code error; // what goes wrong shows where the store is opened
        std::filesystem::create_directories(places.state_folder, error);
    }
    return arguments;
}

void complainOf(const CLI::App& app, const std::vector<config::Fault>& faults)
{
    for (const config::Fault& fault : faults)
        complain(app, fault.text());
}

} // namespace livewall::app
