// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace livewall::test {

/// Three Kafka brokers in this process, on loopback ports of their own: librdkafka's mock cluster.
/// It keeps at most 5 MB of a partition, as compressed as they came: what is older is deleted.
/// It has no transactions that are aborted, no TLS and no sign-in; a message that an idempotent
/// producer repeats is kept twice. Thread-safe.
class MockKafka
{
public:
    static constexpr int kBrokers = 3;

    MockKafka();
    ~MockKafka();
    MockKafka(const MockKafka&) = delete;
    MockKafka& operator=(const MockKafka&) = delete;

    /// host:port,host:port,host:port
    std::string brokers() const;

    void createTopic(const std::string& topic, int partitions);

    /// Each request about the topic fails so; 0: it does no longer.
    void setTopicError(const std::string& topic, int error);

    /// Cuts a broker's connections and refuses others; its partitions keep it as their leader.
    /// 0: of all brokers.
    void setDown(int broker);
    void setUp(int broker);
    void setLeader(const std::string& topic, int partition, int broker);

    /// Appends a message and waits until it is there; nothing: without a value. False: it is not.
    bool produce(const std::string& topic, int partition, std::optional<std::string_view> value);

    /// Many of them: the same, but it waits in flush().
    bool enqueue(const std::string& topic, int partition, std::optional<std::string_view> value);
    bool flush();

    /// The next fetches of any client fail so.
    void failFetches(int error, int times);

private:
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

} // namespace livewall::test
