// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// A disk that is full or fails: at each write, sync, truncation, open and deletion in turn.
//   LIVEWALL_LONG_TESTS=2 tst_storefaults
#include "models/store/store.h"
#include "models/store/storewriter.h"
#include "tests/models/store/checkpoints.h"
#include "tests/models/store/faultvfs.h"
#include "tests/models/store/scratch.h"
#include "tests/models/store/storetext.h"
#include "tests/models/store/times.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

using namespace livewall;
using namespace livewall::store;
using test::FaultVfs;

namespace {

/// Waits for the writer's thread.
bool becomes(const std::function<bool()>& is_so)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    return true;
}

} // namespace

class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void aFaultIsOvercome_data() { addFaults(); }
    void aFaultIsOvercome();
    void aDiskThatFailsForLongIsSaidAndOvercome_data() { addFaults(); }
    void aDiskThatFailsForLongIsSaidAndOvercome();
    void aWallSwitchedOffMeanwhileGoesOn_data() { addFaults(); }
    void aWallSwitchedOffMeanwhileGoesOn();
    void openingThatFailsDamagesNothing_data() { addFaults(); }
    void openingThatFailsDamagesNothing();

private:
    void addFaults();
    static FaultVfs::Fault fault();

    /// Usually the three faults take turns; a long run has each at every operation.
    static std::int64_t step() { return test::times(1) > 1 ? 1 : 3; }
    static std::int64_t first() { return step() == 1 ? 0 : static_cast<std::int64_t>(fault()); }
    std::unique_ptr<Store> openNew();
    void requireAllThere(const std::string& path);

    FaultVfs vfs_;
    std::unique_ptr<test::Scratch> scratch_;
    std::string path_;
    std::vector<Checkpoint> checkpoints_;
    std::vector<std::string> states_; ///< before the first checkpoint, and after each, pruned
};

void TestStoreFaults::addFaults()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("full") << static_cast<int>(FaultVfs::Fault::Full);
    QTest::newRow("input/output error") << static_cast<int>(FaultVfs::Fault::IoError);
    QTest::newRow("short write") << static_cast<int>(FaultVfs::Fault::ShortWrite);
}

FaultVfs::Fault TestStoreFaults::fault()
{
    QFETCH(const int, fault);
    return static_cast<FaultVfs::Fault>(fault);
}

void TestStoreFaults::initTestCase()
{
    scratch_ = std::make_unique<test::Scratch>();
    checkpoints_ = test::makeCheckpoints(1, 5, 6, scratch_->path("empty.db"));
    const auto store = openNew();
    states_.push_back(test::textOf(*store));
    for (const Checkpoint& checkpoint : checkpoints_) {
        store->write(checkpoint, static_cast<std::int64_t>(states_.size()));
        test::pruneAll(*store);
        states_.push_back(test::textOf(*store));
    }
    QVERIFY(states_.back().size() > 1000);
}

void TestStoreFaults::init()
{
    vfs_.heal();
}

/// A store whose log is brought into its file often, so that each kind of write comes about.
std::unique_ptr<Store> TestStoreFaults::openNew()
{
    scratch_ = std::make_unique<test::Scratch>();
    path_ = scratch_->path("wall.db");
    Store::Opened opened = Store::openToWrite(path_);
    if (opened.store)
        opened.store->database().run("PRAGMA wal_autocheckpoint = 12");
    return std::move(opened.store);
}

void TestStoreFaults::requireAllThere(const std::string& path)
{
    const Store::Opened opened = Store::openToWrite(path);
    QVERIFY2(opened.store, opened.message().c_str());
    QCOMPARE(opened.damage, std::string());
    test::pruneAll(*opened.store);
    QCOMPARE(test::difference(states_.back(), test::textOf(*opened.store)), std::string());
    Statement check = opened.store->database().prepare("PRAGMA integrity_check");
    check.step();
    QCOMPARE(std::string(check.bytes(0)), std::string("ok"));
}

void TestStoreFaults::aFaultIsOvercome()
{
    for (std::int64_t nth = first();; nth += step()) {
        auto store = openNew();
        QVERIFY(store);
        vfs_.failAt(nth, fault(), false);
        {
            StoreWriter writer(
                std::move(store), [] { return 1; }, {}, std::chrono::milliseconds(0));
            for (const Checkpoint& checkpoint : checkpoints_) {
                writer.write(checkpoint);
                QVERIFY(becomes([&] { return writer.isReady(); }));
            }
            QVERIFY(becomes([&] { return !writer.health().failing_since_ms; }));
        }
        const bool is_over = vfs_.failures() == 0;
        vfs_.heal();
        requireAllThere(path_);
        if (QTest::currentTestFailed()) {
            qWarning("at operation %lld", static_cast<long long>(nth));
            return;
        }
        if (is_over) {
            QVERIFY(nth > 50);
            return;
        }
    }
}

