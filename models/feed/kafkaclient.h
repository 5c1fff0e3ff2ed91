// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/feed/kafkaaccess.h"
#include "models/feed/kafkahandles.h"

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace livewall::feed {

/// What the brokers say of a topic.
struct KafkaTopicAnswer
{
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
    std::int32_t partitions = 0; ///< from 0
};

/// librdkafka as a reader of one topic that keeps its own positions. Nothing waits but
/// takeMessages(). Not thread-safe.
class KafkaClient
{
public:
    /// Reads the files of `access`. Nothing where they are wrong, and `error`.
    static std::unique_ptr<KafkaClient> open(const KafkaLocation& location, const Access& access,
                                             std::string& error);

    /// Whether open() would; connects to nothing.
    static bool canOpen(const KafkaLocation& location, const Access& access, std::string& error);

    /// Waits for librdkafka's threads: up to a second, or as long as one that asks for a host's
    /// address.
    ~KafkaClient();
    KafkaClient(const KafkaClient&) = delete;
    KafkaClient& operator=(const KafkaClient&) = delete;

    /// Reads a partition from this position on.
    void start(std::int32_t partition, std::int64_t position);

    /// Reads one that was started from another position on.
    void startAgain(std::int32_t partition, std::int64_t position);

    /// What came of all partitions, faults of one too: as soon as there are many, or all that came
    /// in `longest`. They are gone with the next call.
    std::span<const KafkaMessage> takeMessages(std::chrono::milliseconds longest);

    /// The next fault, or answer to what was asked about offsets, if there is one by now.
    KafkaEvent takeEvent();

    /// Answered once, by takeTopicAnswer(), by a failure after about `longest`. Not while one is
    /// still to be answered.
    void askForTopic(std::chrono::milliseconds longest);
    std::optional<KafkaTopicAnswer> takeTopicAnswer();

    /// Each is answered by an event, which is a failure after `longest`.
    void askForBegins(std::span<const std::int32_t> partitions, std::chrono::milliseconds longest);
    void askForEnds(std::span<const std::int32_t> partitions, std::chrono::milliseconds longest);

private:
    struct Handles;

    explicit KafkaClient(std::shared_ptr<Handles> handles);
    void askForOffsets(std::span<const std::int32_t> partitions, rd_kafka_OffsetSpec_t which,
                       std::chrono::milliseconds longest);

    std::shared_ptr<Handles> handles_;
    std::jthread asking_; ///< librdkafka's question about a topic waits for its answer
    std::future<KafkaTopicAnswer> topic_answer_;
    std::vector<rd_kafka_message_t*> room_;
    std::vector<KafkaMessage> messages_;
};

} // namespace livewall::feed
