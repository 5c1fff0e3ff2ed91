// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "app/livewall/wallsource.h"

#include "models/engine/publisher.h"

#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace livewall;
using app::WallSource;

namespace {

/// Has what the test gives it.
class HandEngine final : public engine::Engine
{
public:
    void start() override {}
    std::shared_ptr<const engine::Snapshot> latest() const override { return snapshot; }
    std::vector<stats::Sighting> takePulses() override { return std::exchange(pulses, {}); }
    std::vector<engine::Arrival> takeArrivals(std::uint64_t sequence) override
    {
        return arrivals.take(sequence);
    }

    void publish()
    {
        auto next = std::make_shared<engine::Snapshot>();
        next->sequence = snapshot ? snapshot->sequence + 1 : 1;
        next->zone = "UTC";
        snapshot = std::move(next);
    }

    std::shared_ptr<const engine::Snapshot> snapshot;
    std::vector<stats::Sighting> pulses;
    engine::Arrivals arrivals;
};

} // namespace

class TestWallSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allWindowsShowOneView();
    void aNoticeMakesANewOne();
    void eachWindowHasEveryPurchase();
    void aWindowThatTakesNothingKeepsNoMoreThanTheEngine();
    void eachWindowHearsWhenWhatItsViewCountsCameIn();
};

void TestWallSource::allWindowsShowOneView()
{
    HandEngine engine;
    engine.publish();
    WallSource source(engine);
    const widgets::WallInputs left = source.inputs();
    const widgets::WallInputs right = source.inputs();
    const auto first = left.view();
    QVERIFY(first);
    QCOMPARE(right.view(), first);
    QCOMPARE(left.view(), first);
    engine.publish();
    QVERIFY(right.view() != first);
    QCOMPARE(left.view(), right.view());
}

void TestWallSource::aNoticeMakesANewOne()
{
    HandEngine engine;
    engine.publish();
    QString notice;
    WallSource source(engine, [&notice] { return notice; });
    const widgets::WallInputs window = source.inputs();
    const auto before = window.view();
    notice = u"being begun"_s;
    const auto with = window.view();
    QVERIFY(with->sequence > before->sequence);
    QCOMPARE(with->banners.size(), before->banners.size() + 1);
    QCOMPARE(window.view(), with);
    notice.clear();
    QVERIFY(window.view()->sequence > with->sequence);
    QCOMPARE(window.view()->banners.size(), before->banners.size());
}

void TestWallSource::eachWindowHasEveryPurchase()
{
    HandEngine engine;
    engine.publish();
    WallSource source(engine);
    const widgets::WallInputs left = source.inputs();
    const widgets::WallInputs right = source.inputs();
    engine.pulses.resize(2);
    QCOMPARE(left.pulses().size(), 2U);
    QCOMPARE(left.pulses().size(), 0U);
    engine.pulses.resize(3);
    QCOMPARE(right.pulses().size(), 5U);
    QCOMPARE(left.pulses().size(), 3U);
    QCOMPARE(right.pulses().size(), 0U);
}

void TestWallSource::aWindowThatTakesNothingKeepsNoMoreThanTheEngine()
{
    HandEngine engine;
    engine.publish();
    WallSource source(engine);
    const widgets::WallInputs seen = source.inputs();
    const widgets::WallInputs unseen = source.inputs();
    for (int i = 0; i < 3; ++i) {
        engine.pulses.resize(engine::PulseRing::kCapacity);
        QCOMPARE(seen.pulses().size(), engine::PulseRing::kCapacity);
    }
    QCOMPARE(unseen.pulses().size(), engine::PulseRing::kCapacity);
}

void TestWallSource::eachWindowHearsWhenWhatItsViewCountsCameIn()
{
    HandEngine engine;
    engine.publish();
    QString notice = u"being begun"_s; // which numbers views otherwise than snapshots
    WallSource source(engine, [&notice] { return notice; });
    const widgets::WallInputs left = source.inputs();
    const widgets::WallInputs right = source.inputs();
    QVERIFY(left.view());
    engine.arrivals.note({.read_us = 5, .events = 3});
    engine.arrivals.publish(2);
    QCOMPARE(left.arrivals(), std::vector<view::Arrival>()); // it still shows the one before
    engine.publish();
    QVERIFY(left.view());
    const std::vector<view::Arrival> expected{{.read_us = 5, .events = 3}};
    QCOMPARE(left.arrivals(), expected);
    QCOMPARE(left.arrivals(), std::vector<view::Arrival>());
    QCOMPARE(right.arrivals(), expected);
}

QTEST_APPLESS_MAIN(TestWallSource)
#include "tst_wallsource.moc"
