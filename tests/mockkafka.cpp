// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/mockkafka.h"

#include <stdexcept>
#include <vector>

#include <librdkafka/rdkafka.h>

#include <librdkafka/rdkafka_mock.h>

namespace livewall::test {

namespace {

constexpr int kFlush_ms = 20'000;
constexpr std::int16_t kFetch = 1; // of Kafka's protocol

void logNothing(const rd_kafka_t* /*client*/, int /*level*/, const char* /*facility*/,
                const char* /*text*/)
{
}

rd_kafka_t* newProducer(const std::string& brokers)
{
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    char reason[512];
    rd_kafka_conf_set_log_cb(conf, &logNothing);
    if (!brokers.empty())
        rd_kafka_conf_set(conf, "bootstrap.servers", brokers.c_str(), reason, sizeof reason);
    rd_kafka_conf_set(conf, "linger.ms", "2", reason, sizeof reason);
    rd_kafka_conf_set(conf, "compression.codec", "zstd", reason, sizeof reason);
    rd_kafka_conf_set(conf, "queue.buffering.max.kbytes", "16384", reason, sizeof reason);
    rd_kafka_t* client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason, sizeof reason);
    if (!client)
        throw std::runtime_error(reason);
    return client;
}

int anyOr(int broker)
{
    return broker == 0 ? -1 : broker;
}

} // namespace

struct MockKafka::Handles
{
    rd_kafka_t* owner = newProducer({});
    rd_kafka_mock_cluster_t* cluster = rd_kafka_mock_cluster_new(owner, kBrokers);
    rd_kafka_t* producer = newProducer(rd_kafka_mock_cluster_bootstraps(cluster));

    ~Handles()
    {
        rd_kafka_destroy(producer);
        rd_kafka_mock_cluster_destroy(cluster);
        rd_kafka_destroy(owner);
    }
};

MockKafka::MockKafka() : handles_(std::make_unique<Handles>()) {}
MockKafka::~MockKafka() = default;

std::string MockKafka::brokers() const
{
    return rd_kafka_mock_cluster_bootstraps(handles_->cluster);
}

void MockKafka::createTopic(const std::string& topic, int partitions)
{
    rd_kafka_mock_topic_create(handles_->cluster, topic.c_str(), partitions, kBrokers);
}

void MockKafka::setTopicError(const std::string& topic, int error)
{
    rd_kafka_mock_topic_set_error(handles_->cluster, topic.c_str(),
                                  static_cast<rd_kafka_resp_err_t>(error));
}

void MockKafka::setDown(int broker)
{
    rd_kafka_mock_broker_set_down(handles_->cluster, anyOr(broker));
}

void MockKafka::setUp(int broker)
{
    rd_kafka_mock_broker_set_up(handles_->cluster, anyOr(broker));
}

void MockKafka::setLeader(const std::string& topic, int partition, int broker)
{
    rd_kafka_mock_partition_set_leader(handles_->cluster, topic.c_str(), partition, broker);
}

bool MockKafka::produce(const std::string& topic, int partition,
                        std::optional<std::string_view> value)
{
    return enqueue(topic, partition, value) && flush();
}

bool MockKafka::enqueue(const std::string& topic, int partition,
                        std::optional<std::string_view> value)
{
    void* const bytes = value ? const_cast<char*>(value->data()) : nullptr;
    const std::size_t size = value ? value->size() : 0;
    // Where too much waits, the brokers are given time.
    for (;;) {
        const rd_kafka_resp_err_t error = rd_kafka_producev(
            handles_->producer, RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_PARTITION(partition),
            RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY("key", 3),
            RD_KAFKA_V_VALUE(bytes, size), RD_KAFKA_V_END);
        if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return error == RD_KAFKA_RESP_ERR_NO_ERROR;
        rd_kafka_poll(handles_->producer, 10);
    }
}

bool MockKafka::flush()
{
    return rd_kafka_flush(handles_->producer, kFlush_ms) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

void MockKafka::failFetches(int error, int times)
{
    const std::vector<rd_kafka_resp_err_t> errors(static_cast<std::size_t>(times),
                                                  static_cast<rd_kafka_resp_err_t>(error));
    rd_kafka_mock_push_request_errors_array(handles_->cluster, kFetch, errors.size(),
                                            errors.data());
}

} // namespace livewall::test
