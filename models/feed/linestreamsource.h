// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/reconnection.h"
#include "models/feed/source.h"

namespace livewall::feed {

/// Lines of events over TCP or TLS, from a server that sends them to whoever connects. It connects
/// again for ever, with Backoff, one attempt at a time, whatever went wrong; `detail` tells what.
/// There is no cursor: what is sent meanwhile is missed. A line that a connection's end leaves
/// unfinished counts where it is a whole event, and else as nothing.
/// Every byte is proof of life, and nothing else is: a server that may be quiet for FeedSpec::proof
/// sends heartbeat events or blank lines.
/// While deliver() waits at most a few hundred kilobytes are taken from the server; what it sends
/// beyond waits in the network.
/// run() needs a QCoreApplication to exist and runs an event loop of its own on its thread.
class LineStreamSource final : public Source
{
public:
    /// `spec.location` is tcp://host:port or tls://host:port.
    explicit LineStreamSource(FeedSpec spec, ReconnectTimes times = {});

    bool canBegin(std::string& error) const override;
    bool resumes() const override { return false; }
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    ReconnectTimes times_;
};

} // namespace livewall::feed
