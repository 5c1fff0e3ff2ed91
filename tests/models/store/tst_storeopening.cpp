// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What lies where a store should: nothing, a store in use, a newer one, a damaged one, an older
// one, or something else.
//   LIVEWALL_WRITE_STORE=1 tst_storeopening aPublishedVersionIsRead
// writes tests/models/store/stores/vN.db, N being today's version: once, when it is published.
#include "models/engine/livetally.h"
#include "models/store/schema.h"
#include "models/store/store.h"
#include "tests/models/stats/examples.h"
#include "tests/models/store/checkpoints.h"
#include "tests/models/store/scratch.h"
#include "tests/models/store/storetext.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace livewall;
using namespace livewall::store;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kDay_ms = 86'400'000;
constexpr std::int64_t kNow_ms = examples::utc(2011, 3, 10, 16, 1, 15) * 1000 + 123;

/// Copies a database while it is open: its log is not empty.
void copyOpen(const std::string& from, const std::string& to)
{
    for (const char* suffix : {"", "-wal", "-shm"})
        fs::copy_file(from + suffix, to + suffix, fs::copy_options::overwrite_existing);
}

/// A process of its own that has a store, until it is killed.
class OtherProcess
{
public:
    explicit OtherProcess(const std::string& path)
    {
        int ready[2];
        if (::pipe(ready) != 0)
            return;
        id_ = ::fork();
        if (id_ == 0) {
            const Store::Opened opened = Store::openToWrite(path);
            const char said = opened.store ? 'y' : 'n';
            if (::write(ready[1], &said, 1) == 1)
                ::pause();
            ::_exit(0);
        }
        char said = 'n';
        has_store_ = ::read(ready[0], &said, 1) == 1 && said == 'y';
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~OtherProcess() { kill(); }
    void kill()
    {
        if (id_ > 0) {
            ::kill(id_, SIGKILL);
            ::waitpid(id_, nullptr, 0);
        }
        id_ = 0;
    }
    bool hasStore() const { return has_store_; }
    int id() const { return id_; }

private:
    int id_ = 0;
    bool has_store_ = false;
};

/// For a while, a user who may write nothing that is not his.
class Nobody
{
public:
    Nobody() : was_root_(::geteuid() == 0 && ::seteuid(65'534) == 0) {}
    ~Nobody()
    {
        if (was_root_ && ::seteuid(0) != 0)
            std::abort();
    }

private:
    bool was_root_;
};

/// Each column of each table.
std::string columnsOf(Store& store)
{
    Statement read = store.database().prepare(
        "SELECT group_concat(line, char(10)) FROM (SELECT m.name || ' ' || c.name || ' ' || c.type "
        "AS line FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' "
        "ORDER BY m.name, c.cid)");
    read.step();
    return std::string(read.bytes(0));
}

void setMode(const std::string& path, int mode)
{
    fs::permissions(path, static_cast<fs::perms>(mode));
}

/// A store as that version of the program wrote it.
void copyPublished(int version, const std::string& path)
{
    fs::copy_file(std::format(LIVEWALL_STORES_DIR "/v{}.db", version), path);
    setMode(path, 0644);
}

/// The copies that were made before a migration, oldest first.
std::vector<std::string> copiesIn(const test::Scratch& scratch)
{
    std::vector<std::string> copies;
    for (const std::string& name : scratch.names()) {
        if (name.starts_with("wall.db.before-"))
            copies.push_back(name);
    }
    std::ranges::sort(copies, {}, [&scratch](const std::string& name) {
        return fs::last_write_time(scratch.path(name));
    });
    return copies;
}

/// Some of what a store of any version holds, in one line.
std::string contentOf(const std::string& path)
{
    Database database(path, Database::Access::Read);
    std::string text;
    for (const char* sql :
         {"SELECT group_concat(minute || ' ' || accepted || ' ' || not_accepted) FROM minutes",
          "SELECT group_concat(hex(key) || hex(cells)) FROM second_cells",
          "SELECT group_concat(name || hex(cursor) || oldest_ms || newest_ms) FROM feeds",
          "SELECT group_concat(class || count) FROM ledger",
          "SELECT group_concat(hex(identities)) FROM identities",
          "SELECT group_concat(number || time_ms) FROM held"}) {
        Statement read = database.prepare(sql);
        if (read.step())
            text += std::string(read.bytes(0)) + "\n";
    }
    return text;
}

} // namespace

class TestStoreOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aNewStoreIsMade();
    void anEmptyFileBecomesAStore();
    void oneProcessHasIt();
    void anotherProgramsDatabaseIsLeftAlone();
    void whatIsNoDatabaseIsLeftAlone();
    void aNewerStoreIsLeftAlone();
    void aStoreWithoutItsHeaderIsMovedAside();
    void aStoreWithADamagedPageIsMovedAside();
    void aDamagedStoreThatCannotBeMovedIsSaid();
    void aFolderThatCannotBeWrittenIsSaid();
    void aFolderThatCannotBeLookedIntoIsSaid();
    void aFolderIsNoStore();
    void aPublishedVersionIsRead_data();
    void aPublishedVersionIsRead();
    void anOlderStoreIsCopiedFirst();
    void theCopyJustMadeStays();
    void withoutACopyAnOlderStoreStaysAsItIs();
    void aReportLeavesAnOlderStoreAlone();

private:
    /// A store with something in it whose log is not empty, and its text.
    std::string makeStore(const std::string& path);

