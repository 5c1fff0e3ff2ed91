// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/streambatches.h"

#include <QTest>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace livewall::feed;

namespace {

/// Writes down when batches begin, by a clock that goes on whenever it takes one.
class SlowSink final : public Sink
{
public:
    std::unique_ptr<Batch> takeEmpty() override
    {
        auto batch = std::make_unique<Batch>();
        batch->read_us = now_us;
        return batch;
    }
    bool deliver(std::unique_ptr<Batch> batch) override
    {
        batches.push_back(std::move(batch));
        now_us += 500; // the lane was full
        return true;
    }
    void setState(LinkState) override {}
    void noteAlive() override {}

    std::int64_t now_us = 1'000;
    std::vector<std::unique_ptr<Batch>> batches;
};

std::string lines(std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += "{\"type\":\"heartbeat\"}\n";
    return all;
}

} // namespace

class TestStreamBatches : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWaitedForABatchBeforeIsAsOld();
    void whatIsReadLaterIsYounger();
    void whatHeldNoEventMakesNoneOlder();
    void eventsOfANewConnectionHaveTheirTime();
};

void TestStreamBatches::whatWaitedForABatchBeforeIsAsOld()
{
    SlowSink sink;
    StreamBatches batches(sink, {.feed = "a"}, [] { return std::int64_t{0}; });
    const std::string block = lines(2 * kBatchEvents + 7); // read at once
    QVERIFY(batches.feed(std::span(block)) && batches.flush());
    QCOMPARE(sink.batches.size(), 3);
    QCOMPARE(sink.batches[2]->events.received, 7);
    for (const auto& batch : sink.batches)
        QCOMPARE(*batch->read_us, 1'000);
}

void TestStreamBatches::whatIsReadLaterIsYounger()
{
    SlowSink sink;
    StreamBatches batches(sink, {.feed = "a"}, [] { return std::int64_t{0}; });
    const std::string block = lines(3);
    QVERIFY(batches.feed(std::span(block)) && batches.flush());
    sink.now_us = 9'000;
    QVERIFY(batches.feed(std::span(block)) && batches.flush());
    QCOMPARE(*sink.batches[0]->read_us, 1'000);
    QCOMPARE(*sink.batches[1]->read_us, 9'000);
}

void TestStreamBatches::whatHeldNoEventMakesNoneOlder()
{
    SlowSink sink;
    StreamBatches batches(sink, {.feed = "a"}, [] { return std::int64_t{0}; });
    const std::string nothing = "\n{\"type\":"; // a blank line, and the beginning of another
    QVERIFY(batches.feed(std::span(nothing)) && batches.flush());
    sink.now_us = 9'000;
    const std::string rest = "\"heartbeat\"}\n";
    QVERIFY(batches.feed(std::span(rest)) && batches.flush());
    QCOMPARE(sink.batches.size(), 1);
    QCOMPARE(*sink.batches[0]->read_us, 9'000);
}

void TestStreamBatches::eventsOfANewConnectionHaveTheirTime()
{
    SlowSink sink;
    StreamBatches batches(sink, {.feed = "a"}, [] { return std::int64_t{0}; });
    const std::string torn = "{\"type\":";
    QVERIFY(batches.feed(std::span(torn)) && batches.finishConnection());
    batches.restart();
    sink.now_us = 9'000;
    const std::string block = lines(1);
    QVERIFY(batches.feed(std::span(block)) && batches.flush());
    QCOMPARE(sink.batches.size(), 1);
    QCOMPARE(sink.batches[0]->read_us.value_or(0), 9'000);
}

QTEST_GUILESS_MAIN(TestStreamBatches)
#include "tst_streambatches.moc"
