// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <librdkafka/rdkafka.h>

namespace livewall::feed {

template <auto kDestroy>
struct KafkaDeleter
{
    template <typename T>
    void operator()(T* object) const
    {
        kDestroy(object);
    }
};

/// What librdkafka has made, destroyed by the function that it gives for it.
template <typename T, auto kDestroy>
using KafkaHandle = std::unique_ptr<T, KafkaDeleter<kDestroy>>;

using KafkaConf = KafkaHandle<rd_kafka_conf_t, &rd_kafka_conf_destroy>;
using KafkaQueue = KafkaHandle<rd_kafka_queue_t, &rd_kafka_queue_destroy>;
using KafkaEvent = KafkaHandle<rd_kafka_event_t, &rd_kafka_event_destroy>;
using KafkaMessage = KafkaHandle<rd_kafka_message_t, &rd_kafka_message_destroy>;
using KafkaTopic = KafkaHandle<rd_kafka_topic_t, &rd_kafka_topic_destroy>;

} // namespace livewall::feed
