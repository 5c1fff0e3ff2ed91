// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/configured.h"

#include "app/options/commandline.h"
#include "models/feed/fileerror.h"
#include "models/feed/sourcefactory.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
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

feed::FeedSpec specOf(const config::Feed& feed)
{
    FeedArguments asked = argumentsOf(feed);
    return {.location = std::move(asked.location),
            .decoder = {.feed = feed.name},
            .cursor = {},
            .now_ms = [] { return 0; },
            .access = std::move(asked.access),
            .proof = asked.proof};
}

/// Why a wall cannot read from there, whatever the kind of feed; empty: it may.
std::string placeFault(const std::string& url)
{
    if (url == "-")
        return "a wall has no standard input to read; write a path or a URL";
    const bool is_bare =
        url.find(':') == std::string::npos && !url.starts_with('/') && !url.starts_with('.');
    std::error_code unknown;
    if (is_bare && !std::filesystem::exists(url, unknown))
        return url + " is no URL and no file; write https://... or a path, /... or ./...";
    return {};
}

/// What is wrong with the feeds' URLs.
std::vector<config::Fault> urlFaults(const config::Config& config, const std::string& path)
{
    std::vector<config::Fault> faults;
    const bool is_demo = std::ranges::any_of(config.feeds, isDemo, &config::Feed::url);
    for (const config::Feed& feed : config.feeds) {
        std::string error = placeFault(feed.url);
        if (error.empty() && feed::makeSource(specOf(feed), error) && is_demo && !isDemo(feed.url))
            error = "real and invented purchases never share a wall";
        if (!error.empty())
            faults.push_back({path, feed.url_position, "url: " + error});
    }
    return faults;
}

/// The same, and what is wrong with their files; `warnings` are of what may still come.
std::vector<config::Fault> allFaults(const config::Config& config, const std::string& path,
                                     std::vector<config::Fault>& warnings)
{
    std::vector<config::Fault> faults = urlFaults(config, path);
    if (!faults.empty())
        return faults;
    for (const config::Feed& feed : config.feeds) {
        const feed::FeedSpec spec = specOf(feed);
        std::string error;
        const auto source = feed::makeSource(spec, error);
        if (!feed::canWork(spec, *source, error))
            (feed::isMissingFile(error) ? warnings : faults)
                .push_back({path, feed.position, error});
    }
    return faults;
}

config::Check urlCheck(const std::string& path)
{
    return [path](const config::Config& config) { return urlFaults(config, path); };
}

config::Check fullCheck(const std::string& path, std::vector<config::Fault>& warnings)
{
    return [path, &warnings](const config::Config& config) {
        return allFaults(config, path, warnings);
    };
}

} // namespace

config::Loaded readConfig(const std::string& path, const config::Places& places)
{
    return config::read(path, places, urlCheck(path));
}

config::Loaded checkConfig(const std::string& path, const config::Places& places,
                           std::vector<config::Fault>& warnings)
{
    return config::read(path, places, fullCheck(path, warnings));
}

config::Loaded loadConfig(const std::string& path, const config::Places& places)
{
    return config::load(path, places, urlCheck(path));
}

config::Loaded reloadConfig(const std::string& path, const config::Places& places)
{
    std::vector<config::Fault> ignored; // the screen tells of them
    return config::load(path, places, fullCheck(path, ignored));
}

config::Loaded loadConfigOrLastGood(const std::string& path, const config::Places& places)
{
    return config::loadOrLastGood(path, places, urlCheck(path));
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

std::string configuredStore(const config::Config& config, const config::Places& places,
                            const std::string& store)
{
    if (!store.empty())
        return store;
    return config.store.empty() ? places.defaultStore() : config.store;
}

LiveArguments configured(const config::Config& config, const config::Places& places,
                         const std::string& store)
{
    LiveArguments arguments{.feeds = configuredFeeds(config),
                            .store = configuredStore(config, places, store),
                            .save_ms = config.save_ms};
    if (store.empty() && config.store.empty()) {
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
