// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/engine/liveengine.h"
#include "models/store/maintenance.h"
#include "tests/models/engine/runningclock.h"
#include "tests/models/stats/examples.h"
#include "tests/models/store/faultvfs.h"
#include "tests/models/store/scratch.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <format>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace livewall;
using namespace livewall::engine;
using examples::purchase;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 12, 0, 30) * 1000 + 123;
constexpr std::int64_t kHour_ms = 3'600'000;

/// A log of purchases that somebody else writes. From any thread.
class Log
{
public:
    void append(std::int64_t time_ms)
    {
        const std::lock_guard lock(mutex_);
        times_ms_.push_back(time_ms);
    }

    std::size_t size() const
    {
        const std::lock_guard lock(mutex_);
        return times_ms_.size();
    }

    event::Purchase at(std::size_t index) const
    {
        const std::lock_guard lock(mutex_);
        return purchase(index + 1, times_ms_[index]);
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::int64_t> times_ms_;
};

/// Follows a log from its cursor: the number of purchases before it.
class LogSource final : public feed::Source
{
public:
    LogSource(const Log& log, const Clock& clock, const std::string& cursor, bool resumes = true)
        : log_(log)
        , clock_(clock)
        , resumes_(resumes)
        , next_(cursor.empty() ? 0 : std::stoul(cursor))
    {
    }

