// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/reconnection.h"
#include "models/feed/source.h"

#include <cstddef>

namespace livewall::feed {

/// Messages over WebSocket (RFC 6455), each one or many lines of events; a binary message is read
/// as the text that it is to hold. It connects again for ever, with Backoff, one attempt at a time,
/// whatever went wrong; `detail` tells what. There is no cursor: what is sent meanwhile is missed.
/// It pings three times within FeedSpec::proof; a pong and every message are proof of life.
/// A message over kMaxMessageBytes ends the connection, before it is read whole. While deliver()
/// waits, at most about twice as much is taken from the server; what it sends beyond waits in the
/// network.
/// run() needs a QCoreApplication to exist and runs an event loop of its own on its thread.
class WebSocketSource final : public Source
{
public:
    static constexpr std::size_t kMaxMessageBytes = 1024 * 1024;

    /// `spec.location` is an absolute ws or wss URL.
    explicit WebSocketSource(FeedSpec spec, ReconnectTimes times = {});

    bool canBegin(std::string& error) const override;
    bool resumes() const override { return false; }
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    ReconnectTimes times_;
};

} // namespace livewall::feed
