// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/kafkaclient.h"

#include "models/feed/kafkasource.h"
#include "models/feed/linebatches.h"

#include <algorithm>
#include <utility>

namespace livewall::feed {

namespace {

constexpr std::chrono::milliseconds kAskTime(1'000);
constexpr std::size_t kErrorBytes = 512;

using AdminOptions = KafkaHandle<rd_kafka_AdminOptions_t, &rd_kafka_AdminOptions_destroy>;
using Partitions =
    KafkaHandle<rd_kafka_topic_partition_list_t, &rd_kafka_topic_partition_list_destroy>;

void setReading(rd_kafka_conf_t& conf)
{
    setProperty(conf, "isolation.level", "read_committed");
    setProperty(conf, "enable.auto.commit", "false");
    setProperty(conf, "enable.auto.offset.store", "false");
    setProperty(conf, "allow.auto.create.topics", "false");
    // What is gone is told to us, and we say so.
    setProperty(conf, "auto.offset.reset", "error");
    // All partitions share one queue. Fetching pauses while it is full, and with the default of a
    // second it would stand empty before it is asked for again.
    setProperty(conf, "queued.max.messages.kbytes", std::to_string(KafkaSource::kQueue_kb));
    setProperty(conf, "queued.min.messages", "20000");
    setProperty(conf, "fetch.queue.backoff.ms", "20");
    // Compressed: what comes at once may take ten times as much.
    setProperty(conf, "fetch.message.max.bytes", std::to_string(256 * 1024));
    setProperty(conf, "fetch.max.bytes", std::to_string(4 * 1024 * 1024));
    rd_kafka_conf_set_events(&conf, RD_KAFKA_EVENT_ERROR);
}

AdminOptions optionsFor(rd_kafka_t* client, rd_kafka_admin_op_t operation,
                        std::chrono::milliseconds longest)
{
    AdminOptions options(rd_kafka_AdminOptions_new(client, operation));
    char ignored[1];
    rd_kafka_AdminOptions_set_request_timeout(options.get(), static_cast<int>(longest.count()),
                                              ignored, sizeof ignored);
    return options;
}

KafkaTopicAnswer answerOf(const rd_kafka_metadata_t& metadata)
{
    if (metadata.topic_cnt != 1)
        return {RD_KAFKA_RESP_ERR__BAD_MSG};
    const rd_kafka_metadata_topic_t& topic = metadata.topics[0];
    std::int32_t highest = -1;
    for (int i = 0; i < topic.partition_cnt; ++i)
        highest = std::max(highest, topic.partitions[i].id);
    return {topic.err, highest + 1};
}

/// Asks in short turns, so that it ends soon after `stop` is requested.
KafkaTopicAnswer askForTopicNow(rd_kafka_t* client, rd_kafka_topic_t* topic,
                                std::chrono::milliseconds longest, const std::stop_token& stop)
{
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR__TIMED_OUT;
    for (; longest.count() > 0 && !stop.stop_requested(); longest -= kAskTime) {
        const rd_kafka_metadata_t* metadata = nullptr;
        error = rd_kafka_metadata(client, 0, topic, &metadata,
                                  static_cast<int>(std::min(longest, kAskTime).count()));
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
            const KafkaTopicAnswer answer = answerOf(*metadata);
            rd_kafka_metadata_destroy(metadata);
            return answer;
        }
        const bool may_come =
            error == RD_KAFKA_RESP_ERR__TIMED_OUT || error == RD_KAFKA_RESP_ERR__TRANSPORT;
        if (!may_come)
            break;
    }
    return {error};
}

} // namespace

/// In the order in which they are made; destroyed the other way round.
struct KafkaClient::Handles
{
    ~Handles()
    {
        awaitAnswers();
        for (const std::int32_t partition : started)
            rd_kafka_consume_stop(topic.get(), partition);
    }

    /// An answer about offsets that comes while its client is being destroyed crashes librdkafka
    /// 2.8: its thread locks a queue that is gone. So what was asked is waited for, a while.
    void awaitAnswers()
    {
        constexpr std::chrono::seconds kPatience(1);
        constexpr int kTurn_ms = 20;
        const auto give_up = std::chrono::steady_clock::now() + kPatience;
        while (unanswered > 0 && std::chrono::steady_clock::now() < give_up)
            noteAnswer(KafkaEvent(rd_kafka_queue_poll(events.get(), kTurn_ms)));
    }

    void noteAnswer(const KafkaEvent& event)
    {
        if (event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_LISTOFFSETS_RESULT)
            --unanswered;
    }

