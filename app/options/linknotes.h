// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/source.h"

#include <string>
#include <utility>

namespace livewall::app {

/// The words, for somebody who watches a terminal, about a feed that cannot be reached: that it
/// cannot, at the first failure, each time that the reason is another one, and that it is there
/// again. Not each attempt. What ends a feed (Failed) is left to the caller.
class LinkNotes
{
public:
    explicit LinkNotes(std::string feed) : feed_(std::move(feed)) {}

    /// The line to say; empty: nothing.
    std::string next(const feed::LinkState& state);

private:
    std::string feed_;
    std::string fault_; ///< what was said last, while it lasts
    bool was_up_ = false;
};

} // namespace livewall::app
