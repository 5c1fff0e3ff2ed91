// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The plug is pulled: after each thing that was done to the disk in turn. What was synced is there;
// of what was not, all, nothing or any sectors of any of it. While a store is written, and while
// one of the first version is copied and brought up to date.
//   LIVEWALL_LONG_TESTS=50 tst_powerloss
#include "models/store/store.h"
#include "tests/models/store/checkpoints.h"
#include "tests/models/store/faultvfs.h"
#include "tests/models/store/scratch.h"
#include "tests/models/store/storetext.h"
#include "tests/models/store/times.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace livewall;
using namespace livewall::store;
using oracle::Draws;
using test::DiskOperation;
using Kind = test::DiskOperation::Kind;

namespace {

constexpr std::size_t kSectorBytes = 512;

/// What the disk makes of what was not synced.
enum class Loss { All, None, Some };

/// The files as they may be when the plug is pulled.
class Disk
{
public:
    /// A file that was there before, synced.
    void put(const std::string& path, std::string bytes)
    {
        files_[path] = {.is_there = true, .is_synced = true, .bytes = std::move(bytes)};
    }

    void apply(const DiskOperation& done)
    {
        File& file = files_[done.path];
        switch (done.kind) {
        case Kind::Open:
            file.is_there = true;
            break;
        case Kind::Write:
        case Kind::Truncate:
            file.unsynced.push_back(&done);
            break;
        case Kind::Sync:
            for (const DiskOperation* one : file.unsynced)
                change(file.bytes, *one);
            file.unsynced.clear();
            file.is_synced = true;
            break;
        case Kind::Delete:
            files_.erase(done.path);
            break;
        }
    }

    /// Writes the files below `folder`, under the names that they have.
    void write(const std::string& folder, Loss loss, Draws& draws) const
    {
        for (const auto& [path, file] : files_) {
            std::string bytes = file.bytes;
            std::vector<const DiskOperation*> order = file.unsynced;
            if (loss == Loss::Some) {
                for (std::size_t i = order.size(); i > 1; --i)
                    std::swap(
                        order[i - 1],
                        order[static_cast<std::size_t>(draws.below(static_cast<std::int64_t>(i)))]);
            }
            bool is_there = file.is_synced || loss == Loss::None;
            // How much of it is kept, too, is anybody's guess.
            const int kept_percent = static_cast<int>(draws.below(101));
            for (const DiskOperation* one : order) {
                if (loss == Loss::None)
                    change(bytes, *one);
                else if (loss == Loss::Some && draws.chance(kept_percent)) {
                    if (one->kind == Kind::Write && draws.chance(40))
                        changeSectors(bytes, *one, draws);
                    else
                        change(bytes, *one);
                    is_there = true;
                }
            }
            if (is_there && file.is_there)
                test::writeBytes(folder + path.substr(path.rfind('/')), bytes);
        }
    }

private:
    struct File
    {
        bool is_there = false;
        bool is_synced = false;
        std::string bytes = {}; ///< synced
        std::vector<const DiskOperation*> unsynced = {};
    };

    static void replace(std::string& bytes, std::size_t offset, std::string_view piece)
    {
        bytes.resize(std::max(bytes.size(), offset + piece.size()));
        bytes.replace(offset, piece.size(), piece);
    }

    static void change(std::string& bytes, const DiskOperation& one)
    {
        if (one.kind == Kind::Truncate)
            bytes.resize(static_cast<std::size_t>(one.offset));
        else
            replace(bytes, static_cast<std::size_t>(one.offset), one.bytes);
    }

    /// Some sectors of a write.
    static void changeSectors(std::string& bytes, const DiskOperation& one, Draws& draws)
    {
        const auto offset = static_cast<std::size_t>(one.offset);
        for (std::size_t at = 0; at < one.bytes.size();) {
            const std::size_t size =
                std::min(kSectorBytes - (offset + at) % kSectorBytes, one.bytes.size() - at);
            if (draws.chance(50))
                replace(bytes, offset + at, std::string_view(one.bytes).substr(at, size));
            at += size;
        }
    }

    std::map<std::string, File> files_;
};

/// What the store holds after one of its transactions, and when that was done.
struct State
{
    std::size_t begun = 0; ///< operations before it
    std::size_t done = 0;  ///< and with it
    std::string text;
};

} // namespace

class TestPowerLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsThereIsACheckpointThatWasMade();
    void aMigrationLeavesTheSameFigures();

private:
    void record();
    void pullThePlug(Disk disk, const std::function<void(std::size_t, const std::string&)>& look);
    void requireState(std::size_t operations, const std::string& folder);

    std::vector<DiskOperation> log_;
    std::vector<State> states_;
    std::set<std::size_t> found_; ///< which states were
};