    KafkaHandle<rd_kafka_t, &rd_kafka_destroy> client;
    KafkaQueue events;   ///< faults of the client, and answers
    KafkaQueue messages; ///< of all partitions
    KafkaTopic topic;
    std::string topic_name;
    std::vector<std::int32_t> started;
    int unanswered = 0; ///< questions about offsets
};

std::unique_ptr<KafkaClient> KafkaClient::open(const KafkaLocation& location, const Access& access,
                                               std::string& error)
{
    KafkaConf conf(rd_kafka_conf_new());
    setReading(*conf);
    if (!setAccess(*conf, location, access, error))
        return nullptr;
    char reason[kErrorBytes] = {};
    auto handles = std::make_shared<Handles>();
    handles->client.reset(rd_kafka_new(RD_KAFKA_CONSUMER, conf.get(), reason, sizeof reason));
    if (!handles->client) {
        error = cannotBegin(access, reason);
        return nullptr;
    }
    static_cast<void>(conf.release()); // it is the client's now
    handles->events.reset(rd_kafka_queue_get_main(handles->client.get()));
    handles->messages.reset(rd_kafka_queue_new(handles->client.get()));
    handles->topic.reset(
        rd_kafka_topic_new(handles->client.get(), location.topic.c_str(), nullptr));
    handles->topic_name = location.topic;
    return std::unique_ptr<KafkaClient>(new KafkaClient(std::move(handles)));
}

bool KafkaClient::canOpen(const KafkaLocation& location, const Access& access, std::string& error)
{
    KafkaConf conf(rd_kafka_conf_new());
    if (!setAccess(*conf, location, access, error))
        return false;
    // Without brokers it connects to nothing.
    setProperty(*conf, "bootstrap.servers", "");
    char reason[kErrorBytes] = {};
    const KafkaHandle<rd_kafka_t, &rd_kafka_destroy> client(
        rd_kafka_new(RD_KAFKA_CONSUMER, conf.get(), reason, sizeof reason));
    if (!client) {
        error = cannotBegin(access, reason);
        return false;
    }
    static_cast<void>(conf.release()); // it is the client's now
    return true;
}

KafkaClient::KafkaClient(std::shared_ptr<Handles> handles)
    : handles_(std::move(handles)), room_(kBatchEvents)
{
}

KafkaClient::~KafkaClient() = default;

void KafkaClient::start(std::int32_t partition, std::int64_t position)
{
    rd_kafka_consume_start_queue(handles_->topic.get(), partition, position,
                                 handles_->messages.get());
    handles_->started.push_back(partition);
}

void KafkaClient::startAgain(std::int32_t partition, std::int64_t position)
{
    rd_kafka_consume_stop(handles_->topic.get(), partition);
    rd_kafka_consume_start_queue(handles_->topic.get(), partition, position,
                                 handles_->messages.get());
}

std::span<const KafkaMessage> KafkaClient::takeMessages(std::chrono::milliseconds longest)
{
    messages_.clear();
    const ssize_t count = rd_kafka_consume_batch_queue(
        handles_->messages.get(), static_cast<int>(longest.count()), room_.data(), room_.size());
    for (ssize_t i = 0; i < count; ++i)
        messages_.emplace_back(room_[static_cast<std::size_t>(i)]);
    return messages_;
}

KafkaEvent KafkaClient::takeEvent()
{
    KafkaEvent event(rd_kafka_queue_poll(handles_->events.get(), 0));
    handles_->noteAnswer(event);
    return event;
}

void KafkaClient::askForTopic(std::chrono::milliseconds longest)
{
    std::promise<KafkaTopicAnswer> promise;
    topic_answer_ = promise.get_future();
    asking_ = std::jthread([handles = handles_, longest,
                            answer = std::move(promise)](const std::stop_token& stop) mutable {
        answer.set_value(
            askForTopicNow(handles->client.get(), handles->topic.get(), longest, stop));
    });
}

std::optional<KafkaTopicAnswer> KafkaClient::takeTopicAnswer()
{
    constexpr std::chrono::seconds kNow(0);
    if (!topic_answer_.valid() || topic_answer_.wait_for(kNow) != std::future_status::ready)
        return std::nullopt;
    return topic_answer_.get();
}

void KafkaClient::askForBegins(std::span<const std::int32_t> partitions,
                               std::chrono::milliseconds longest)
{
    askForOffsets(partitions, RD_KAFKA_OFFSET_SPEC_EARLIEST, longest);
}

void KafkaClient::askForEnds(std::span<const std::int32_t> partitions,
                             std::chrono::milliseconds longest)
{
    askForOffsets(partitions, RD_KAFKA_OFFSET_SPEC_LATEST, longest);
}

void KafkaClient::askForOffsets(std::span<const std::int32_t> partitions,
                                rd_kafka_OffsetSpec_t which, std::chrono::milliseconds longest)
{
    const Partitions list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const std::int32_t partition : partitions)
        rd_kafka_topic_partition_list_add(list.get(), handles_->topic_name.c_str(), partition)
            ->offset = which;
    const AdminOptions options =
        optionsFor(handles_->client.get(), RD_KAFKA_ADMIN_OP_LISTOFFSETS, longest);
    rd_kafka_ListOffsets(handles_->client.get(), list.get(), options.get(), handles_->events.get());
    ++handles_->unanswered;
}

} // namespace livewall::feed
