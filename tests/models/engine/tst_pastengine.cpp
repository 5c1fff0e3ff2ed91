// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/pastengine.h"

#include "models/engine/filereport.h"
#include "models/engine/importing.h"
#include "models/engine/publisher.h"
#include "models/store/store.h"
#include "tests/models/engine/files.h"
#include "tests/models/engine/manualclock.h"
#include "tests/models/engine/sameplace.h"
#include "tests/models/stats/examples.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using namespace livewall;
using namespace livewall::engine;

namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kHour_ms = 60 * kMinute_ms;
constexpr std::int64_t kDay_ms = 24 * kHour_ms;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 31, 12, 0, 30) * 1000;
constexpr std::int64_t kFirst_ms = kNow_ms - 30 * kDay_ms;

/// Shows what the test says.
class LiveWall final : public Engine
{
public:
    void start() override {}
    std::shared_ptr<const Snapshot> latest() const override { return publisher_.latest(); }
    std::vector<stats::Sighting> takePulses() override { return pulses_.take(); }

    void show(std::int64_t at_ms, std::int64_t saved_to_ms)
    {
        Snapshot snapshot{.mode = Mode::Live, .wall_ms = at_ms, .has_events = true};
        snapshot.figures.at_ms = at_ms;
        snapshot.saving = {.has_store = true, .saved_to_ms = saved_to_ms};
        publisher_.publish(std::move(snapshot));
    }
    void pulse() { pulses_.push({}); }

private:
    Publisher publisher_;
    PulseRing pulses_;
};

/// Keeps everybody else from a store, so that they wait for it.
class Occupied
{
public:
    explicit Occupied(const std::string& store) : database_(store, store::Database::Access::Write)
    {
        database_.run("PRAGMA locking_mode = EXCLUSIVE");
        database_.run("BEGIN EXCLUSIVE");
        database_.run("COMMIT");
    }

private:
    store::Database database_;
};

} // namespace

class TestPastEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void isLiveUntilItIsSentBack();
    void anyInstantThatIsKeptIsShown_data();
    void anyInstantThatIsKeptIsShown();
    void ofLongAgoTheWeekIsLeft();
    void beforeAllThereIsTheFirst();
    void theNewestIsWhatWasSaved();
    void theNewestWishWins();
    void backToLiveIsAtOnce();
    void movesThroughThePastAndUpToLive();
    void whatIsKeptToTheMinuteIsReadOnceAMinute();
    void noSnapshotHasTheNumberOfAnother();
    void whatHappensNowIsNotActedOut();
    void whatTakesLongIsSaidAndStands();
    void theOldestIsSentForByItsName();
    void theOldestIsToldBeforeTheRestIsRead();
    void aReadOfThePastEndsWithIt();
    void aStoreThatCannotBeReadIsSaid();
    void theSameTroubleIsAnother();
    void withoutAStoreThereIsNoPast();

private:
    void waitFor(std::int64_t at_ms) const;
    stats::Figures fileAt(std::int64_t at_ms) const;

    examples::Files files_;
    std::string history_;
    std::string store_;
    stats::BoardOptions board_{.zone = stats::Zone::find("Europe/Stockholm").value(),
                               .exclude = {examples::country("fi"), examples::country("se")}};
    std::unique_ptr<ManualClock> pace_;
    std::unique_ptr<LiveWall> live_;
    std::unique_ptr<PastEngine> engine_;
};

void TestPastEngine::initTestCase()
{
    std::vector<examples::Line> lines;
    for (std::int64_t time_ms = kFirst_ms; time_ms <= kNow_ms; time_ms += 10 * kMinute_ms)
        lines.push_back({.id = lines.size(),
                         .time_ms = time_ms,
                         .eid = 1 + static_cast<std::int64_t>(lines.size() % 7),
                         .accepted = lines.size() % 5 != 0,
                         .country = lines.size() % 3 == 0 ? "no" : "se"});
    // Of the last hours one a second.
    for (std::int64_t time_ms = kNow_ms - 4 * kHour_ms + 500; time_ms < kNow_ms; time_ms += 1000)
        lines.push_back({.id = lines.size(),
                         .time_ms = time_ms,
                         .eid = 1 + static_cast<std::int64_t>(lines.size() % 11)});
    history_ = files_.write("history.ndjson", examples::ndjson(lines));
    store_ = files_.missing("wall.db");
    const auto opened = store::Store::openToWrite(store_);
    const Import import = importFiles(
        *opened.store,
        {.files = {history_}, .decoder = {.feed = "shop"}, .now_ms = kNow_ms + kHour_ms}, {});
    QVERIFY2(import.outcome == Import::Outcome::Done, import.error.c_str());
}