void TestStoreFaults::aDiskThatFailsForLongIsSaidAndOvercome()
{
    for (std::int64_t nth = first();; nth += step()) {
        auto store = openNew();
        QVERIFY(store);
        std::atomic<std::int64_t> now_ms = 0;
        vfs_.failAt(nth, fault(), true);
        {
            StoreWriter writer(
                std::move(store), [&now_ms] { return now_ms.load(); }, {},
                std::chrono::milliseconds(0));
            for (const Checkpoint& checkpoint : checkpoints_) {
                now_ms += 1000;
                const std::int64_t begun_ms = now_ms;
                writer.write(checkpoint);
                QVERIFY(
                    becomes([&] { return writer.isReady() || writer.health().failing_since_ms; }));
                const StoreWriter::Health health = writer.health();
                if (!health.failing_since_ms)
                    continue;
                QCOMPARE(*health.failing_since_ms, begun_ms);
                QVERIFY(!health.trouble.isNone());
                // It goes on failing: since then, whatever the time.
                now_ms += 60'000;
                const std::int64_t failures = vfs_.failures();
                QVERIFY(becomes([&] { return vfs_.failures() > failures + 2; }));
                QCOMPARE(writer.health().failing_since_ms.value(), begun_ms);
                vfs_.heal();
                QVERIFY(
                    becomes([&] { return writer.isReady() && !writer.health().failing_since_ms; }));
                QVERIFY(writer.health().trouble.isNone());
            }
            QVERIFY(becomes([&] { return !writer.health().failing_since_ms || vfs_.failures(); }));
        }
        const bool is_over = vfs_.operations() <= nth;
        vfs_.heal();
        requireAllThere(path_);
        if (QTest::currentTestFailed()) {
            qWarning("at operation %lld", static_cast<long long>(nth));
            return;
        }
        if (is_over)
            return;
    }
}

/// The disk fails for good, the wall is switched off; with a good disk it goes on from what is
/// there, which is one of the checkpoints, with what has come since.
void TestStoreFaults::aWallSwitchedOffMeanwhileGoesOn()
{
    for (std::int64_t nth = first();; nth += step()) {
        auto store = openNew();
        QVERIFY(store);
        vfs_.failAt(nth, fault(), true);
        std::size_t written = 0;
        try {
            for (const Checkpoint& checkpoint : checkpoints_) {
                store->write(checkpoint, static_cast<std::int64_t>(written) + 1);
                ++written;
                store->prune(1000);
            }
        } catch (const DatabaseError&) {
        }
        store.reset();
        const bool is_over = vfs_.failures() == 0;
        vfs_.heal();
        {
            Store::Opened opened = Store::openToWrite(path_);
            QVERIFY2(opened.store, opened.message().c_str());
            QCOMPARE(opened.damage, std::string());
            test::pruneAll(*opened.store);
            const auto number = static_cast<std::size_t>(opened.store->checkpointNumber());
            QVERIFY(number == written || number == written + 1);
            QCOMPARE(test::difference(states_.at(number), test::textOf(*opened.store)),
                     std::string());
            for (std::size_t next = number; next < checkpoints_.size(); ++next)
                opened.store->write(checkpoints_[next], static_cast<std::int64_t>(next) + 1);
        }
        requireAllThere(path_);
        if (QTest::currentTestFailed()) {
            qWarning("at operation %lld", static_cast<long long>(nth));
            return;
        }
        if (is_over)
            return;
    }
}

void TestStoreFaults::openingThatFailsDamagesNothing()
{
    for (const bool is_new : {true, false}) {
        for (std::int64_t nth = first();; nth += step()) {
            openNew().reset();
            QCOMPARE(scratch_->names().size(), 2); // it, and its lock
            if (is_new)
                std::filesystem::remove(path_);
            vfs_.failAt(nth, fault(), true);
            {
                const Store::Opened opened = Store::openToWrite(path_);
                QVERIFY(opened.opening == Store::Opening::Done ||
                        opened.opening == Store::Opening::Failed);
                QCOMPARE(opened.store != nullptr, opened.opening == Store::Opening::Done);
                QCOMPARE(opened.message().empty(), opened.store != nullptr);
                QCOMPARE(opened.damage, std::string());
            }
            const bool is_over = vfs_.failures() == 0;
            vfs_.heal();
            {
                const Store::Opened opened = Store::openToWrite(path_);
                QVERIFY2(opened.store, opened.message().c_str());
                QCOMPARE(opened.damage, std::string());
                QCOMPARE(test::textOf(*opened.store), states_[0]);
            }
            QCOMPARE(scratch_->names().size(), 2);
            if (is_over)
                break;
        }
    }
}

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_storefaults.moc"
