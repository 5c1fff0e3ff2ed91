// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/options/linknotes.h"

#include <algorithm>
#include <format>
#include <string_view>

namespace livewall::app {

std::string shownName(const FeedArguments& feed, const std::string& name)
{
    const std::size_t slashes = feed.location.find("://");
    if (!feed.name.empty() || slashes == std::string::npos)
        return feed.name.empty() ? name : feed.name;
    const std::string_view place = std::string_view(feed.location).substr(slashes + 3);
    const std::string_view server = place.substr(0, place.find_first_of("/?#"));
    return server.empty() ? name : std::string(server);
}

std::string faultPrefix(const FeedArguments& feed)
{
    return feed.name.empty() ? std::string() : feed.name + ": ";
}

std::string LinkNotes::next(const feed::LinkState& state)
{
    if (state.link == feed::Link::Connecting && !state.fault.empty() && state.fault != fault_) {
        fault_ = state.fault;
        return prefix_ + fault_ + "; tries again until it can";
    }
    if (state.link != feed::Link::Up)
        return {};
    const bool was_up = std::exchange(was_up_, true);
    if (std::exchange(fault_, {}).empty())
        return {};
    return feed_ + (was_up ? " is there again" : " is there now");
}

std::vector<std::string> FeedNotes::next(const engine::Snapshot& snapshot)
{
    std::vector<std::string> lines;
    const std::size_t count = std::min(feeds_.size(), snapshot.feeds.size());
    for (std::size_t i = 0; i < count; ++i) {
        const engine::FeedSnapshot& feed = snapshot.feeds[i];
        const std::string prefix = faultPrefix(feeds_[i]);
        const std::string name = shownName(feeds_[i], feed.name);
        if (i == said_.size())
            said_.push_back({LinkNotes(name, prefix)});
        if (std::string line = said_[i].notes.next(feed.link); !line.empty())
            lines.push_back(std::move(line));
        const bool has_failed = feed.link.link == feed::Link::Failed;
        if (has_failed && !said_[i].has_failed)
            lines.push_back(prefix + feed.link.detail);
        said_[i].has_failed = has_failed;
        if (feed.gap != said_[i].gap)
            lines.push_back(std::format("gap in {}, no longer there: {}", name, feed.gap));
        said_[i].gap = feed.gap;
    }
    return lines;
}

} // namespace livewall::app
