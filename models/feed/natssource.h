// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/natslocation.h"
#include "models/feed/source.h"

#include <chrono>

namespace livewall::feed {

struct NatsTimes
{
    std::chrono::milliseconds shortest_wait{500}; ///< before the next attempt
    std::chrono::milliseconds longest_wait{30'000};

    /// So long a stream may end before what was read of it, as one does whose new leader is not yet
    /// as far as the old one was; then what it had is lost.
    std::chrono::milliseconds behind{20'000};

    /// How often a feed of one subject that is quiet asks how far it is in the stream.
    std::chrono::milliseconds ask{30'000};
};

/// A stream of NATS JetStream, or one subject of it: from its beginning or the cursor, then as it
/// grows. A message is one or more lines of events.
///
/// - The cursor is the stream's time of making and a position in it; it never stands inside a
///   message. What comes again at or before it is dropped and counted as Batch::resent.
/// - What is gone is said in Batch::gap, never passed over: positions before the stream's oldest,
///   what a stream had that was deleted and made anew, or what a server has lost that was read.
///   Reading goes on with what there is. Positions that are missing inside the stream, or are of
///   other subjects, are no gap: only the stream's oldest position tells what is gone.
/// - We ask for messages (a pull consumer, ephemeral, without acknowledgements), at most
///   kAskedMessages and kAskedBytes ahead, or one larger message; while deliver() waits nothing
///   is asked for.
/// - Proof of life is the consumer's heartbeat, every two seconds or spec.proof / 4; after three
///   without one, or any other trouble, everything is torn down and made anew, for ever, with
///   Backoff: a connection to any of the servers, a consumer from our position + 1.
class NatsSource final : public Source
{
public:
    static constexpr int kAskedMessages = 2 * 512;
    static constexpr int kAskedBytes = 2 * 512 * 1024;

    NatsSource(FeedSpec spec, NatsLocation location, NatsTimes times = {});

    bool canBegin(std::string& error) const override;
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    NatsLocation location_;
    NatsTimes times_;
};

} // namespace livewall::feed
