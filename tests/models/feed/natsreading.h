// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/natslocation.h"
#include "models/feed/natssource.h"
#include "tests/models/feed/collectingsink.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <QtLogging>

/// Reading JetStream in a test: sources that try again soon, and what they told.
namespace livewall::feed {

using Collected = CollectingSink::Collected;

inline constexpr NatsTimes kFast{.shortest_wait = std::chrono::milliseconds(5),
                                 .longest_wait = std::chrono::milliseconds(50),
                                 .behind = std::chrono::milliseconds(300),
                                 .ask = std::chrono::milliseconds(200)};
inline constexpr char kStream[] = "SALES";

inline std::unique_ptr<Source> source(const std::string& url, const std::string& cursor = {},
                                      const Access& access = {},
                                      std::chrono::milliseconds proof = std::chrono::seconds(30))
{
    std::string error;
    auto location = NatsLocation::parse(url, error);
    if (!location)
        qFatal("%s", error.c_str());
    return std::make_unique<NatsSource>(
        FeedSpec{url, {.feed = "test"}, cursor, &fixedNow, access, proof}, *std::move(location),
        kFast);
}

/// The line of each event as a message of its own.
inline std::vector<std::string> messages(std::int64_t first, std::int64_t last)
{
    std::vector<std::string> all;
    for (std::int64_t eid = first; eid <= last; ++eid)
        all.push_back(line(eid));
    return all;
}

inline std::string cursorOf(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.cursor(); });
}

inline bool waitForFault(CollectingSink& sink, const std::string& words)
{
    return sink.waitUntil([&](const Collected& all) {
        return std::ranges::any_of(all.states, [&](const LinkState& state) {
            return state.link == Link::Connecting && state.fault.find(words) != std::string::npos &&
                   state.detail.starts_with(state.fault + ", next try in ");
        });
    });
}

/// What the source says when it has not come as far as it should.
inline std::string lastWords(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.lastDetail(); });
}

} // namespace livewall::feed
