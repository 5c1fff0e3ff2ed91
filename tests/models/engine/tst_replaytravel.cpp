// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/filereport.h"
#include "models/engine/replayengine.h"
#include "tests/models/engine/files.h"
#include "tests/models/engine/manualclock.h"
#include "tests/models/engine/sameplace.h"
#include "tests/models/stats/examples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kDay_ms = 1440 * kMinute_ms;
constexpr std::int64_t kStart_ms = examples::utc(2011, 3, 7, 12) * 1000;
constexpr std::int64_t kLength_ms = 5 * kDay_ms;

/// Sold in several currencies and countries, renamed, declined, repeated at once and days later,
/// and not in order.
std::vector<examples::Line> history(std::uint32_t seed)
{
    std::mt19937 random(seed);
    const auto upTo = [&random](std::uint32_t end) { return random() % end; };
    constexpr std::array currencies = {"SEK", "EUR", "JPY"};
    constexpr std::array countries = {"se", "fi", "no", "de"};
    constexpr std::array names = {"Shop", "Shop & Co", "Åhus", ""};
    std::vector<examples::Line> lines;
    for (std::uint64_t id = 0; id < 3000; ++id) {
        if (!lines.empty() && upTo(20) == 0) {
            examples::Line copy = lines[upTo(static_cast<std::uint32_t>(lines.size()))];
            copy.accepted |= upTo(2) == 0;
            lines.push_back(copy);
            continue;
        }
        const std::int64_t late_ms = upTo(10) == 0 ? upTo(7'200'000) : upTo(3000);
        const auto at = static_cast<std::int64_t>(id) * kLength_ms / 3000;
        lines.push_back({.id = id,
                         .time_ms = std::max(kStart_ms, kStart_ms + at - late_ms),
                         .eid = 1 + static_cast<std::int64_t>(upTo(15)),
                         .accepted = upTo(6) != 0,
                         .amount = static_cast<std::int64_t>(upTo(900)) + 1,
                         .currency = currencies[upTo(3)],
                         .country = countries[upTo(4)],
                         .merchant = names[upTo(4)]});
    }
    return lines;
}

} // namespace

class TestReplayTravel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void sentAnywhereItShowsTheReport_data();
    void sentAnywhereItShowsTheReport();
    void standsWhereItWasMadeToStand();
    void fromTheEndItBeginsAgain();
    void anotherSpeedGoesOnFromHere();
    void whatItJumpedOverIsNotActedOut();
    void doesNotLeaveItsEnds();
    void asFastAsItGoesItCanBeSentBack();
    void beforeItIsReadNothingMoves();

private:
    ReplayOptions options() const { return {.files = {path_}, .decoder = examples::decoder()}; }
    void start(const ReplayOptions& options);
    Snapshot reportAt(std::int64_t at_ms) const;
    void waitFor(std::int64_t at_ms) const;

    examples::Files files_;
    std::string path_;
    stats::BoardOptions board_{.zone = stats::Zone::find("Europe/Stockholm").value(),
                               .exclude = {examples::country("fi"), examples::country("se")}};
    std::unique_ptr<ManualClock> pace_;
    std::unique_ptr<ReplayEngine> engine_;
};

void TestReplayTravel::initTestCase()
{
    path_ = files_.write("recording.ndjson", examples::ndjson(history(1)));
}

void TestReplayTravel::init()
{
    engine_.reset();
    pace_ = std::make_unique<ManualClock>(5000);
}

