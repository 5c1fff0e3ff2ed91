// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/demosource.h"

#include "models/generate/demo.h"
#include "tests/models/feed/collectingsink.h"

#include <array>
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;

namespace {

using Collected = CollectingSink::Collected;

/// A Thursday afternoon, in the middle of a second.
constexpr std::int64_t kStart_ms = 1'772'722'875'400;
constexpr std::int64_t kStartSecond = kStart_ms / 1000;

std::atomic<std::int64_t> clock_ms = kStart_ms;

std::unique_ptr<Source> demoSource(const std::string& cursor = {})
{
    return std::make_unique<DemoSource>(
        FeedSpec{"demo:", {.feed = "demo"}, cursor, [] { return clock_ms.load(); }});
}

/// Purchases by second and store, accepted and not.
using Counts = std::map<std::pair<std::int64_t, std::int64_t>, std::array<std::int64_t, 2>>;

Counts countsOf(const std::vector<stats::Delta>& history, std::int64_t from_second)
{
    Counts counts;
    for (const stats::Delta& delta : history) {
        if (delta.second < from_second)
            continue;
        auto& count = counts[{delta.second, delta.eid}];
        count[0] += delta.accepted;
        count[1] += delta.not_accepted;
    }
    return counts;
}

bool waitForHistory(CollectingSink& sink)
{
    return sink.waitUntil([](const Collected& all) { return !all.batches.empty(); });
}

/// Waits until the source has delivered all up to this time of the clock.
bool waitForTime(CollectingSink& sink, std::int64_t time_ms)
{
    const std::string cursor = "demo1 1 " + std::to_string(time_ms);
    return sink.waitUntil([&](const Collected& all) { return all.cursor() == cursor; });
}

} // namespace

class TestDemoSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { clock_ms = kStart_ms; }

    void theHistoryIsOneBatchThatEndsAtTheStart()
    {
        CollectingSink sink;
        RunningSource running(demoSource(), sink);
        QVERIFY(waitForHistory(sink));
        sink.look([](const Collected& all) {
            const Batch& batch = *all.batches.front();
            QVERIFY(batch.events.isEmpty());
            QVERIFY(!batch.history.empty());
            QVERIFY(!batch.names.empty());
            const auto [first, last] =
                std::ranges::minmax(batch.history, {}, &stats::Delta::second);
            QVERIFY(last.second < kStartSecond);
            QVERIFY(first.second <= kStartSecond - 28 * 86'400);
            QCOMPARE(all.states.size(), 1U);
            QCOMPARE(all.states[0].link, Link::Up);
            QVERIFY(all.states[0].detail.find("DEMO") != std::string::npos);
        });
        QVERIFY(running.stop() < 200ms);
    }

    void whatComesLiveIsWhatALaterHistoryHolds()
    {
        CollectingSink sink;
        RunningSource running(demoSource(), sink);
        QVERIFY(waitForHistory(sink));
        constexpr std::int64_t kEnd_ms = (kStartSecond + 600) * 1000 + 999;
        clock_ms = kStart_ms + 70;
        QTest::qWait(200);
        clock_ms = kEnd_ms;
        QVERIFY(waitForTime(sink, kEnd_ms));
        running.stop();
        sink.look([](const Collected& all) {
            constexpr std::int64_t kFrom = kStartSecond - 3600; // by the second in both histories
            Counts counts = countsOf(all.batches.front()->history, kFrom);
            std::set<event::Identity> seen;
            for (std::size_t i = 1; i < all.batches.size(); ++i) {
                QVERIFY(all.received[i] <= 1024);
                for (const event::Purchase& purchase : all.batches[i]->events.purchases) {
                    if (seen.insert(purchase.identity).second)
                        ++counts[{purchase.second(), purchase.eid}][purchase.accepted ? 0 : 1];
                }
            }
            QVERIFY(seen.size() > 100);
            QVERIFY(counts == countsOf(generate::Demo(1).history(kEnd_ms / 1000).deltas, kFrom));
        });
    }

    void nothingComesBeforeItsTime()
    {
        CollectingSink sink;
        RunningSource running(demoSource(), sink);
        QVERIFY(waitForHistory(sink));
        clock_ms = kStart_ms + 60'000;
        QVERIFY(waitForTime(sink, kStart_ms + 60'000));
        running.stop();
        sink.look([](const Collected& all) {
            for (const auto& batch : all.batches) {
                for (const event::Purchase& purchase : batch->events.purchases)
                    QVERIFY(purchase.time_ms <= kStart_ms + 60'000);
            }
            QVERIFY(all.eids.size() > 10);
        });
    }

    void aClockThatStandsOrGoesBackGivesNothing()
    {
        CollectingSink sink;
        RunningSource running(demoSource(), sink);
        QVERIFY(waitForHistory(sink));
        clock_ms = kStart_ms + 5000;
        QVERIFY(waitForTime(sink, kStart_ms + 5000));
        const auto batches = [&] {
            return sink.look([](const Collected& all) { return all.batches.size(); });
        };
        const std::size_t before = batches();
        clock_ms = kStart_ms - 3'600'000;
        QTest::qWait(400);
        QCOMPARE(batches(), before);
    }

    void aCursorResumesWithoutAnotherHistory()
    {
        CollectingSink first;
        RunningSource before(demoSource(), first);
        QVERIFY(waitForHistory(first));
        clock_ms = kStart_ms + 60'000;
        QVERIFY(waitForTime(first, kStart_ms + 60'000));
        before.stop();
        clock_ms = kStart_ms + 300'000;
        CollectingSink second;
        RunningSource after(demoSource("demo1 1 " + std::to_string(kStart_ms + 60'000)), second);
        QVERIFY(waitForTime(second, kStart_ms + 300'000));
        after.stop();

        CollectingSink whole;
        clock_ms = kStart_ms;
        RunningSource unbroken(demoSource(), whole);
        QVERIFY(waitForHistory(whole));
        clock_ms = kStart_ms + 300'000;
        QVERIFY(waitForTime(whole, kStart_ms + 300'000));
        unbroken.stop();

        const auto identities = [](std::set<event::Identity> seen, CollectingSink& sink) {
            return sink.look([&](const Collected& all) {
                for (const auto& batch : all.batches) {
                    for (const event::Purchase& purchase : batch->events.purchases)
                        seen.insert(purchase.identity);
                }
                return seen;
            });
        };
        QVERIFY(identities(identities({}, first), second) == identities({}, whole));
        QVERIFY(second.look([](const Collected& all) {
            return std::ranges::all_of(all.batches,
                                       [](const auto& batch) { return batch->history.empty(); });
        }));
    }

    void aCursorThatDoesNotFitStartsWithHistory_data()
    {
        QTest::addColumn<QString>("cursor");
        const auto row = [](const char* tag, const std::string& cursor) {
            QTest::newRow(tag) << QString::fromStdString(cursor);
        };
        row("another seed", "demo1 2 " + std::to_string(kStart_ms - 1000));
        row("the future", "demo1 1 " + std::to_string(kStart_ms + 1000));
        row("long ago", "demo1 1 " + std::to_string(kStart_ms - 40 * 86'400'000LL));
        row("no number", "demo1 1 x");
        row("something else", "file1 0 0 0 0 0");
    }
    void aCursorThatDoesNotFitStartsWithHistory()
    {
        QFETCH(const QString, cursor);
        CollectingSink sink;
        RunningSource running(demoSource(cursor.toStdString()), sink);
        QVERIFY(sink.waitUntil([](const Collected& all) {
            return !all.batches.empty() && !all.batches.front()->history.empty();
        }));
    }

    void aClosingEngineEndsIt()
    {
        CollectingSink sink;
        sink.hold();
        RunningSource running(demoSource(), sink);
        QVERIFY(sink.waitForBlockedSource());
        sink.close();
        running.join();
    }
};

QTEST_GUILESS_MAIN(TestDemoSource)
#include "tst_demosource.moc"
