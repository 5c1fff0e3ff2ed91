// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/event/linedecoder.h"

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

#include <QTest>

namespace {

std::size_t allocations = 0;

} // namespace

// Every form that a sanitizer would otherwise put its own in the place of.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    ++allocations;
    return std::malloc(size > 0 ? size : 1);
}

void* operator new(std::size_t size)
{
    if (void* const memory = operator new(size, std::nothrow))
        return memory;
    throw std::bad_alloc();
}

void* operator new[](std::size_t size)
{
    return operator new(size);
}

void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept
{
    return operator new(size, tag);
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace livewall::event;

class TestAllocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGrownBatchTakesEventsWithoutAllocating_data();
    void aGrownBatchTakesEventsWithoutAllocating();
};

void TestAllocation::aGrownBatchTakesEventsWithoutAllocating_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray fields = R"("time":"2011-03-10T16:01:15.123Z","merchant":"Store with a name",)"
                              R"("eid":%d,"country":"se","amount":"71.34","currency":"SEK",)"
                              R"("status":"accepted","lat":63.431,"lon":10.395,"city":"Umea")";
    QTest::newRow("plain") << QByteArray(R"({"id":"p-%d",)" + fields + "}\n");
    QTest::newRow("escaped") << QByteArray(R"({"id":"\u0070-%d","x":"\n",)" + fields + "}\n");
    QTest::newRow("envelope") << QByteArray(
        R"({"specversion":"1.0","id":"p-%d","source":"/a/rather/long/source/name","data":{)" +
        fields + "}}\n");
    QTest::newRow("unknown fields")
        << QByteArray(R"({"id":"p-%d","x":[{"y":[1,2]},null],)" + fields + "}\n");
    QTest::newRow("fields that come and go") << QByteArray(
        R"({"id":"p-%d",)" + fields + "}\n" + R"({"id":"q-%d","service":"s",)" + fields + "}\n");
    QTest::newRow("no shape twice")
        << QByteArray(R"({"id":"p-%d","key%d":{"%d":[]},)" + fields + "}\n");
    QTest::newRow("array") << QByteArray(R"([{"id":"p-%d",)" + fields + R"(},{"id":"q-%d",)" +
                                         fields + "}]\n");
}

void TestAllocation::aGrownBatchTakesEventsWithoutAllocating()
{
    QFETCH(QByteArray, line);
    std::string stream;
    for (int i = 1; i <= 2000; ++i)
        stream += QByteArray(line).replace("%d", QByteArray::number(i)).toStdString();

    LineDecoder decoder(DecoderOptions{});
    EventBatch batch;
    const auto decodeAll = [&] {
        // In pieces that cut lines in two.
        for (std::size_t at = 0; at < stream.size(); at += 1000)
            decoder.feed(
                std::span(stream).subspan(at, std::min<std::size_t>(1000, stream.size() - at)),
                batch);
    };
    decodeAll();
    const std::size_t events = batch.purchases.size();
    QVERIFY(events >= 2000);
    QCOMPARE(batch.received, events);

    batch.clear();
    const std::size_t before = allocations;
    decodeAll();
    const std::size_t made = allocations - before;
    QCOMPARE(batch.purchases.size(), events);
    QCOMPARE(made, 0);
}

QTEST_GUILESS_MAIN(TestAllocation)
#include "tst_allocation.moc"
