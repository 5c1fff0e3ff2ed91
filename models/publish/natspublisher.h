// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/jetstream.h"
#include "models/feed/natsconnection.h"
#include "models/feed/natslocation.h"
#include "models/publish/publisher.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace livewall::publish {

/// Sends to a stream of NATS JetStream, which it makes where it is not there, on the location's
/// subject; else on the one that the stream takes (its own name for a new one). Each message is
/// acknowledged by that stream. It does not connect a second time: what was acknowledged would be
/// unsure.
class NatsPublisher final : public Publisher
{
public:
    static constexpr std::uint64_t kMaxUnacknowledged = 4096;

    NatsPublisher(PublishSpec spec, feed::NatsLocation location);

    bool send(std::string_view line) override;
    bool finish() override;

private:
    bool connect();
    bool findStream();

    /// Takes acknowledgements until at most so many are missing.
    bool awaitAcknowledged(std::uint64_t unacknowledged);
    bool takeAcknowledgement(natsMsg& message);
    bool failForStrangeSubject();
    bool fail(const std::string& error);

    PublishSpec spec_;
    feed::NatsLocation location_;
    std::unique_ptr<feed::NatsConnection> connection_;
    std::optional<feed::JetStream> stream_;
    std::string subject_;
    std::string inbox_;
    feed::NatsSubscription acknowledgements_;
    std::uint64_t unacknowledged_ = 0;
};

} // namespace livewall::publish