void TestPowerLoss::record()
{
    test::Scratch scratch;
    const auto checkpoints = test::makeCheckpoints(2, 12, 5, scratch.path("empty.db"));
    test::FaultVfs vfs;
    vfs.startLog();
    Store::Opened opened = Store::openToWrite(scratch.path("wall.db"));
    QVERIFY(opened.store);
    Store& store = *opened.store;
    store.database().run("PRAGMA wal_autocheckpoint = 25");
    states_.push_back({0, vfs.logSize(), test::textOf(store)});
    const auto note = [&](const std::function<void()>& action) {
        const std::size_t begun = vfs.logSize();
        action();
        states_.push_back({begun, vfs.logSize(), test::textOf(store)});
    };
    for (std::size_t i = 0; i < checkpoints.size(); ++i) {
        note([&] { store.write(checkpoints[i], static_cast<std::int64_t>(i) + 1); });
        note([&] { store.prune(20); });
    }
    opened.store.reset(); // which empties the log into the file
    log_ = vfs.takeLog();
}

/// What lies in the folder, `operations` having been done, is a state that it may be.
void TestPowerLoss::requireState(std::size_t operations, const std::string& folder)
{
    const Store::Opened opened = Store::openToWrite(folder + "/wall.db");
    QVERIFY2(opened.store, opened.message().c_str());
    QCOMPARE(opened.damage, std::string());
    Statement check = opened.store->database().prepare("PRAGMA integrity_check");
    check.step();
    QCOMPARE(std::string(check.bytes(0)), std::string("ok"));
    const std::string text = test::textOf(*opened.store);
    // Pruning may have had nothing to do: several states of one text.
    const auto first = std::ranges::find(states_, text, &State::text);
    QVERIFY2(first != states_.end(), "a state that there never was");
    found_.insert(static_cast<std::size_t>(first - states_.begin()));
    QVERIFY2(first->begun < operations || first == states_.begin(), "a state that was not yet");
    // The next one was not done when the plug was pulled.
    const auto later =
        std::find_if(first, states_.end(), [&](const State& one) { return one.text != text; });
    QVERIFY2(later == states_.end() || later->done > operations,
             "older than what was said to be saved");
}

/// After each operation in turn: `look` gets how many were done, and the folder.
void TestPowerLoss::pullThePlug(
    Disk disk, const std::function<void(std::size_t operations, const std::string& folder)>& look)
{
    Draws draws(20110310);
    int images = 0;
    for (std::size_t done = 0; done <= log_.size(); ++done) {
        if (done > 0)
            disk.apply(log_[done - 1]);
        std::vector<Loss> losses = {Loss::All, Loss::None};
        losses.insert(losses.end(), static_cast<std::size_t>(test::times(2)), Loss::Some);
        for (const Loss loss : losses) {
            const test::Scratch scratch;
            disk.write(scratch.path(), loss, draws);
            look(done, scratch.path());
            ++images;
            if (QTest::currentTestFailed()) {
                qWarning("after %zu of %zu operations, image %d", done, log_.size(), images);
                return;
            }
        }
    }
    qInfo("%zu operations, %d images", log_.size(), images);
}

void TestPowerLoss::whatIsThereIsACheckpointThatWasMade()
{
    record();
    QVERIFY(log_.size() > 150);
    QVERIFY(std::ranges::count(log_, Kind::Sync, &DiskOperation::kind) > 20);
    pullThePlug({}, [this](std::size_t operations, const std::string& folder) {
        requireState(operations, folder);
    });
    qInfo("%zu of %zu states", found_.size(), states_.size());
    QVERIFY(found_.size() > 12);
}

void TestPowerLoss::aMigrationLeavesTheSameFigures()
{
    const test::Scratch scratch;
    const std::string path = scratch.path("wall.db");
    const std::string bytes = test::bytesOf(LIVEWALL_STORES_DIR "/v1.db");
    test::writeBytes(path, bytes);
    std::string expected;
    {
        test::FaultVfs vfs;
        vfs.startLog();
        const Store::Opened opened = Store::openToWrite(path);
        QVERIFY(opened.store);
        expected = test::textOf(*opened.store);
        log_ = vfs.takeLog();
    }
    QVERIFY(expected.find("coverage ") != std::string::npos);
    // The copy is among it.
    QVERIFY(std::ranges::any_of(log_, [&](const DiskOperation& one) {
        return one.kind == Kind::Write && one.path != path && one.path != path + "-wal";
    }));

    Disk disk;
    disk.put(path, bytes);
    std::size_t old = 0;
    std::size_t migrated = 0;
    pullThePlug(disk, [&](std::size_t, const std::string& folder) {
        const std::string found = folder + "/wall.db";
        {
            Database database(found, Database::Access::Write);
            ++(database.integer("PRAGMA user_version") == 1 ? old : migrated);
        }
        const Store::Opened opened = Store::openToWrite(found);
        QVERIFY2(opened.store, opened.message().c_str());
        QCOMPARE(opened.damage, std::string());
        Statement check = opened.store->database().prepare("PRAGMA integrity_check");
        check.step();
        QCOMPARE(std::string(check.bytes(0)), std::string("ok"));
        QCOMPARE(test::difference(expected, test::textOf(*opened.store)), std::string());
    });
    qInfo("%zu of the first version, %zu of this one", old, migrated);
    QVERIFY(old > 20);
    QVERIFY(migrated > 0);
}

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_powerloss.moc"
