// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/options/feeds.h"
#include "models/engine/snapshot.h"
#include "models/feed/source.h"

#include <string>
#include <utility>
#include <vector>

namespace livewall::app {

/// What a person calls a feed: its name in the configuration, else the host and port of its URL;
/// `name` where it has neither.
std::string shownName(const FeedArguments& feed, const std::string& name);

/// What goes before a fault of a feed: its name in the configuration, if it has one. Faults name
/// servers and files, but several feeds may have the same.
std::string faultPrefix(const FeedArguments& feed);

/// The words, for a terminal or a journal, about a feed that cannot be reached: that it cannot, at
/// the first failure, each time that the reason is another one, and that it is there again. Not
/// each attempt. What ends a feed (Failed) is left to the caller.
class LinkNotes
{
public:
    explicit LinkNotes(std::string feed, std::string prefix = {})
        : feed_(std::move(feed)), prefix_(std::move(prefix))
    {
    }

    /// The line to say; empty: nothing.
    std::string next(const feed::LinkState& state);

private:
    std::string feed_;
    std::string prefix_; ///< of a fault
    std::string fault_;  ///< what was said last, while it lasts
    bool was_up_ = false;
};

/// The same of all feeds of an engine, what ended one, and what was no longer there of one.
class FeedNotes
{
public:
    /// `feeds` are the engine's.
    explicit FeedNotes(std::vector<FeedArguments> feeds) : feeds_(std::move(feeds)) {}

    /// The lines to say.
    std::vector<std::string> next(const engine::Snapshot& snapshot);

private:
    struct Said
    {
        LinkNotes notes;
        bool has_failed = false;
        std::string gap = {};
    };

    std::vector<FeedArguments> feeds_;
    std::vector<Said> said_; ///< of each feed
};

} // namespace livewall::app
