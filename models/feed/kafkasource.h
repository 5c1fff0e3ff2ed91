// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/feedspec.h"
#include "models/feed/source.h"

#include <future>
#include <vector>

namespace livewall::feed {

/// A topic of a Kafka cluster: all partitions, from their beginning or the cursor, and those that
/// are added later from theirs. A message is one or more lines of events; one without a value (a
/// tombstone) is none. Aborted transactions are not read (read_committed).
///
/// - Positions are ours: no consumer group, nothing is committed to the brokers, no right to a
///   group is needed. The cursor is KafkaPositions::cursor(), and never stands inside a message.
/// - What is gone is said in Batch::gap, never passed over: positions that the brokers no longer
///   keep, that they have cut off, that lay in a topic which was deleted and made anew, or that
///   hold a damaged message. Reading goes on with what there is.
/// - Proof of life: every third of spec.proof the brokers are asked for the topic's partitions and
///   each partition's leader for its end. Without an answer for spec.proof, or at once where no
///   broker is left or the topic is not there, it is Connecting; librdkafka connects again for
///   ever (0.5 s to 30 s, with jitter). Where the brokers refuse us, or TLS fails, a new client
///   begins after a Backoff, so that the files of spec.access are read again.
/// - While deliver() waits, about kQueue_kb are taken ahead, and a fetch for each broker.
///
/// run() returns within 200 ms. librdkafka's own threads may need a second to end, and one that
/// asks for a host's address as long as that takes: it is the destructor that waits for them.
class KafkaSource final : public Source
{
public:
    static constexpr int kQueue_kb = 16 * 1024;

    /// `spec.location` is one that parseKafkaLocation() takes.
    explicit KafkaSource(FeedSpec spec);

    /// False where a file of spec.access cannot be read or has what it must not have, or where
    /// librdkafka cannot begin with it.
    bool canBegin(std::string& error) const override;
    void run(Sink& sink, std::stop_token stop) override;

private:
    FeedSpec spec_;
    std::vector<std::future<void>> endings_; ///< of clients that nobody needs any longer
};

} // namespace livewall::feed
