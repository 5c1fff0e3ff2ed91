// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/liveengine.h"
#include "tests/models/engine/manualclock.h"
#include "tests/models/engine/runningclock.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using namespace std::chrono_literals;
using examples::purchase;

namespace {

/// Just before a second begins: what waits for it does not wait long.
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12) * 1000 + 990;

/// Does what a test wants on a source's thread.
class ScriptedSource final : public feed::Source
{
public:
    using Script = std::function<void(feed::Sink&, std::stop_token)>;
    explicit ScriptedSource(Script script) : script_(std::move(script)) {}

    void run(feed::Sink& sink, std::stop_token stop) override { script_(sink, std::move(stop)); }

private:
    Script script_;
};

LiveEngine::Feed feedOf(std::string name, ScriptedSource::Script script)
{
    return {.description = {std::move(name), false},
            .source = std::make_unique<ScriptedSource>(std::move(script))};
}

template <typename... Feeds>
std::unique_ptr<LiveEngine> engineOf(const Clock& clock, Feeds... feeds)
{
    std::vector<LiveEngine::Feed> all;
    (all.push_back(std::move(feeds)), ...);
    return std::make_unique<LiveEngine>(
        LiveEngine::Settings{.board = {.exclude = {examples::country("fi")}}}, std::move(all),
        clock);
}

/// `size` accepted purchases at `time_ms` with ids from `first` on.
std::unique_ptr<feed::Batch> purchases(feed::Sink& sink, std::uint64_t first, std::uint64_t size,
                                       std::int64_t time_ms)
{
    auto batch = sink.takeEmpty();
    for (std::uint64_t id = first; id < first + size; ++id)
        examples::add(batch->events, purchase(id, time_ms, static_cast<std::int64_t>(id % 7 + 1)));
    batch->arrived_ms = time_ms;
    return batch;
}

void untilStopped(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
}

} // namespace

class TestLiveEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereIsASnapshotFromTheStart();
    void nothingIsLostWhenSourcesAreFaster();
    void whatAFeedSaysKeepsItsOrder();
    void everySecondHasASnapshot();
    void aClockThatStepsBackHoldsNothingUp();
    void aFeedOfTheFutureWaitsAloneAndGoesOn();
    void pulsesAreTakenOnceAndDropsCounted();
    void arrivalsAreToldWithTheSnapshotThatCountsThem();
    void stopsAtOnceWhileSourcesWait();
    void stopsAtOnceWhileSourcesPour();
    void mayBeDroppedBeforeItStarts();
};

void TestLiveEngine::thereIsASnapshotFromTheStart()
{
    const RunningClock clock(kNow_ms);
    const auto engine = engineOf(
        clock,
        feedOf("quiet", [](feed::Sink&, const std::stop_token& stop) { untilStopped(stop); }));
    engine->start();
    const auto snapshot = engine->latest();
    QVERIFY(snapshot);
    QVERIFY(snapshot->sequence >= 1);
    QVERIFY(snapshot->wall_ms >= kNow_ms);
    QCOMPARE(snapshot->feeds.at(0).name, "quiet");
    QVERIFY(!snapshot->has_events);
    QVERIFY(engine->takePulses().empty());
}