    void run(feed::Sink& sink, std::stop_token stop) override
    {
        sink.setState({feed::Link::Up, {}});
        if (!resumes_)
            next_ = log_.size(); // a stream gives what comes from now on
        while (!stop.stop_requested()) {
            const std::size_t size = log_.size();
            sink.noteAlive();
            if (next_ < size) {
                auto batch = sink.takeEmpty();
                for (; next_ < size; ++next_)
                    examples::add(batch->events, log_.at(next_));
                if (resumes_)
                    batch->cursor = std::to_string(next_);
                batch->arrived_ms = clock_.now_ms();
                if (!sink.deliver(std::move(batch)))
                    return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

private:
    const Log& log_;
    const Clock& clock_;
    const bool resumes_;
    std::size_t next_;
};

} // namespace

class TestBeginAgain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aDiskThatComesLateIsCountedFrom();
    void aWallThatReadsItsInputGoesOnFromMemory();
    void aFeedThatCannotGiveItAgainLosesNothingToALateDisk();
    void savingGoesOnAfterMoreThanCanBeGathered();
    void aDiskThatComesLateAndIsDamagedIsReplaced();
    void afterAClockFarAheadTheHistoryIsBack();
    void aStoreDamagedWhileItIsWrittenIsReplaced();
    void aStoreWithDamagedIdentitiesIsReplaced();

private:
    std::string path() const { return scratch_->path("disk") + "/wall.db"; }

    /// As at a start: with the store, if it can be opened.
    std::unique_ptr<LiveEngine> start(bool may_read_again = true, bool resumes = true);
    std::int64_t shown() const { return engine_->latest()->figures.hour.total; }
    bool isSaving() const
    {
        const Saving saving = engine_->latest()->saving;
        return saving.has_store && !saving.failing_since_ms;
    }

    std::unique_ptr<test::Scratch> scratch_;
    RunningClock clock_{kNow_ms};
    Log log_;
    std::optional<test::FaultVfs> vfs_; ///< outlives what writes through it
    std::unique_ptr<LiveEngine> engine_;
};

void TestBeginAgain::init()
{
    engine_.reset();
    vfs_.reset();
    scratch_ = std::make_unique<test::Scratch>();
    clock_.set(kNow_ms);
    std::destroy_at(&log_);
    std::construct_at(&log_);
}

std::unique_ptr<LiveEngine> TestBeginAgain::start(bool may_read_again, bool resumes)
{
    engine_.reset();
    store::Store::Opened opened = store::Store::openToWrite(path());
    std::string cursor;
    if (opened.store) {
        for (const store::FeedState& feed : opened.store->feeds())
            cursor = feed.cursor;
    }
    std::vector<LiveEngine::Feed> feeds(1);
    feeds[0].description = {"log", false, resumes};
    feeds[0].source = std::make_unique<LogSource>(log_, clock_, cursor, resumes);
    if (may_read_again) {
        feeds[0].again = [this, resumes](const std::string& at) {
            return std::make_unique<LogSource>(log_, clock_, at, resumes);
        };
    }
    auto engine = std::make_unique<LiveEngine>(
        LiveEngine::Settings{.board = {.zone = stats::Zone::utc(), .exclude = {}}},
        std::move(feeds), clock_, Note(),
        Keeping{.store = std::move(opened.store),
                .trouble = opened.trouble,
                .reopen =
                    [path = path()](const std::string& damage) {
                        return damage.empty() ? store::Store::openToWrite(path)
                                              : store::Store::openAfterDamage(path, damage);
                    },
                .reopen_every = std::chrono::milliseconds(20),
                .save_ms = 1,
                .max_unsaved = 1000});
    engine->start();
    return engine;
}

void TestBeginAgain::aDiskThatComesLateIsCountedFrom()
{
    fs::create_directory(scratch_->path("disk"));
    log_.append(kNow_ms - 3000);
    log_.append(kNow_ms - 2000);
    engine_ = start();
    QTRY_COMPARE(shown(), 2);
    QVERIFY(engine_->finish());
    engine_.reset();

    // The disk is not there yet when the wall is switched on; it reads all of its log.
    fs::rename(scratch_->path("disk"), scratch_->path("later"));
    log_.append(kNow_ms - 1000);
    engine_ = start();
    QTRY_COMPARE(shown(), 3);
    QVERIFY(!isSaving());
    QVERIFY(!engine_->latest()->saving.trouble.isNone());

    // What the store has and the log lacks tells that it was counted from.
    {
        const auto opened = store::Store::openToWrite(scratch_->path("later") + "/wall.db");
        store::Checkpoint checkpoint;
        checkpoint.feeds = opened.store->feeds();
        checkpoint.identities.resize(checkpoint.feeds.size());
        checkpoint.deltas.push_back(stats::toDelta(purchase(77, kNow_ms - 2500)));
        opened.store->write(checkpoint, opened.store->checkpointNumber() + 1);
    }
    fs::rename(scratch_->path("later"), scratch_->path("disk"));
    QTRY_COMPARE(shown(), 4);
    QTRY_VERIFY(isSaving());
    log_.append(kNow_ms);
    QTRY_COMPARE(shown(), 5);
    QVERIFY(engine_->finish());
    QCOMPARE(engine_->latest()->ledger.accepted, 4);
    QCOMPARE(engine_->latest()->ledger.duplicate, 0);

    engine_ = start();
    QTRY_COMPARE(shown(), 5);
}

void TestBeginAgain::aWallThatReadsItsInputGoesOnFromMemory()
{
    log_.append(kNow_ms - 1000);
    engine_ = start(false);
    QTRY_COMPARE(shown(), 1);
    fs::create_directory(scratch_->path("disk"));
    QTest::qWait(200);
    QVERIFY(!isSaving());
    QCOMPARE(shown(), 1);
}

void TestBeginAgain::aFeedThatCannotGiveItAgainLosesNothingToALateDisk()
{
    fs::create_directory(scratch_->path("disk"));
    engine_ = start(true, false);
    QTRY_COMPARE(engine_->latest()->feeds[0].link.link, feed::Link::Up);
    log_.append(kNow_ms - 1000);
    QTRY_COMPARE(shown(), 1);
    QVERIFY(engine_->finish());
    engine_.reset();
    fs::rename(scratch_->path("disk"), scratch_->path("later"));
    clock_.set(kNow_ms + 60'000);
    engine_ = start(true, false);
    QTRY_COMPARE(engine_->latest()->feeds[0].link.link, feed::Link::Up);
    for (int i = 0; i < 5; ++i) {
        log_.append(kNow_ms + 60'000);
        QTRY_COMPARE(shown(), i + 1);
    }
    QVERIFY(!isSaving());
    const std::int64_t listened_ms = clock_.now_ms();
    fs::rename(scratch_->path("later"), scratch_->path("disk"));
    QTRY_VERIFY(isSaving());
    QTRY_COMPARE(shown(), 6); // with the one that the store has
    QCOMPARE(engine_->latest()->ledger.accepted, 6);
    QCOMPARE(engine_->latest()->ledger.duplicate, 0);
    // And it was listened to all the while.
    QTRY_COMPARE(engine_->latest()->feeds[0].missing.holes.size(), 1U);
    QCOMPARE_LT(engine_->latest()->feeds[0].missing.holes[0].to_ms, listened_ms);
    QVERIFY(engine_->finish());
    engine_ = start(true, false);
    QTRY_COMPARE(shown(), 6);
    QCOMPARE(engine_->latest()->ledger.accepted, 6);
}

void TestBeginAgain::savingGoesOnAfterMoreThanCanBeGathered()
{
    vfs_.emplace();
    fs::create_directory(scratch_->path("disk"));
    engine_ = start(true, false);
    QTRY_COMPARE(engine_->latest()->feeds[0].link.link, feed::Link::Up);
    log_.append(kNow_ms);
    QTRY_VERIFY(isSaving());
    QTRY_COMPARE(shown(), 1);
    vfs_->failAt(0, test::FaultVfs::Fault::Full, true);
    log_.append(kNow_ms);
    QTRY_VERIFY(!isSaving());
    for (int i = 0; i < 1000; ++i)
        log_.append(kNow_ms - i * 1000); // a change for the second, and one for the identity
    QTRY_VERIFY(engine_->latest()->saving.trouble.what == store::Trouble::What::TooMuch);
    QCOMPARE(shown(), 1002);
    vfs_->heal();
    QTRY_VERIFY(isSaving());
    QTRY_COMPARE(engine_->latest()->feeds[0].link.link, feed::Link::Up);
    log_.append(kNow_ms);
    QTRY_COMPARE(shown(), 3); // what was given up is missing
    QVERIFY(engine_->finish());
    engine_ = start(true, false);
    QTRY_COMPARE(shown(), 3);
}

void TestBeginAgain::aDiskThatComesLateAndIsDamagedIsReplaced()
{
    fs::create_directory(scratch_->path("later"));
    {
        const std::string late = scratch_->path("later") + "/wall.db";
        store::Store::openToWrite(late).store.reset();
        store::Database database(late, store::Database::Access::Write);
        database.run("INSERT INTO feeds (name, cursor, newest_ms) VALUES ('log', x'', " +
                     std::to_string(kNow_ms) + ")");
        database.run("INSERT INTO minute_cells VALUES (" +
                     std::to_string((kNow_ms - 3 * kHour_ms) / 60'000 * 65'536) + ", x'ffff')");
    }
    log_.append(kNow_ms - 1000);
    engine_ = start();
    QTRY_COMPARE(shown(), 1);
    fs::rename(scratch_->path("later"), scratch_->path("disk"));
    QTRY_VERIFY(engine_->latest()->saving.damaged_ms);
    QTRY_VERIFY(isSaving());
    log_.append(kNow_ms);
    QTRY_COMPARE(shown(), 2);
    QVERIFY(engine_->finish());
    engine_ = start();
    QTRY_COMPARE(shown(), 2);
}

void TestBeginAgain::afterAClockFarAheadTheHistoryIsBack()
{
    fs::create_directory(scratch_->path("disk"));
    log_.append(kNow_ms - 1000);
    engine_ = start();
    QTRY_COMPARE(shown(), 1);
    clock_.set(kNow_ms + 50 * 24 * kHour_ms);
    QTRY_COMPARE(shown(), 0);
    log_.append(kNow_ms - 500); // in time, but for the clock
    QTRY_COMPARE(engine_->received(), 2);
    clock_.set(kNow_ms);
    QTRY_COMPARE(shown(), 2);
    QTRY_VERIFY(isSaving());
    log_.append(kNow_ms);
    QTRY_COMPARE(shown(), 3);
    QVERIFY(engine_->finish());
    QCOMPARE(engine_->latest()->ledger.accepted, 3);
    QCOMPARE(engine_->latest()->ledger.duplicate, 0);
}

void TestBeginAgain::aStoreDamagedWhileItIsWrittenIsReplaced()
{
    vfs_.emplace();
    fs::create_directory(scratch_->path("disk"));
    log_.append(kNow_ms - 2000);
    log_.append(kNow_ms + kHour_ms); // it waits
    engine_ = start();
    QTRY_COMPARE(shown(), 1);
    QTRY_VERIFY(isSaving());
    vfs_->failAt(0, test::FaultVfs::Fault::Damaged, false);
    log_.append(kNow_ms - 1000);
    QTRY_VERIFY(engine_->latest()->saving.damaged_ms);
    QCOMPARE(engine_->latest()->ledger.future, 1);
    const std::string moved_to = engine_->latest()->saving.moved_to;
    QVERIFY2(moved_to.starts_with("wall.db.damaged-"), moved_to.c_str());
    QVERIFY(fs::exists(scratch_->path("disk") + "/" + moved_to));
    QTRY_VERIFY(isSaving());
    QCOMPARE(shown(), 2); // the figures stand
    QVERIFY(engine_->finish());

    // The new store has what was counted since, and is sound though the ledger is older.
    engine_.reset();
    QCOMPARE(store::checkUp(path()).faults, std::vector<std::string>());
    engine_ = start();
    QTRY_COMPARE(shown(), 1);
    QCOMPARE(engine_->latest()->ledger.accepted, 2);
    // What waited in the old one waits in the new one.
    clock_.set(kNow_ms + kHour_ms + 1000);
    QTRY_COMPARE(engine_->latest()->ledger.accepted, 3);
    QCOMPARE(engine_->latest()->ledger.future, 0);
    clock_.set(kNow_ms + Saver::kTellDamage_ms);
    QTRY_VERIFY(!engine_->latest()->saving.damaged_ms);
}

void TestBeginAgain::aStoreWithDamagedIdentitiesIsReplaced()
{
    fs::create_directory(scratch_->path("disk"));
    log_.append(kNow_ms - 2000);
    log_.append(kNow_ms + kHour_ms); // it waits
    engine_ = start();
    QTRY_COMPARE(shown(), 1);
    QVERIFY(engine_->finish());
    engine_.reset();
    store::Store::openToWrite(path()).store->database().run("UPDATE identities SET identities = "
                                                            "x'00ff'");
    engine_ = start();
    QTRY_VERIFY(engine_->latest()->saving.damaged_ms);
    QTRY_VERIFY(isSaving());
    QTRY_COMPARE(shown(), 1); // its figures could be read
    log_.append(kNow_ms - 1000);
    QTRY_COMPARE(shown(), 2);
    QVERIFY(engine_->finish());
    QCOMPARE(store::checkUp(path()).faults, std::vector<std::string>());
    engine_ = start();
    clock_.set(kNow_ms + kHour_ms + 1000);
    QTRY_COMPARE(engine_->latest()->ledger.accepted, 3);
}

QTEST_GUILESS_MAIN(TestBeginAgain)
#include "tst_beginagain.moc"