void TestReplayTravel::start(const ReplayOptions& options)
{
    engine_ = std::make_unique<ReplayEngine>(board_, options, *pace_);
    engine_->start();
    QTRY_VERIFY_WITH_TIMEOUT(engine_->latest()->has_events, 20'000);
}

Snapshot TestReplayTravel::reportAt(std::int64_t at_ms) const
{
    return reportFiles({.files = {path_},
                        .decoder = examples::decoder(),
                        .board = board_,
                        .at_ms = at_ms,
                        .has_map = true})
        .snapshot;
}

void TestReplayTravel::waitFor(std::int64_t at_ms) const
{
    QTRY_COMPARE_WITH_TIMEOUT(engine_->latest()->figures.at_ms, at_ms, 20'000);
}

void TestReplayTravel::sentAnywhereItShowsTheReport_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    for (const std::uint32_t seed : {1U, 2U, 3U})
        QTest::addRow("%u", seed) << seed;
}

void TestReplayTravel::sentAnywhereItShowsTheReport()
{
    QFETCH(const std::uint32_t, seed);
    start(options());
    engine_->setMoving(false);
    std::mt19937 random(seed);
    std::int64_t at_ms = kStart_ms;
    const std::int64_t last_ms = *engine_->state().last_ms;
    for (int jump = 0; jump < 40; ++jump) {
        // Near and far, back and forth.
        const std::int64_t by_ms = (jump % 3 == 0 ? kDay_ms : 10 * kMinute_ms);
        const auto to_ms = at_ms + static_cast<std::int64_t>(random() % (2 * by_ms)) - by_ms;
        at_ms = std::clamp(to_ms, *engine_->state().first_ms, last_ms);
        engine_->goTo(at_ms);
        QTRY_COMPARE_WITH_TIMEOUT(engine_->latest()->jumps, static_cast<std::uint64_t>(jump) + 1,
                                  20'000);
        QCOMPARE(engine_->latest()->figures.at_ms, at_ms);
        const auto shown = engine_->latest();
        const Snapshot report = reportAt(at_ms);
        QVERIFY(shown->figures == report.figures);
        QVERIFY(std::ranges::equal(shown->day_places, report.day_places, isSamePlace));
        QVERIFY(shown->recent == report.recent);
        QVERIFY(shown->is_paused || at_ms == last_ms);
        QCOMPARE(shown->replay_speed, 0.0);
    }
}

void TestReplayTravel::standsWhereItWasMadeToStand()
{
    start(options());
    pace_->set(15'000);
    waitFor(kStart_ms + 10'000);
    engine_->setMoving(false);
    QTRY_VERIFY(engine_->latest()->is_paused);
    pace_->set(1'000'000);
    QTest::qWait(60);
    QCOMPARE(engine_->latest()->figures.at_ms, kStart_ms + 10'000);
    engine_->setMoving(true);
    QTRY_VERIFY(!engine_->latest()->is_paused);
    QCOMPARE(engine_->latest()->replay_speed, 1.0);
    pace_->set(1'002'000);
    waitFor(kStart_ms + 12'000);
}

void TestReplayTravel::fromTheEndItBeginsAgain()
{
    start(options());
    engine_->goLive();
    const std::int64_t last_ms = engine_->state().last_ms.value();
    waitFor(last_ms);
    QCOMPARE(engine_->latest()->replay_speed, 0.0);
    QVERIFY(!engine_->latest()->is_paused); // it has come to its end
    QVERIFY(engine_->latest()->figures == reportAt(last_ms).figures);
    engine_->setMoving(true);
    waitFor(kStart_ms);
    QVERIFY(engine_->latest()->figures == reportAt(kStart_ms).figures);
    pace_->set(8000);
    waitFor(kStart_ms + 3000);
}

void TestReplayTravel::anotherSpeedGoesOnFromHere()
{
    start(options());
    pace_->set(6000);
    waitFor(kStart_ms + 1000);
    engine_->setSpeed(3600);
    QTRY_COMPARE(engine_->latest()->replay_speed, 3600.0);
    QCOMPARE(engine_->latest()->figures.at_ms, kStart_ms + 1000);
    pace_->set(7000);
    waitFor(kStart_ms + 1000 + 60 * kMinute_ms);
}

void TestReplayTravel::whatItJumpedOverIsNotActedOut()
{
    start(options());
    engine_->setMoving(false);
    const auto before = engine_->latest()->jumps;
    engine_->goTo(kStart_ms + 2 * kDay_ms);
    waitFor(kStart_ms + 2 * kDay_ms);
    QVERIFY(engine_->latest()->jumps != before);
    engine_->goTo(kStart_ms + kDay_ms);
    waitFor(kStart_ms + kDay_ms);
    QCOMPARE(engine_->takePulses().size(), 0);
    engine_->setMoving(true);
    pace_->set(5000 + 60 * kMinute_ms);
    waitFor(kStart_ms + kDay_ms + 60 * kMinute_ms);
    QVERIFY(!engine_->takePulses().empty());
}

void TestReplayTravel::doesNotLeaveItsEnds()
{
    ReplayOptions part = options();
    part.from_ms = kStart_ms + kDay_ms;
    part.to_ms = kStart_ms + 2 * kDay_ms;
    start(part);
    engine_->goTo(0);
    QTRY_VERIFY(engine_->latest()->jumps == 1);
    QCOMPARE(engine_->latest()->figures.at_ms, *part.from_ms);
    engine_->goTo(kStart_ms + 3 * kDay_ms);
    waitFor(*part.to_ms);
    QVERIFY(engine_->latest()->figures == reportAt(*part.to_ms).figures);
}

void TestReplayTravel::asFastAsItGoesItCanBeSentBack()
{
    ReplayOptions fast = options();
    fast.speed = ReplayOptions::kAsFastAsItGoes;
    start(fast);
    QTRY_COMPARE_WITH_TIMEOUT(engine_->latest()->replay_speed, 0.0, 20'000);
    engine_->setMoving(false);
    engine_->goTo(kStart_ms + kDay_ms);
    waitFor(kStart_ms + kDay_ms);
    QVERIFY(engine_->latest()->figures == reportAt(kStart_ms + kDay_ms).figures);
    engine_->setMoving(true);
    waitFor(engine_->state().last_ms.value());
}

void TestReplayTravel::beforeItIsReadNothingMoves()
{
    ReplayEngine engine({}, {.files = {files_.missing("x")}, .decoder = examples::decoder()},
                        *pace_);
    QVERIFY(engine.state().reach == TimeControl::Reach::Reading);
    engine.goTo(kStart_ms);
    engine.setMoving(false);
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(engine.failure(), 20'000);
    QVERIFY(engine.state().reach == TimeControl::Reach::Reading);
}

QTEST_GUILESS_MAIN(TestReplayTravel)
#include "tst_replaytravel.moc"