    std::unique_ptr<test::Scratch> scratch_;
    std::string path_;
};

void TestStoreOpening::init()
{
    scratch_ = std::make_unique<test::Scratch>();
    path_ = scratch_->path("wall.db");
}

std::string TestStoreOpening::makeStore(const std::string& path)
{
    const auto checkpoints = test::makeCheckpoints(4, 6, 40, scratch_->path("empty.db"));
    const std::string original = scratch_->path("original.db");
    const Store::Opened opened = Store::openToWrite(original);
    for (std::size_t i = 0; i < checkpoints.size(); ++i) {
        opened.store->write(checkpoints[i], static_cast<std::int64_t>(i) + 1);
        if (i == 4)
            opened.store->database().run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    copyOpen(original, path);
    test::writeBytes(path + "-lock", "1"); // it was in use once
    return test::textOf(*opened.store);
}

void TestStoreOpening::aNewStoreIsMade()
{
    const std::string path = scratch_->path("not-there-yet.db");
    const Store::Opened opened = Store::openToWrite(path);
    QVERIFY2(opened.store, opened.message().c_str());
    QCOMPARE(opened.store->checkpointNumber(), 0);
    QVERIFY(opened.store->feeds().empty());
    QVERIFY(!opened.store->newest_ms());
    QVERIFY(!opened.store->prune(10));
    Database& database = opened.store->database();
    QCOMPARE(database.integer("PRAGMA user_version"), kSchemaVersion);
    QCOMPARE(database.integer("PRAGMA application_id"), kApplicationId);
    QCOMPARE(database.integer("PRAGMA synchronous"), 2);
    QCOMPARE(database.integer("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);

    QVERIFY(Store::openToRead(scratch_->path("none.db")).opening == Store::Opening::NoStore);
    QVERIFY(!fs::exists(scratch_->path("none.db")));
}

void TestStoreOpening::anEmptyFileBecomesAStore()
{
    test::writeBytes(path_, "");
    QVERIFY(Store::openToRead(path_).opening == Store::Opening::NoStore);
    QCOMPARE(fs::file_size(path_), 0U);
    QVERIFY(Store::openToWrite(path_).store);
    QVERIFY(Store::openToRead(path_).store);
}

void TestStoreOpening::oneProcessHasIt()
{
    const std::string text = makeStore(path_);
    OtherProcess other(path_);
    QVERIFY(other.hasStore());
    const Store::Opened refused = Store::openToWrite(path_);
    QVERIFY(refused.opening == Store::Opening::InUse);
    QVERIFY(!refused.store);
    QCOMPARE(refused.message(),
             std::format("{}: in use by process {}; one wall has one store", path_, other.id()));
    QCOMPARE(test::difference(text, test::textOfFile(path_)), std::string());
    other.kill();
    const Store::Opened opened = Store::openToWrite(path_);
    QVERIFY2(opened.store, opened.message().c_str());
    QCOMPARE(test::difference(text, test::textOf(*opened.store)), std::string());
    QVERIFY(Store::openToWrite(path_).opening == Store::Opening::InUse);
}

void TestStoreOpening::anotherProgramsDatabaseIsLeftAlone()
{
    {
        Database other(scratch_->path("original.db"), Database::Access::Create);
        other.run("PRAGMA journal_mode = WAL; CREATE TABLE notes (note TEXT); PRAGMA user_version "
                  "= 1; INSERT INTO notes VALUES ('precious')");
        copyOpen(scratch_->path("original.db"), path_);
    }
    const std::string bytes = test::bytesOf(path_);
    const std::string log = test::bytesOf(path_ + "-wal");
    QVERIFY(!log.empty());
    for (int i = 0; i < 2; ++i) {
        const Store::Opened refused = Store::openToWrite(path_);
        QVERIFY(refused.opening == Store::Opening::NoStore);
        QVERIFY(!refused.store);
        QVERIFY(!refused.message().empty() && refused.damage.empty());
        QVERIFY(Store::openToRead(path_).opening == Store::Opening::NoStore);
    }
    QVERIFY(test::bytesOf(path_) == bytes);
    QVERIFY(test::bytesOf(path_ + "-wal") == log);
}

void TestStoreOpening::whatIsNoDatabaseIsLeftAlone()
{
    const std::string notes(3000, 'n');
    test::writeBytes(path_, notes);
    for (int i = 0; i < 2; ++i) {
        const Store::Opened refused = Store::openToWrite(path_);
        QVERIFY(refused.opening == Store::Opening::NoStore);
        QVERIFY(!refused.message().empty() && refused.damage.empty());
        QVERIFY(!Store::openToRead(path_).store);
        QCOMPARE(Store::openToRead(path_).message(), path_ + ": is no database");
    }
    QVERIFY(test::bytesOf(path_) == notes);
    QCOMPARE(scratch_->names(), std::vector<std::string>{"wall.db"});
}

void TestStoreOpening::aNewerStoreIsLeftAlone()
{
    {
        const Store::Opened opened = Store::openToWrite(scratch_->path("original.db"));
        opened.store->database().run(std::format("PRAGMA user_version = {}", kSchemaVersion + 1));
        copyOpen(scratch_->path("original.db"), path_);
    }
    const std::string bytes = test::bytesOf(path_);
    const std::string log = test::bytesOf(path_ + "-wal");
    const Store::Opened refused = Store::openToWrite(path_);
    QVERIFY(refused.opening == Store::Opening::Newer);
    QVERIFY(!refused.store);
    QVERIFY(refused.message().find("newer livewall") != std::string::npos);
    QCOMPARE(refused.damage, std::string());
    const Store::Opened unread = Store::openToRead(path_);
    QVERIFY(unread.opening == Store::Opening::Newer);
    QVERIFY(unread.message().find("newer livewall") != std::string::npos);
    QVERIFY(test::bytesOf(path_) == bytes);
    QVERIFY(test::bytesOf(path_ + "-wal") == log);
}

void TestStoreOpening::aStoreWithoutItsHeaderIsMovedAside()
{
    makeStore(path_);
    std::string bytes = test::bytesOf(path_);
    bytes.replace(0, 100, 100, 'x');
    test::writeBytes(path_, bytes);
    // The log would mend it.
    fs::remove(path_ + "-wal");
    test::writeBytes(path_ + "-shm", "");
    QVERIFY(!Store::openToRead(path_).store);
    const Store::Opened opened = Store::openToWrite(path_);
    QVERIFY2(opened.store, opened.message().c_str());
    QVERIFY(opened.damage.find(path_ + ".damaged-20") != std::string::npos);
    QCOMPARE(opened.store->checkpointNumber(), 0);
    int aside = 0;
    for (const std::string& name : scratch_->names()) {
        if (name.starts_with("wall.db.damaged-") && name.ends_with("Z")) {
            QVERIFY(test::bytesOf(scratch_->path(name)) == bytes);
            ++aside;
        }
    }
    QCOMPARE(aside, 1);
}

void TestStoreOpening::aStoreWithADamagedPageIsMovedAside()
{
    makeStore(path_);
    // Every page but the first.
    std::string bytes = test::bytesOf(path_);
    QVERIFY(bytes.size() > 20 * 4096);
    bytes.replace(4096, bytes.size() - 4096, bytes.size() - 4096, '\xff');
    test::writeBytes(path_, bytes);
    const std::string log = test::bytesOf(path_ + "-wal");
    QVERIFY(!log.empty());

    std::string damage;
    std::string path = path_;
    {
        // What another process keeps open is moved as it is.
        const Store::Opened opened = Store::openToWrite(path);
        try {
            QVERIFY2(opened.store, opened.message().c_str());
            if (opened.damage.empty())
                test::textOf(*opened.store);
        } catch (const DatabaseError& error) {
            QVERIFY(error.isDamage());
            damage = error.what();
        }
        if (damage.empty()) // found at the opening
            damage = opened.damage;
    }
    QVERIFY(!damage.empty());
    test::writeBytes(path_ + "-wal", log);
    test::writeBytes(path_ + "-shm", "shared");
    const auto before = test::bytesOf(path_);
    const Store::Opened opened = Store::openAfterDamage(path_, damage);
    QVERIFY2(opened.store, opened.message().c_str());
    QVERIFY(opened.damage.find(damage) != std::string::npos);
    QCOMPARE(opened.store->checkpointNumber(), 0);
    std::vector<std::string> aside;
    for (const std::string& name : scratch_->names()) {
        if (name.starts_with("wall.db.damaged-"))
            aside.push_back(name);
    }
    std::ranges::sort(aside);
    QCOMPARE(aside.size(), 3U);
    QVERIFY(test::bytesOf(scratch_->path(aside[0])) == before);
    QCOMPARE(test::bytesOf(scratch_->path(aside[0] + "-shm")), std::string("shared"));
    QVERIFY(test::bytesOf(scratch_->path(aside[0] + "-wal")) == log);
}

void TestStoreOpening::aDamagedStoreThatCannotBeMovedIsSaid()
{
    // What is there is no file that could be moved over: its name is held by the folder's rights.
    makeStore(path_);
    setMode(scratch_->path(), 0555);
    setMode(path_, 0666);
    setMode(path_ + "-lock", 0666);
    {
        const Nobody nobody;
        const Store::Opened refused = Store::openAfterDamage(path_, "a page");
        QVERIFY(refused.opening == Store::Opening::Failed);
        QVERIFY(!refused.message().empty());
    }
    setMode(scratch_->path(), 0755);
    QVERIFY(fs::exists(path_));
}

void TestStoreOpening::aFolderThatCannotBeWrittenIsSaid()
{
    const std::string text = makeStore(path_);
    Store::openToWrite(path_).store.reset(); // its log is empty now
    fs::remove(path_ + "-lock");
    setMode(scratch_->path(), 0555);
    setMode(path_, 0444);
    const std::string bytes = test::bytesOf(path_);
    {
        const Nobody nobody;
        const Store::Opened refused = Store::openToWrite(path_);
        QVERIFY(refused.opening == Store::Opening::Failed);
        QVERIFY(refused.message().find("Permission denied") != std::string::npos);
        QVERIFY(refused.damage.empty());
        const Store::Opened read = Store::openToRead(path_);
        QVERIFY(read.store || !read.message().empty());
    }
    // A file that cannot be written in a folder that can: what it holds is shown, and saving fails.
    setMode(scratch_->path(), 0777);
    {
        const Nobody nobody;
        const Store::Opened opened = Store::openToWrite(path_);
        QVERIFY2(opened.store, opened.message().c_str());
        QCOMPARE(opened.damage, std::string());
        QVERIFY_THROWS_EXCEPTION(DatabaseError, opened.store->write({}, 100));
        QCOMPARE(test::difference(text, test::textOfFile(path_)), std::string());
    }
    QVERIFY(test::bytesOf(path_) == bytes);
    setMode(scratch_->path(), 0755);
}

void TestStoreOpening::aFolderThatCannotBeLookedIntoIsSaid()
{
    makeStore(path_);
    setMode(scratch_->path(), 0);
    {
        const Nobody nobody;
        QVERIFY(Store::openToWrite(path_).opening == Store::Opening::Failed);
        const Store::Opened read = Store::openToRead(path_);
        QVERIFY(!read.store && !read.message().empty());
    }
    setMode(scratch_->path(), 0755);
}

void TestStoreOpening::aFolderIsNoStore()
{
    fs::create_directory(path_);
    test::writeBytes(path_ + "/precious", "things");
    const Store::Opened refused = Store::openToWrite(path_);
    QVERIFY(refused.opening == Store::Opening::Failed);
    QVERIFY(!refused.message().empty() && refused.damage.empty());
    QVERIFY(Store::openToRead(path_).opening == Store::Opening::NoStore);
    QCOMPARE(test::bytesOf(path_ + "/precious"), std::string("things"));
    // Below a file there is no folder.
    const Store::Opened below = Store::openToWrite(path_ + "/precious/wall.db");
    QVERIFY(below.opening == Store::Opening::Failed);
    QVERIFY(!below.message().empty());
    // A folder is not made: the disk it is on may come later, or the name is mistyped.
    const Store::Opened missing = Store::openToWrite(scratch_->path("missing/wall.db"));
    QVERIFY(missing.opening == Store::Opening::Failed);
    QCOMPARE(missing.message(), scratch_->path("missing/wall.db") + ": its folder is not there");
    QVERIFY(!fs::exists(scratch_->path("missing")));
}

void TestStoreOpening::aPublishedVersionIsRead_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<qint64>("from_ms"); // that it was listened to
    QTest::addColumn<qint64>("to_ms");
    // Of the first no more is known than its oldest and its newest purchase.
    QTest::newRow("1") << 1 << qint64{kNow_ms - 90'000'000} << qint64{kNow_ms - 20'000 + 1};
    QTest::newRow("2") << 2 << qint64{kNow_ms - 60'000} << qint64{kNow_ms};
}

void TestStoreOpening::aPublishedVersionIsRead()
{
    QFETCH(const int, version);
    QFETCH(const qint64, from_ms);
    QFETCH(const qint64, to_ms);
    if (version == kSchemaVersion && qEnvironmentVariableIsSet("LIVEWALL_WRITE_STORE")) {
        const std::string made = std::format(LIVEWALL_STORES_DIR "/v{}.db", kSchemaVersion);
        fs::remove(made);
        {
            const Store::Opened opened = Store::openToWrite(path_);
            engine::LiveTally tally({.zone = stats::Zone::utc(), .exclude = {}}, {{"shops", false}},
                                    engine::Mode::Live);
            tally.restore(*opened.store, kNow_ms);
            tally.restorePast(*opened.store);
            tally.setState(0, {feed::Link::Up, {}}, kNow_ms);
            tally.advance(kNow_ms);
            feed::Batch batch;
            event::EventBatch& events = batch.events;
            const auto add = [&](event::Purchase purchase, std::string_view merchant) {
                purchase.merchant = events.add(merchant);
                examples::add(events, purchase);
            };
            add(examples::purchase(1, kNow_ms - 60'000, 1234), "Old name");
            add(examples::purchase(2, kNow_ms - 30'000, 1234), "Store");
            add(examples::declined(3, kNow_ms - 20'000, 1234), "");
            event::Purchase yen = examples::purchase(4, kNow_ms - 7'200'000, 7);
            yen.currency = examples::currency("JPY");
            yen.country = {};
            yen.amount = 1'000'000'000'000;
            add(yen, "Caf\xc3\xa9");
            add(yen, "Caf\xc3\xa9"); // a duplicate
            event::Purchase yesterday = examples::purchase(5, kNow_ms - 90'000'000, 7);
            add(yesterday, "Caf\xc3\xa9");
            add(examples::purchase(6, kNow_ms + 3'600'000, 8), "Tomorrow");
            events.deploys.push_back({.identity = examples::identity(7),
                                      .time_ms = kNow_ms,
                                      .service = events.add("checkout"),
                                      .version = events.add("1.2")});
            ++events.control;
            ++events.received;
            batch.cursor = std::string("here\0it is", 10);
            batch.arrived_ms = kNow_ms;
            std::vector<stats::Sighting> pulses;
            tally.take(0, batch, kNow_ms, pulses);
            tally.advance(kNow_ms);
            opened.store->write(tally.takeChanges(), 1);
        }
        fs::copy_file(path_, made);
        fs::remove(path_);
    }
    copyPublished(version, path_);

    // As a report reads it, once it is of today's version; and as a wall goes on from it.
    const Store::Opened opened = Store::openToWrite(path_);
    QVERIFY2(opened.store, opened.message().c_str());
    QCOMPARE(opened.damage, std::string());
    engine::LiveTally tally({.zone = stats::Zone::utc(), .exclude = {}}, {{"shops", false}},
                            engine::Mode::Live);
    tally.restore(*opened.store, kNow_ms);
    tally.advance(kNow_ms);
    tally.restorePast(*opened.store);
    QCOMPARE(tally.cursor(0), std::string("here\0it is", 10));
    engine::Snapshot shown = tally.snapshot(kNow_ms);
    const stats::Figures& figures = shown.figures;
    QCOMPARE(figures.hour.total, 2);
    QCOMPARE(figures.hour.attempts, 3);
    QCOMPARE(figures.hour.rows.size(), 1U);
    QCOMPARE(figures.hour.rows[0].eid, 1234);
    QCOMPARE(figures.hour.rows[0].merchant, std::string("Store"));
    QCOMPARE(figures.hour.rows[0].average, 100'00);
    QCOMPARE(figures.day.total, 3);
    QCOMPARE(figures.day.rows[1].merchant, std::string("Caf\xc3\xa9"));
    QCOMPARE(figures.day.rows[1].average, 1'000'000'000'000);
    QCOMPARE(figures.day.rows[1].currency.code(), std::string_view("JPY"));
    QCOMPARE(figures.week.series[0].counts[3 * 24 + 16].value(), 2); // Thursday 16:00
    QCOMPARE(figures.week.series[0].counts[3 * 24 + 15].value(), 0);
    QCOMPARE(figures.week.series[0].counts[3 * 24 + 14].value(), 1);
    QCOMPARE(figures.week.series[0].counts[2 * 24 + 15].value(), 1);
    QCOMPARE(shown.ledger.received, 8);
    QCOMPARE(shown.ledger.accepted, 4);
    QCOMPARE(shown.ledger.not_accepted, 1);
    QCOMPARE(shown.ledger.duplicate, 1);
    QCOMPARE(shown.ledger.future, 1);
    QCOMPARE(shown.ledger.control, 1);
    QCOMPARE(opened.store->database().integer("SELECT count(*) FROM deploys"), 1);
    QCOMPARE(tally.coverage(0).intervals(), (std::vector<stats::Interval>{{from_ms, to_ms}}));
    // A published version stays as it is: what differs is a new one.
    QCOMPARE(columnsOf(*opened.store),
             columnsOf(*Store::openToWrite(scratch_->path("new.db")).store));

    // At the minute before, by another name.
    stats::Board past({.zone = stats::Zone::utc(), .exclude = {}});
    past.advance(kNow_ms / 1000 - 45);
    opened.store->fill(past);
    opened.store->fillPast(past, past.second());
    QCOMPARE(past.figures(kNow_ms - 45'000).hour.rows.at(0).merchant, std::string("Old name"));

    // Copies are known, and what was held comes.
    feed::Batch again;
    examples::add(again.events, examples::purchase(2, kNow_ms - 30'000, 1234));
    std::vector<stats::Sighting> pulses;
    QVERIFY(tally.take(0, again, kNow_ms, pulses));
    tally.advance(kNow_ms + 3'600'000);
    shown = tally.snapshot(kNow_ms + 3'600'000);
    QCOMPARE(shown.ledger.duplicate, 2);
    QCOMPARE(shown.ledger.future, 0);
    QCOMPARE(shown.ledger.accepted, 5);
    QCOMPARE(shown.figures.hour.rows.at(0).merchant, std::string("Tomorrow"));

    // It resumes: nothing is missing between.
    tally.setState(0, {feed::Link::Up, {}}, kNow_ms + 7'200'000);
    tally.advance(kNow_ms + 10'800'000);
    opened.store->write(tally.takeChanges(), opened.store->checkpointNumber() + 1);
    QCOMPARE(opened.store->coverage("shops", 100 * kDay_ms).intervals(),
             (std::vector<stats::Interval>{{from_ms, kNow_ms + 10'800'000}}));
}

void TestStoreOpening::anOlderStoreIsCopiedFirst()
{
    // Again and again: as if the program was set back between.
    std::vector<std::string> before;
    copyPublished(1, path_);
    const std::string text = contentOf(path_);
    for (int time = 1; time <= 4; ++time) {
        {
            Database old(path_, Database::Access::Write);
            old.run(std::format("CREATE TABLE mark{} (x)", time));
        }
        // What is left of a copy that was cut off displaces none.
        test::writeBytes(path_ + ".unfinished-copy", "part");
        QVERIFY(Store::openToWrite(path_).store);
        std::vector<std::string> copies = copiesIn(*scratch_);
        QCOMPARE(copies.size(), static_cast<std::size_t>(std::min(time, 2)));
        QVERIFY(!fs::exists(path_ + ".unfinished-copy"));
        // The newest holds what was there, as it was.
        Database copy(scratch_->path(copies.back()), Database::Access::Read);
        QCOMPARE(copy.integer("PRAGMA user_version"), 1);
        QCOMPARE(copy.integer(
                     std::format("SELECT count(*) FROM sqlite_schema WHERE name = 'mark{}'", time)),
                 1);
        QCOMPARE(contentOf(scratch_->path(copies.back())), text);
        if (time > 1)
            QVERIFY(std::ranges::find(copies, before.back()) != copies.end());
        before = copies;
        Database migrated(path_, Database::Access::Write);
        QCOMPARE(migrated.integer("PRAGMA user_version"), kSchemaVersion);
        migrated.run("DROP TABLE coverage; PRAGMA user_version = 1");
    }
}

void TestStoreOpening::theCopyJustMadeStays()
{
    // Made by a clock that has lost the time of day, it would seem to be the oldest.
    for (const char* later : {"21010101T000000Z-v0", "21020101T000000Z-v0"}) {
        const std::string path = path_ + ".before-" + later;
        test::writeBytes(path, later);
        fs::last_write_time(path, fs::file_time_type::clock::now() + std::chrono::hours(24));
    }
    copyPublished(1, path_);
    QVERIFY(Store::openToWrite(path_).store);
    const std::vector<std::string> copies = copiesIn(*scratch_);
    QCOMPARE(copies.size(), 2U);
    QVERIFY2(copies.front().ends_with("-v1"), copies.front().c_str());
}

void TestStoreOpening::withoutACopyAnOlderStoreStaysAsItIs()
{
    copyPublished(1, path_);
    fs::create_directories(path_ + ".unfinished-copy/in the way");
    const Store::Opened refused = Store::openToWrite(path_);
    QVERIFY(refused.opening == Store::Opening::Failed);
    QVERIFY(!refused.message().empty());
    QVERIFY(refused.damage.empty());
    QVERIFY(copiesIn(*scratch_).empty());
    QCOMPARE(Database(path_, Database::Access::Write).integer("PRAGMA user_version"), 1);
    fs::remove_all(path_ + ".unfinished-copy");
    QVERIFY(Store::openToWrite(path_).store);
}

void TestStoreOpening::aReportLeavesAnOlderStoreAlone()
{
    copyPublished(1, path_);
    const Store::Opened refused = Store::openToRead(path_);
    QVERIFY(refused.opening == Store::Opening::NoStore);
    QVERIFY2(refused.message().find("has version 1") != std::string::npos,
             refused.message().c_str());
    QCOMPARE(Database(path_, Database::Access::Write).integer("PRAGMA user_version"), 1);
    QVERIFY(copiesIn(*scratch_).empty());
}

QTEST_GUILESS_MAIN(TestStoreOpening)
#include "tst_storeopening.moc"
