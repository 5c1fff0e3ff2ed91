// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/source.h"

#include <chrono>

namespace livewall::feed {

struct EventStreamTimes
{
    std::chrono::milliseconds silence{30'000};    ///< without a byte: the connection is dead
    std::chrono::milliseconds shortest_wait{500}; ///< before the next attempt
    std::chrono::milliseconds longest_wait{30'000};
};

/// Server-Sent Events over HTTP or HTTPS: each data line of a message is one line of events. It
/// connects again for ever, with Last-Event-ID and Backoff, one attempt at a time, whatever went
/// wrong; `detail` tells what. Only the answer 204, by which a server asks not to come again, is
/// Failed. The cursor is the last event id.
/// While deliver() waits at most a few hundred kilobytes are taken from the server; what it sends
/// beyond waits in the network.
/// run() needs a QCoreApplication to exist and runs an event loop of its own on its thread.
class EventStreamSource final : public Source
{
public:
    /// `spec.location` is an absolute http or https URL.
    explicit EventStreamSource(FeedSpec spec, EventStreamTimes times = {});

    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    EventStreamTimes times_;
};

} // namespace livewall::feed
