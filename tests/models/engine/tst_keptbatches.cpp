// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/keptbatches.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <cstdint>
#include <string>
#include <utility>

using namespace livewall;
using namespace livewall::engine;
using examples::purchase;

namespace {

constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12) * 1000;

feed::Batch batchOf(std::uint64_t first, std::uint64_t count)
{
    feed::Batch batch;
    for (std::uint64_t id = first; id < first + count; ++id) {
        event::Purchase one = purchase(id, kNow_ms);
        one.merchant = batch.events.add("Store " + std::to_string(id));
        one.city = batch.events.add("Tornio");
        examples::add(batch.events, one);
    }
    return batch;
}

} // namespace

class TestKeptBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallBatchesAreJoinedInOrder();
    void whatWasSaidOfRejectionsIsNotSaidAgain();
    void whatComesAgainIsNotKept();
    void beyondTheBoundAllIsGivenUp();
    void itIsAllOnce();
};

void TestKeptBatches::smallBatchesAreJoinedInOrder()
{
    KeptBatches kept(2, true);
    for (std::uint64_t id = 1; id <= 2500; id += 5)
        kept.keep(1, batchOf(id, 5));
    const KeptBatches::Kept taken = kept.take(1);
    QCOMPARE(taken.batches.size(), 3U);
    std::uint64_t id = 0;
    for (const auto& batch : taken.batches) {
        for (const event::Purchase& one : batch->events.purchases) {
            QCOMPARE(one.identity, purchase(++id, kNow_ms).identity);
            QCOMPARE(batch->events.view(one.merchant), "Store " + std::to_string(id));
            QCOMPARE(batch->events.view(one.city), std::string_view("Tornio"));
        }
        QCOMPARE(batch->events.received, batch->events.purchases.size());
    }
    QCOMPARE(id, 2500U);
    QVERIFY(kept.take(0).batches.empty());
}

void TestKeptBatches::whatWasSaidOfRejectionsIsNotSaidAgain()
{
    KeptBatches kept(1, true);
    feed::Batch batch = batchOf(1, 1);
    batch.events.received += 2;
    batch.events.control = 1;
    batch.events.heartbeat_ms = kNow_ms;
    batch.events.rejected[std::size_t(event::Rejection::Eid)] = 1;
    batch.events.samples.push_back({event::Rejection::Eid, 2, "eid: missing"});
    kept.keep(0, batch);
    kept.keep(0, batch);
    const KeptBatches::Kept taken = kept.take(0);
    const event::EventBatch& events = taken.batches.at(0)->events;
    QCOMPARE(events.received, 6U);
    QCOMPARE(events.control, 2U);
    QCOMPARE(events.heartbeat_ms, kNow_ms);
    QCOMPARE(events.rejected[std::size_t(event::Rejection::Eid)], 2U);
    QVERIFY(events.samples.empty());
}

void TestKeptBatches::whatComesAgainIsNotKept()
{
    KeptBatches kept(2, true);
    feed::Batch resumed = batchOf(1, 3);
    resumed.cursor = "3";
    kept.keep(0, resumed);
    kept.keep(0, feed::Batch());
    feed::Batch invented = batchOf(1, 3);
    invented.history.push_back({.second = kNow_ms / 1000, .eid = 1, .accepted = 1});
    kept.note(1, invented);
    kept.keep(1, batchOf(4, 3));
    QVERIFY(kept.take(0).batches.empty());
    const KeptBatches::Kept demo = kept.take(1);
    QVERIFY(demo.batches.empty());
    QVERIFY(!demo.is_all);
}

void TestKeptBatches::beyondTheBoundAllIsGivenUp()
{
    KeptBatches kept(2, true);
    feed::Batch batch; // counts are enough
    batch.events.received = KeptBatches::kMaxElements / 2;
    kept.keep(0, batch);
    kept.keep(1, batch);
    kept.keep(1, batchOf(1, 1));
    for (const std::size_t feed : {0, 1}) {
        const KeptBatches::Kept taken = kept.take(feed);
        QVERIFY(taken.batches.empty());
        QVERIFY(!taken.is_all);
    }
    // From then on there is room again.
    kept.keep(0, batch);
    QCOMPARE(kept.take(0).batches.size(), 1U);
}

void TestKeptBatches::itIsAllOnce()
{
    KeptBatches kept(1, true);
    kept.keep(0, batchOf(1, 1));
    QVERIFY(kept.take(0).is_all);
    kept.keep(0, batchOf(2, 1));
    QVERIFY(!kept.take(0).is_all);
    QVERIFY(!KeptBatches(1, false).take(0).is_all);
}

QTEST_GUILESS_MAIN(TestKeptBatches)
#include "tst_keptbatches.moc"
