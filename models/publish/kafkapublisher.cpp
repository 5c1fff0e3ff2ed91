// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/publish/kafkapublisher.h"

#include "models/feed/kafkafaults.h"

#include <chrono>
#include <utility>

namespace livewall::publish {

namespace {

constexpr int kWait_ms = 50;
constexpr std::chrono::seconds kUnsaid(2);   ///< a broker that cannot be reached
constexpr std::uint64_t kReportsEvery = 256; ///< lines
constexpr std::size_t kErrorBytes = 512;

void setSending(rd_kafka_conf_t& conf)
{
    feed::setProperty(conf, "enable.idempotence", "true");
    // As the clients in Java do it: a store's purchases meet in one partition, whoever sends them.
    feed::setProperty(conf, "partitioner", "murmur2_random");
    feed::setProperty(conf, "compression.codec", "lz4");
    feed::setProperty(conf, "linger.ms", "20");
    feed::setProperty(conf, "message.timeout.ms", "30000");
    feed::setProperty(conf, "queue.buffering.max.kbytes",
                      std::to_string(KafkaPublisher::kMaxQueue_kb));
    rd_kafka_conf_set_events(&conf, RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_DR);
}

} // namespace

KafkaPublisher::KafkaPublisher(PublishSpec spec, feed::KafkaLocation location)
    : spec_(std::move(spec)), location_(std::move(location)), decoder_(event::DecoderOptions{})
{
}

bool KafkaPublisher::send(std::string_view line)
{
    if (!error_.empty() || (!client_ && !connect()))
        return false;
    const std::string key = keyOf(line);
    while (!spec_.stop.stop_requested()) {
        const rd_kafka_resp_err_t result = rd_kafka_producev(
            client_.get(), RD_KAFKA_V_RKT(topic_.get()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
            RD_KAFKA_V_KEY(key.empty() ? nullptr : key.data(), key.size()),
            RD_KAFKA_V_VALUE(const_cast<char*>(line.data()), line.size()), RD_KAFKA_V_END);
        if (result == RD_KAFKA_RESP_ERR_NO_ERROR)
            return ++sent_ % kReportsEvery != 0 || takeReports(0);
        if (result != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return fail(feed::kafkaFault(result, {}, location_.topic));
        if (!takeReports(kWait_ms))
            return false;
    }
    return fail("interrupted");
}

bool KafkaPublisher::finish()
{
    while (client_ && rd_kafka_outq_len(client_.get()) > 0) {
        if (!takeReports(kWait_ms))
            return false;
        if (spec_.stop.stop_requested())
            return fail("interrupted");
    }
    return error_.empty();
}

bool KafkaPublisher::connect()
{
    feed::KafkaConf conf(rd_kafka_conf_new());
    setSending(*conf);
    if (!feed::setAccess(*conf, location_, spec_.access, error_))
        return false;
    char reason[kErrorBytes] = {};
    client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf.get(), reason, sizeof reason));
    if (!client_)
        return fail(feed::cannotBegin(spec_.access, reason));
    static_cast<void>(conf.release()); // it is the client's now
    events_.reset(rd_kafka_queue_get_main(client_.get()));
    topic_.reset(rd_kafka_topic_new(client_.get(), location_.topic.c_str(), nullptr));
    return awaitBroker();
}

/// Before lines fill the queue in silence.
bool KafkaPublisher::awaitBroker()
{
    const auto until = std::chrono::steady_clock::now() + kUnsaid;
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR__TRANSPORT;
    while (error == RD_KAFKA_RESP_ERR__TRANSPORT || error == RD_KAFKA_RESP_ERR__TIMED_OUT) {
        const rd_kafka_metadata_t* metadata = nullptr;
        error = rd_kafka_metadata(client_.get(), 0, topic_.get(), &metadata, kWait_ms);
        if (metadata)
            rd_kafka_metadata_destroy(metadata);
        if (!takeReports(0))
            return false;
        if (spec_.stop.stop_requested())
            return fail("interrupted");
        if (std::chrono::steady_clock::now() < until)
            continue;
        spec_.note((fault_.empty() ? feed::kafkaFault(error, {}, location_.topic) : fault_) +
                   "; tries again");
        break;
    }
    return true;
}

std::string KafkaPublisher::keyOf(std::string_view line)
{
    if (line.size() > event::kMaxLineBytes)
        return {};
    padded_.assign(line);
    padded_.append(event::Decoder::kPadding, ' ');
    decoded_.clear();
    decoder_.decode(std::string_view(padded_).substr(0, line.size()), 1, decoded_);
    return decoded_.purchases.empty() ? std::string()
                                      : std::to_string(decoded_.purchases.front().eid);
}

bool KafkaPublisher::takeReports(int longest_ms)
{
    for (int wait_ms = longest_ms; error_.empty(); wait_ms = 0) {
        const feed::KafkaEvent event(rd_kafka_queue_poll(events_.get(), wait_ms));
        if (!event)
            return true;
        takeReport(*event);
    }
    return false;
}

void KafkaPublisher::takeReport(rd_kafka_event_t& event)
{
    if (rd_kafka_event_type(&event) == RD_KAFKA_EVENT_ERROR) {
        const rd_kafka_resp_err_t error = rd_kafka_event_error(&event);
        const char* reason = rd_kafka_event_error_string(&event);
        const bool is_all = error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
        if (!is_all || fault_.empty())
            fault_ = feed::kafkaFault(error, reason ? reason : "", location_.topic);
        if (error == RD_KAFKA_RESP_ERR__FATAL || feed::isAccessFault(error))
            fail(fault_);
        return;
    }
    while (const rd_kafka_message_t* message = rd_kafka_event_message_next(&event)) {
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            ++delivered_;
            continue;
        }
        const bool is_late = message->err == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT;
        fail(is_late && !fault_.empty() ? fault_
                                        : feed::kafkaFault(message->err, {}, location_.topic));
    }
}

bool KafkaPublisher::fail(const std::string& error)
{
    if (error_.empty())
        error_ = error;
    return false;
}

} // namespace livewall::publish