void TestPastEngine::init()
{
    engine_.reset();
    pace_ = std::make_unique<ManualClock>(5000);
    live_ = std::make_unique<LiveWall>();
    live_->show(kNow_ms, kNow_ms + 1000);
    engine_ = std::make_unique<PastEngine>(*live_, store_, board_, *pace_);
}

void TestPastEngine::waitFor(std::int64_t at_ms) const
{
    QTRY_VERIFY_WITH_TIMEOUT(engine_->latest()->mode == Mode::Past, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(engine_->latest()->figures.at_ms, at_ms, 20'000);
}

stats::Figures TestPastEngine::fileAt(std::int64_t at_ms) const
{
    return reportFiles({.files = {history_},
                        .decoder = examples::decoder(),
                        .board = board_,
                        .at_ms = at_ms})
        .snapshot.figures;
}

void TestPastEngine::isLiveUntilItIsSentBack()
{
    QCOMPARE(engine_->latest(), live_->latest());
    const TimeControl::State state = engine_->state();
    QVERIFY(state.has_live && state.is_live && state.is_moving);
    QCOMPARE(state.at_ms, kNow_ms);
}

void TestPastEngine::anyInstantThatIsKeptIsShown_data()
{
    QTest::addColumn<qint64>("ago_ms");
    QTest::addColumn<bool>("to_the_second");
    QTest::newRow("now") << qint64{0} << true;
    QTest::newRow("a minute ago") << qint64{kMinute_ms} << true;
    QTest::newRow("within two hours") << qint64{2 * kHour_ms - 12'000} << true;
    QTest::newRow("five hours ago") << qint64{5 * kHour_ms + 7000} << false;
    QTest::newRow("yesterday") << qint64{kDay_ms} << false;
    QTest::newRow("eight days ago") << qint64{8 * kDay_ms} << false;
}

void TestPastEngine::anyInstantThatIsKeptIsShown()
{
    QFETCH(const qint64, ago_ms);
    QFETCH(const bool, to_the_second);
    const std::int64_t wanted_ms = kNow_ms - ago_ms;
    engine_->goTo(wanted_ms);
    const std::int64_t at_ms =
        to_the_second ? wanted_ms : wanted_ms / kMinute_ms * kMinute_ms + kMinute_ms - 1;
    waitFor(at_ms);
    const auto shown = engine_->latest();
    QVERIFY(!shown->tables_from_ms);
    const stats::Figures expected = fileAt(at_ms);
    QVERIFY(shown->figures.hour == expected.hour);
    QVERIFY(shown->figures.hour_excluding == expected.hour_excluding);
    QVERIFY(shown->figures.day == expected.day);
    QVERIFY(shown->figures.week == expected.week);
    // It is what a report of the store is, and a picture.
    const StoreReport report = reportStore(store_, board_, wanted_ms);
    QVERIFY(report.snapshot.figures == shown->figures);
    QVERIFY(report.snapshot.verdict == shown->verdict);
    QVERIFY(report.snapshot.recent == shown->recent);
    QVERIFY(std::ranges::equal(report.snapshot.day_places, shown->day_places, isSamePlace));
    QCOMPARE(engine_->state().at_ms, at_ms); // from there the next step goes
    QVERIFY(!engine_->state().is_moving);
}

void TestPastEngine::ofLongAgoTheWeekIsLeft()
{
    const std::int64_t wanted_ms = kNow_ms - 12 * kDay_ms;
    engine_->goTo(wanted_ms);
    const std::int64_t at_ms = wanted_ms / kMinute_ms * kMinute_ms + kMinute_ms - 1;
    waitFor(at_ms);
    const auto shown = engine_->latest();
    QVERIFY(shown->figures.week == fileAt(at_ms).week);
    QCOMPARE(shown->figures.hour.rows.size(), std::size_t{0});
    QCOMPARE(shown->figures.day.total, 0);
    // The oldest with tables has them, and the minute before has not.
    const std::int64_t oldest_ms = shown->tables_from_ms.value();
    QVERIFY(oldest_ms > kNow_ms - 8 * kDay_ms - 2 * kMinute_ms);
    QVERIFY(oldest_ms <= kNow_ms - 8 * kDay_ms + kMinute_ms);
    engine_->goTo(oldest_ms);
    waitFor(oldest_ms);
    QVERIFY(!engine_->latest()->tables_from_ms);
    QVERIFY(engine_->latest()->figures.day == fileAt(oldest_ms).day);
    engine_->goTo(oldest_ms - kMinute_ms);
    waitFor(oldest_ms - kMinute_ms);
    QCOMPARE(engine_->latest()->tables_from_ms.value_or(0), oldest_ms);
    // Most of its windows is kept still, and a part of a window is none.
    QCOMPARE(engine_->latest()->figures.hour.rows.size(), std::size_t{0});
    QCOMPARE(engine_->latest()->figures.day.total, 0);
}

void TestPastEngine::beforeAllThereIsTheFirst()
{
    engine_->goTo(0);
    const std::int64_t minute_ms = kFirst_ms / kMinute_ms * kMinute_ms;
    waitFor(minute_ms + kMinute_ms - 1);
    QCOMPARE(engine_->state().first_ms.value_or(0), minute_ms);
}

void TestPastEngine::theNewestIsWhatWasSaved()
{
    live_->show(kNow_ms, kNow_ms - 3700);
    engine_->setMoving(false);
    // The second in which it was saved may have gone on.
    waitFor((kNow_ms - 3700) / 1000 * 1000 - 1);
    QVERIFY(engine_->latest()->mode == Mode::Past);
}

void TestPastEngine::theNewestWishWins()
{
    for (int minutes = 1; minutes <= 50; ++minutes)
        engine_->goTo(kNow_ms - minutes * kMinute_ms);
    waitFor(kNow_ms - 50 * kMinute_ms);
    QTest::qWait(50);
    QCOMPARE(engine_->latest()->figures.at_ms, kNow_ms - 50 * kMinute_ms);
    QCOMPARE(engine_->state().at_ms, kNow_ms - 50 * kMinute_ms);
}

void TestPastEngine::backToLiveIsAtOnce()
{
    engine_->goTo(kNow_ms - kHour_ms);
    engine_->goLive();
    QCOMPARE(engine_->latest(), live_->latest());
    QTest::qWait(100); // what was being read comes to nothing
    QCOMPARE(engine_->latest(), live_->latest());
    engine_->goTo(kNow_ms - kHour_ms);
    waitFor(kNow_ms - kHour_ms);
    live_->show(kNow_ms + 2000, kNow_ms);
    QCOMPARE(engine_->latest()->figures.at_ms, kNow_ms - kHour_ms);
    engine_->goLive();
    QCOMPARE(engine_->latest()->figures.at_ms, kNow_ms + 2000);
}

void TestPastEngine::movesThroughThePastAndUpToLive()
{
    engine_->goTo(kNow_ms - 100'000);
    engine_->setSpeed(10);
    engine_->setMoving(true);
    waitFor(kNow_ms - 100'000);
    QCOMPARE(engine_->latest()->replay_speed, 10.0);
    pace_->set(8000);
    waitFor(kNow_ms - 70'000);
    QVERIFY(engine_->latest()->figures.hour == fileAt(kNow_ms - 70'000).hour);
    pace_->set(20'000);
    QTRY_COMPARE(engine_->latest(), live_->latest());
    QVERIFY(engine_->state().is_live);
}

void TestPastEngine::whatIsKeptToTheMinuteIsReadOnceAMinute()
{
    const std::int64_t minute_ms = (kNow_ms - kDay_ms) / kMinute_ms * kMinute_ms;
    engine_->goTo(minute_ms);
    engine_->setMoving(true);
    waitFor(minute_ms + kMinute_ms - 1);
    QTRY_COMPARE(engine_->latest()->replay_speed, 1.0);
    const auto shown = engine_->latest();
    pace_->set(5000 + 50'000);
    QTest::qWait(100);
    QCOMPARE(engine_->latest(), shown);
    pace_->set(5000 + 61'000);
    waitFor(minute_ms + 2 * kMinute_ms - 1);
}

void TestPastEngine::noSnapshotHasTheNumberOfAnother()
{
    const std::uint64_t live = engine_->latest()->sequence;
    std::vector<std::uint64_t> numbers = {live};
    for (const int minutes : {5, 9, 5}) {
        engine_->goTo(kNow_ms - minutes * kMinute_ms);
        waitFor(kNow_ms - minutes * kMinute_ms);
        numbers.push_back(engine_->latest()->sequence);
    }
    std::ranges::sort(numbers);
    QVERIFY(std::ranges::adjacent_find(numbers) == numbers.end());
    // Nor is it taken for the same time.
    QVERIFY(engine_->latest()->jumps != live_->latest()->jumps);
}

void TestPastEngine::whatHappensNowIsNotActedOut()
{
    live_->pulse();
    QCOMPARE(engine_->takePulses().size(), 1);
    engine_->goTo(kNow_ms - kHour_ms);
    live_->pulse();
    QCOMPARE(engine_->takePulses().size(), 0);
    engine_->goLive();
    QCOMPARE(engine_->takePulses().size(), 0);
    live_->pulse();
    QCOMPARE(engine_->takePulses().size(), 1);
}

void TestPastEngine::aStoreThatCannotBeReadIsSaid()
{
    PastEngine engine(*live_, files_.missing("none.db"), board_, *pace_);
    engine.goTo(kNow_ms - kHour_ms);
    QTRY_VERIFY(!engine.state().trouble.isNone());
    QCOMPARE(engine.state().trouble.text(), files_.missing("none.db") + ": no store there");
    QVERIFY(engine.state().is_live);
    QCOMPARE(engine.latest(), live_->latest());
}

void TestPastEngine::theSameTroubleIsAnother()
{
    PastEngine engine(*live_, files_.missing("none.db"), board_, *pace_);
    for (std::uint64_t troubles = 1; troubles <= 2; ++troubles) {
        engine.goTo(kNow_ms - kHour_ms);
        QTRY_COMPARE(engine.state().troubles, troubles);
        QVERIFY(!engine.state().trouble.isNone());
    }
}

void TestPastEngine::whatTakesLongIsSaidAndStands()
{
    engine_->goTo(kNow_ms - kHour_ms);
    waitFor(kNow_ms - kHour_ms);
    engine_->goLive();

    auto occupied = std::make_unique<Occupied>(store_);
    engine_->goTo(kNow_ms - 2 * kHour_ms + 5000);
    pace_->set(5000 + PastEngine::kPatience_ms - 1);
    QCOMPARE(engine_->latest(), live_->latest());
    pace_->set(5000 + PastEngine::kPatience_ms);
    const auto awaited = engine_->latest();
    QCOMPARE(awaited->awaited_ms.value_or(0), kNow_ms - 2 * kHour_ms + 5000);
    QCOMPARE(awaited->figures.at_ms, kNow_ms);
    // It is not made anew for each frame.
    pace_->set(9000);
    live_->show(kNow_ms + 3000, kNow_ms);
    QCOMPARE(engine_->latest(), awaited);
    // Whoever holds a key down reads where that leads to, without a pause.
    engine_->goTo(kNow_ms - 2 * kHour_ms + 4000);
    QCOMPARE(engine_->latest()->awaited_ms.value_or(0), kNow_ms - 2 * kHour_ms + 4000);
    occupied.reset();
    waitFor(kNow_ms - 2 * kHour_ms + 4000);
    QVERIFY(!engine_->latest()->awaited_ms);
}

void TestPastEngine::theOldestIsSentForByItsName()
{
    engine_->goTo(kNow_ms - kHour_ms);
    waitFor(kNow_ms - kHour_ms);
    const Occupied occupied(store_);
    engine_->goTo(0);
    pace_->set(5000 + PastEngine::kPatience_ms);
    const std::int64_t first_ms = kFirst_ms / kMinute_ms * kMinute_ms;
    QCOMPARE(engine_->latest()->awaited_ms.value_or(0), first_ms);
    QCOMPARE(engine_->state().at_ms, first_ms);
    engine_.reset();
}

void TestPastEngine::theOldestIsToldBeforeTheRestIsRead()
{
    std::int64_t told_ms = 0;
    std::stop_source stop;
    const StoreReport report =
        reportPast(store_, board_, kNow_ms, stop.get_token(), [&](std::int64_t first_ms) {
            told_ms = first_ms;
            stop.request_stop(); // and so it is not read
        });
    QCOMPARE(told_ms, kFirst_ms / kMinute_ms * kMinute_ms);
    QVERIFY(report.outcome != StoreReport::Outcome::Counted);
}

void TestPastEngine::aReadOfThePastEndsWithIt()
{
    const Occupied occupied(store_); // SQLite waits for five seconds
    engine_->goTo(kNow_ms - kHour_ms);
    QTest::qWait(100);
    QElapsedTimer timer;
    timer.start();
    engine_.reset();
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
}

void TestPastEngine::withoutAStoreThereIsNoPast()
{
    PastEngine engine(*live_, {}, board_, *pace_);
    QVERIFY(engine.state().reach == TimeControl::Reach::NoStore);
    engine.goTo(kNow_ms - kHour_ms);
    engine.setMoving(false);
    QVERIFY(engine.state().is_live);
    QCOMPARE(engine.latest(), live_->latest());
}

QTEST_GUILESS_MAIN(TestPastEngine)
#include "tst_pastengine.moc"
