// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/reconnection.h"
#include "models/feed/source.h"

namespace livewall::feed {

/// Server-Sent Events over HTTP or HTTPS: each data line of a message is one line of events. It
/// connects again for ever, with Last-Event-ID and Backoff, one attempt at a time, whatever went
/// wrong; `detail` tells what. Only the answer 204, by which a server asks not to come again, is
/// Failed. The cursor is the last event id.
/// Every byte is proof of life. A server that no longer has what lies behind that id does not say
/// so: it has to keep its messages for as long as a wall may be away.
/// While deliver() waits at most a few hundred kilobytes are taken from the server; what it sends
/// beyond waits in the network.
/// run() needs a QCoreApplication to exist and runs an event loop of its own on its thread.
class EventStreamSource final : public Source
{
public:
    /// `spec.location` is an absolute http or https URL.
    explicit EventStreamSource(FeedSpec spec, ReconnectTimes times = {});

    bool canBegin(std::string& error) const override;
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    ReconnectTimes times_;
};

} // namespace livewall::feed
