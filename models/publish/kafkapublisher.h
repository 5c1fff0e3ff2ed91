// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/event/decoder.h"
#include "models/feed/kafkaaccess.h"
#include "models/feed/kafkahandles.h"
#include "models/publish/publisher.h"

#include <cstdint>
#include <string>

namespace livewall::publish {

/// Sends to a topic of Kafka, once each as long as it runs (an idempotent producer; every replica
/// in sync acknowledges). The key is the line's eid, so that the purchases of one store stay in
/// their order; a line that has none goes to any partition. Where the brokers cannot be reached, or
/// come back, librdkafka sends again for half a minute.
/// At most kMaxQueue_kb wait to be acknowledged.
class KafkaPublisher final : public Publisher
{
public:
    static constexpr int kMaxQueue_kb = 16 * 1024;

    KafkaPublisher(PublishSpec spec, feed::KafkaLocation location);

    bool send(std::string_view line) override;
    bool finish() override;

private:
    bool connect();
    bool awaitBroker();

    /// The eid as text; empty where there is none.
    std::string keyOf(std::string_view line);

    /// Takes what was acknowledged, waiting for at most so long. False once something went wrong.
    bool takeReports(int longest_ms);
    void takeReport(rd_kafka_event_t& event);
    bool fail(const std::string& error);

    PublishSpec spec_;
    feed::KafkaLocation location_;
    event::Decoder decoder_;
    event::EventBatch decoded_;
    std::string padded_; ///< a line, with what the decoder needs behind it
    feed::KafkaHandle<rd_kafka_t, &rd_kafka_destroy> client_;
    feed::KafkaQueue events_;
    feed::KafkaTopic topic_;
    std::string fault_; ///< what a broker last said, if anything
    std::uint64_t sent_ = 0;
};

} // namespace livewall::publish