void TestLiveEngine::nothingIsLostWhenSourcesAreFaster()
{
    constexpr std::uint64_t batches = 150;
    constexpr std::uint64_t size = 400;
    constexpr std::uint64_t sources = 3;
    const auto pour = [](feed::Sink& sink, const std::stop_token&) {
        sink.setState({feed::Link::Up, {}});
        for (std::uint64_t i = 0; i < batches; ++i) {
            if (!sink.deliver(purchases(sink, i * size, size, kNow_ms)))
                return;
            sink.noteAlive();
        }
        sink.setState({feed::Link::Ended, {}});
    };
    const RunningClock clock(kNow_ms);
    const auto engine = engineOf(clock, feedOf("a", pour), feedOf("b", pour), feedOf("c", pour));
    engine->start();

    std::uint64_t sequence = 0;
    std::uint64_t received = 0;
    const auto isDone = [&] {
        const auto snapshot = engine->latest();
        bool has_ended = true;
        for (const FeedSnapshot& feed : snapshot->feeds)
            has_ended &= feed.link.link == feed::Link::Ended;
        // One instant: every figure says the same.
        [&] {
            QVERIFY(snapshot->sequence >= sequence);
            QVERIFY(snapshot->ledger.received >= received);
            const auto counted = static_cast<std::int64_t>(snapshot->ledger.accepted);
            QCOMPARE(snapshot->ledger.received, snapshot->ledger.accepted);
            QCOMPARE(snapshot->figures.hour.total, counted);
            QCOMPARE(snapshot->figures.hour_excluding.total, counted);
            QCOMPARE(snapshot->figures.day.total, counted);
            QCOMPARE(snapshot->figures.hour.othersBelow(10), 0);
            QCOMPARE(snapshot->figures.week.series[0].counts[3 * 24 + 12].value(), counted);
            std::uint64_t of_feeds = 0;
            for (const FeedSnapshot& feed : snapshot->feeds)
                of_feeds += feed.ledger.accepted;
            QCOMPARE(of_feeds, snapshot->ledger.accepted);
        }();
        sequence = snapshot->sequence;
        received = snapshot->ledger.received;
        return has_ended || QTest::currentTestFailed();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60'000);
    QCOMPARE(received, sources * batches * size);
}

void TestLiveEngine::whatAFeedSaysKeepsItsOrder()
{
    const RunningClock clock(kNow_ms);
    const auto engine =
        engineOf(clock, feedOf("file", [](feed::Sink& sink, const std::stop_token&) {
                     sink.setState({feed::Link::Up, {}});
                     for (std::uint64_t i = 0; i < 100; ++i)
                         sink.deliver(purchases(sink, i, 1, kNow_ms));
                     sink.setState({feed::Link::Ended, "the end"});
                 }));
    engine->start();
    const auto hasEnded = [&] {
        const auto snapshot = engine->latest();
        const FeedSnapshot& feed = snapshot->feeds.at(0);
        if (feed.link.link != feed::Link::Ended)
            return false;
        [&] { // Whoever sees the end sees all that came before it.
            QCOMPARE(feed.ledger.accepted, 100);
            QCOMPARE(feed.link.detail, "the end");
        }();
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), 20'000);
}

void TestLiveEngine::everySecondHasASnapshot()
{
    ManualClock clock(kNow_ms);
    const auto engine = engineOf(
        clock,
        feedOf("quiet", [](feed::Sink&, const std::stop_token& stop) { untilStopped(stop); }));
    engine->start();
    for (std::int64_t second = 1; second <= 5; ++second) {
        const std::int64_t now_ms = kNow_ms + second * 1000;
        clock.set(now_ms);
        QTRY_COMPARE_WITH_TIMEOUT(engine->latest()->figures.at_ms, now_ms, 20'000);
    }
}

void TestLiveEngine::aClockThatStepsBackHoldsNothingUp()
{
    RunningClock clock(kNow_ms);
    std::atomic<bool> may_go_on = false;
    const auto engine =
        engineOf(clock, feedOf("a", [&](feed::Sink& sink, const std::stop_token& stop) {
                     while (!may_go_on && !stop.stop_requested())
                         std::this_thread::sleep_for(1ms);
                     sink.deliver(purchases(sink, 1, 1, kNow_ms - 3'600'000));
                 }));
    engine->start();
    clock.set(kNow_ms - 3'600'000);
    may_go_on = true;
    QTRY_COMPARE_WITH_TIMEOUT(engine->latest()->ledger.accepted, 1, 20'000);
    QVERIFY(engine->latest()->wall_ms < kNow_ms);
    QVERIFY(engine->latest()->figures.at_ms >= kNow_ms);
    QCOMPARE_LE(std::abs(engine->latest()->clock_set.value().by_ms + 3'600'000), 100);
}

void TestLiveEngine::aFeedOfTheFutureWaitsAloneAndGoesOn()
{
    constexpr std::int64_t ahead_ms = kNow_ms + 3'600'000;
    constexpr std::uint64_t size = 1000;
    constexpr std::uint64_t batches = LiveTally::kMaxHeld / size + 80; // beyond two full lanes
    RunningClock clock(kNow_ms);
    std::atomic<std::uint64_t> delivered = 0;
    std::atomic<std::uint64_t> other = 0;
    const auto engine = engineOf(
        clock,
        feedOf("ahead",
               [&](feed::Sink& sink, const std::stop_token&) {
                   for (std::uint64_t i = 0; i < batches; ++i) {
                       if (!sink.deliver(purchases(sink, i * size, size, ahead_ms)))
                           return;
                       ++delivered;
                   }
               }),
        feedOf("here", [&](feed::Sink& sink, const std::stop_token& stop) {
            while (!stop.stop_requested() && sink.deliver(purchases(sink, other, 1, kNow_ms))) {
                ++other;
                std::this_thread::sleep_for(1ms);
            }
        }));
    engine->start();
    QTRY_COMPARE_WITH_TIMEOUT(engine->latest()->ledger.future, LiveTally::kMaxHeld, 60'000);
    const std::uint64_t here = other;
    QTRY_VERIFY_WITH_TIMEOUT(engine->latest()->feeds[1].ledger.accepted > here + 20, 20'000);
    QVERIFY(delivered < batches);
    QCOMPARE(engine->latest()->feeds[0].ledger.received, LiveTally::kMaxHeld);

    clock.set(ahead_ms);
    QTRY_COMPARE_WITH_TIMEOUT(engine->latest()->feeds[0].ledger.accepted, batches * size, 60'000);
    QCOMPARE(engine->latest()->feeds[0].ledger.received, batches * size);
    QCOMPARE(engine->latest()->feeds[0].ledger.future, 0);
}

void TestLiveEngine::pulsesAreTakenOnceAndDropsCounted()
{
    constexpr std::uint64_t size = PulseRing::kCapacity + 100;
    const RunningClock clock(kNow_ms);
    const auto engine = engineOf(clock, feedOf("a", [](feed::Sink& sink, const std::stop_token&) {
                                     sink.deliver(purchases(sink, 0, size, kNow_ms));
                                     sink.setState({feed::Link::Ended, {}});
                                 }));
    engine->start();
    QTRY_COMPARE_WITH_TIMEOUT(engine->latest()->pulses_dropped, 100, 20'000);
    QCOMPARE(engine->takePulses().size(), PulseRing::kCapacity);
    QCOMPARE(engine->takePulses().size(), 0);
}

void TestLiveEngine::arrivalsAreToldWithTheSnapshotThatCountsThem()
{
    ManualClock clock(kNow_ms);
    std::atomic<int> step = 0;
    const auto engine =
        engineOf(clock, feedOf("a", [&](feed::Sink& sink, const std::stop_token& stop) {
                     auto first = purchases(sink, 0, 5, kNow_ms);
                     step = 1; // read by now; counted later
                     while (step < 2 && !stop.stop_requested())
                         std::this_thread::sleep_for(1ms);
                     sink.deliver(std::move(first));
                     sink.deliver(purchases(sink, 5, 2, kNow_ms));
                     untilStopped(stop);
                 }));
    engine->start();
    QTRY_COMPARE(step, 1);
    QCOMPARE(engine->takeArrivals(engine->latest()->sequence), std::vector<Arrival>());
    clock.set(kNow_ms + 70);
    step = 2;
    const auto counted = [&] {
        const stats::Ledger ledger = engine->latest()->ledger;
        return ledger.accepted + ledger.not_accepted;
    };
    QTRY_VERIFY((clock.set(clock.now_ms() + 50), counted() == 7));
    const auto arrivals = engine->takeArrivals(engine->latest()->sequence);
    QCOMPARE(arrivals.size(), 2);
    QCOMPARE(arrivals[0], (Arrival{kNow_ms * 1000, 5}));
    QCOMPARE(arrivals[1].events, 2);
    QVERIFY(arrivals[1].read_us >= (kNow_ms + 70) * 1000);
    QCOMPARE(engine->takeArrivals(engine->latest()->sequence), std::vector<Arrival>());
}

void TestLiveEngine::stopsAtOnceWhileSourcesWait()
{
    const RunningClock clock(kNow_ms);
    std::atomic<std::uint64_t> delivered = 0;
    std::atomic<std::uint64_t> refused = 0;
    auto engine = engineOf(
        clock, feedOf("ahead", [&](feed::Sink& sink, const std::stop_token&) {
            // Never looks at the stop token: deliver() alone tells it.
            while (sink.deliver(purchases(sink, delivered * 1000, 1000, kNow_ms + 3'600'000)))
                ++delivered;
            ++refused;
        }));
    engine->start();
    // What is aside, the batch that waits and those behind it, and a full lane; then it stands.
    constexpr std::uint64_t standing = LiveTally::kMaxHeld / 1000 + Inbox::kLaneBatches;
    QTRY_VERIFY_WITH_TIMEOUT(delivered > standing, 60'000);
    std::uint64_t before = 0;
    while (before != delivered) {
        before = delivered;
        std::this_thread::sleep_for(50ms);
    }
    const auto start = std::chrono::steady_clock::now();
    engine.reset();
    QVERIFY(std::chrono::steady_clock::now() - start < 300ms);
    QCOMPARE(refused, 1);
}

void TestLiveEngine::stopsAtOnceWhileSourcesPour()
{
    const RunningClock clock(kNow_ms);
    const auto pour = [](feed::Sink& sink, const std::stop_token&) {
        for (std::uint64_t i = 0; sink.deliver(purchases(sink, i * 100, 100, kNow_ms)); ++i)
            sink.setState({feed::Link::Up, {}});
    };
    auto engine = engineOf(clock, feedOf("a", pour), feedOf("b", pour), feedOf("c", pour));
    engine->start();
    QTRY_VERIFY_WITH_TIMEOUT(engine->latest()->ledger.accepted > 0, 20'000);
    const auto start = std::chrono::steady_clock::now();
    engine.reset();
    QVERIFY(std::chrono::steady_clock::now() - start < 300ms);
}

void TestLiveEngine::mayBeDroppedBeforeItStarts()
{
    const RunningClock clock(kNow_ms);
    bool has_run = false;
    engineOf(clock, feedOf("a", [&](feed::Sink&, const std::stop_token&) { has_run = true; }))
        .reset();
    QVERIFY(!has_run);
}

QTEST_GUILESS_MAIN(TestLiveEngine)
#include "tst_liveengine.moc"
