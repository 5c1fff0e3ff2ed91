// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/database.h"
#include "tests/e2e/program.h"
#include "tests/e2e/proofsize.h"
#include "tests/e2e/purchaselog.h"
#include "tests/e2e/reports.h"
#include "tests/e2e/running.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;
namespace store = livewall::store;

namespace {

constexpr qint64 kStart_ms = 1'299'456'000'000; // 2011-03-07T00:00:00Z
constexpr qint64 kHour_ms = 3'600'000;
constexpr qint64 kDay_ms = 24 * kHour_ms;
constexpr int kUsualKills = 20;

std::unique_ptr<Running> inBackground(const QStringList& arguments)
{
    return std::make_unique<Running>(arguments);
}

QJsonObject objectOf(const Outcome& outcome)
{
    return QJsonDocument::fromJson(outcome.out).object();
}

qint64 versionOf(const QString& path)
{
    return store::Database(path.toStdString(), store::Database::Access::Write)
        .integer("PRAGMA user_version");
}

/// Turns a store back into one of the first version, exactly; false where there is none yet.
bool makeOlder(const QString& path)
{
    if (!QFile::exists(path) || versionOf(path) == 0)
        return false;
    store::Database database(path.toStdString(), store::Database::Access::Write);
    database.run("BEGIN; DROP TABLE IF EXISTS coverage; PRAGMA user_version = 1; COMMIT");
    return true;
}

} // namespace

class CrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qInfo("LIVEWALL_SEED=%u LIVEWALL_KILLS=%d", seed(), kills(kUsualKills)); }
    void init();
    void killedAtAnyMomentItCountsOnce_data();
    void killedAtAnyMomentItCountsOnce();
    void whatWaitsForItsTimeIsNeitherLostNorRepeated();
    void aSignalLosesNothing();
    void aSecondRunIsRefused();
    void aWallGoesOn();
    void historyAndWhatCameAreOneReport();
    void anImportThatWasKilledGoesOn();
    void anImportIsRefused_data();
    void anImportIsRefused();
    void anImportAsAFeedThatTheStoreHasNotIsRefused();
    void feedsOfOneNameAreRefusedByAStore();
    void noImportWhileAWallRuns();

private:
    /// Lets the program run and the logs grow until `until_ms`, as read from `clock`.
    void grow(std::vector<std::unique_ptr<PurchaseLog>>& logs, const QElapsedTimer& clock,
              qint64 until_ms, qint64 from_ms, qint64 to_ms);
    QString store() const { return dir_->filePath(u"wall.db"_s); }

    /// Of older stores, made before they were migrated.
    QStringList copies() const;
    bool hasWholeCopies() const;

    std::unique_ptr<QTemporaryDir> dir_;
    QRandomGenerator random_;
};

void CrashTest::init()
{
    dir_ = std::make_unique<QTemporaryDir>();
    random_.seed(seed());
}

QStringList CrashTest::copies() const
{
    return QDir(dir_->path()).entryList({u"wall.db.before-*"_s}, QDir::Files);
}

bool CrashTest::hasWholeCopies() const
{
    const QStringList names = copies();
    return std::ranges::all_of(names, [this](const QString& name) {
        store::Database copy(dir_->filePath(name).toStdString(), store::Database::Access::Read);
        store::Statement check = copy.prepare("PRAGMA integrity_check");
        return check.step() && check.bytes(0) == "ok" && copy.integer("PRAGMA user_version") == 1;
    });
}

void CrashTest::grow(std::vector<std::unique_ptr<PurchaseLog>>& logs, const QElapsedTimer& clock,
                     qint64 until_ms, qint64 from_ms, qint64 to_ms)
{
    const qint64 start_ms = clock.elapsed();
    for (qint64 now_ms = start_ms; now_ms < until_ms; now_ms = clock.elapsed()) {
        const qint64 time_ms =
            from_ms + (to_ms - from_ms) * (now_ms - start_ms) / (until_ms - start_ms);
        for (const auto& log : logs)
            log->write(time_ms);
        QTest::qSleep(random_.bounded(8));
    }
}

void CrashTest::killedAtAnyMomentItCountsOnce_data()
{
    QTest::addColumn<int>("feeds");
    QTest::addColumn<qint64>("span_ms"); ///< of event time
    QTest::addColumn<int>("longest_ms"); ///< that it runs before it is killed
    QTest::addColumn<QString>("save_every");
    QTest::addColumn<bool>("is_older"); ///< each start finds a store of the first version
    QTest::newRow("one feed") << 1 << 6 * kHour_ms << 900 << u"100ms"_s << false;
    QTest::newRow("two feeds") << 2 << 6 * kHour_ms << 900 << u"100ms"_s << false;
    QTest::newRow("while it saves") << 1 << 6 * kHour_ms << 900 << u"1ms"_s << false;
    QTest::newRow("while pruning") << 1 << 12 * kDay_ms << 900 << u"20ms"_s << false;
    QTest::newRow("while all is pruned") << 1 << 45 * kDay_ms << 900 << u"20ms"_s << false;
    QTest::newRow("while it starts") << 1 << 6 * kHour_ms << 200 << u"20ms"_s << false;
    QTest::newRow("while it migrates") << 1 << 6 * kHour_ms << 80 << u"20ms"_s << true;
}

void CrashTest::killedAtAnyMomentItCountsOnce()
{
    QFETCH(int, feeds);
    QFETCH(qint64, span_ms);
    QFETCH(int, longest_ms);
    QFETCH(QString, save_every);
    QFETCH(bool, is_older);
    // Files of two feeds are reported one after the other: the later one's copies must then come
    // within the horizon, too.
    const qint64 late_ms = feeds == 1 ? 23 * kHour_ms : 17 * kHour_ms;

    std::vector<std::unique_ptr<PurchaseLog>> logs;
    QStringList arguments = {u"run"_s, u"--store"_s, store(), u"--save-every"_s, save_every};
    for (int feed = 0; feed < feeds; ++feed) {
        logs.push_back(std::make_unique<PurchaseLog>(dir_->filePath(u"shop%1.log"_s.arg(feed)),
                                                     QByteArray(1, static_cast<char>('a' + feed)),
                                                     random_.generate(), late_ms));
        arguments += {u"--feed"_s, u"follow:"_s + logs.back()->path()};
    }
    arguments = counting(arguments);

    QElapsedTimer clock;
    clock.start();
    const auto timeOf = [&](int kill) { return kStart_ms + span_ms * kill / kills(kUsualKills); };
    int cut_off = 0; // migrations
    for (int kill = 0; kill < kills(kUsualKills); ++kill) {
        // A start that comes to its end between shows what the killed ones have left.
        if (is_older && kill % 8 == 5)
            QVERIFY(runCtl(arguments + QStringList{u"--until-idle"_s, u"200ms"_s}).status == 0);
        const bool was_older = is_older && makeOlder(store());
        const auto running = inBackground(arguments);
        const qint64 now_ms = clock.elapsed();
        const qint64 until_ms = now_ms + random_.bounded(longest_ms);
        const qint64 middle_ms = (now_ms + until_ms) / 2;
        const qint64 middle_time_ms = (timeOf(kill) + timeOf(kill + 1)) / 2;
        grow(logs, clock, middle_ms, timeOf(kill), middle_time_ms);
        // Rotated while it runs, and while it does not.
        const bool is_rotated = kill % 20 == 9 || kill % 20 == 14;
        if (is_rotated && kill % 20 == 9)
            logs[0]->rotate();
        grow(logs, clock, until_ms, middle_time_ms, timeOf(kill + 1));
        const Outcome outcome = running->end(SIGKILL);
        QVERIFY2(outcome.status == -1,
                 QByteArray("it ended by itself: " + outcome.error).constData());
        if (is_rotated && kill % 20 == 14)
            logs[0]->rotate();
        for (const auto& log : logs)
            log->write(timeOf(kill + 1));
        if (was_older) {
            cut_off += versionOf(store()) == 1 ? 1 : 0;
            QVERIFY2(hasWholeCopies(), "a copy of the older store is not whole");
        }
        // Now and then only: whoever reads a store recovers it, too.
        if (!is_older && random_.bounded(4) == 0 && QFile::exists(store())) {
            const Outcome check = runCtl({u"check"_s, store()});
            QVERIFY2(check.status == 0 || !QFile::exists(store() + u"-wal"_s),
                     check.error.constData());
        }
    }

    if (is_older)
        makeOlder(store());
    const Outcome last = runCtl(arguments + QStringList{u"--until-idle"_s, u"1s"_s});
    QVERIFY2(last.status == 0, last.error.constData());
    QStringList files;
    for (const auto& log : logs)
        files += log->files();
    QJsonObject expected = reportOf(files);
    QJsonObject stored = reportOf({u"--store"_s, store()});
    QJsonObject said = objectOf(last);
    if (feeds > 1) {
        for (QJsonObject* report : {&expected, &stored, &said})
            *report = withoutArrival(*report);
    }
    QByteArray wrong = difference(stored, expected);
    QVERIFY2(wrong.isEmpty(), QByteArray("the store's: " + wrong).constData());
    wrong = difference(said, expected);
    QVERIFY2(wrong.isEmpty(), QByteArray("the last run's: " + wrong).constData());
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.status == 0, check.error.constData());

    // A followed log misses nothing while nobody follows it.
    QCOMPARE(check.out.count(": listened to from 2011-03-0"), feeds);
    QCOMPARE(check.out.count(", no hole\n"), feeds);

    // The test is about something.
    const QJsonObject ledger = expected[u"ledger"_s].toObject();
    for (const QString& some : {u"accepted"_s, u"not_accepted"_s, u"duplicate"_s, u"control"_s,
                                u"unknown_type"_s, u"rejected"_s})
        QVERIFY2(ledger[some].toInt() > 0, qPrintable(some));
    qInfo("%d received; %s", ledger[u"received"_s].toInt(),
          check.out.split('\n').value(1).trimmed().constData());
    if (is_older) {
        qInfo("%d of %d migrations were cut off", cut_off, kills(kUsualKills));
        QVERIFY(cut_off > 0);
        // What was cut off leaves nothing, and of the copies the last two are kept.
        QVERIFY(copies().size() > 0 && copies().size() <= 2);
        QVERIFY(!QFile::exists(store() + u".unfinished-copy"_s));
    }
}

void CrashTest::whatWaitsForItsTimeIsNeitherLostNorRepeated()
{
    // Purchases an hour ahead of the clock wait; meanwhile the program dies again and again.
    PurchaseLog log(dir_->filePath(u"shop.log"_s), "a", random_.generate());
    const auto arguments = [&](const QString& store) {
        return counting({u"run"_s, u"--store"_s, store, u"--save-every"_s, u"20ms"_s, u"--feed"_s,
                         u"follow:"_s + log.path()});
    };
    for (int kill = 0; kill < kills(kUsualKills); ++kill) {
        const auto running = inBackground(arguments(store()));
        const qint64 now_ms = QDateTime::currentMSecsSinceEpoch();
        for (int i = random_.bounded(30); i >= 0; --i) {
            log.write(now_ms + (i % 3 == 0 ? kHour_ms : 0));
            QTest::qSleep(random_.bounded(20));
        }
        running->end(SIGKILL);
    }
    const QStringList to_end = {u"--until-idle"_s, u"1s"_s};
    const Outcome last = runCtl(arguments(store()) + to_end);
    const Outcome whole = runCtl(arguments(dir_->filePath(u"other.db"_s)) + to_end);
    QVERIFY2(last.status == 0, last.error.constData());
    // Where they wait, their copies do too; late is what came behind those of before a start.
    const QByteArray wrong =
        difference(withoutArrival(objectOf(last)), withoutArrival(objectOf(whole)));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    const int waiting = objectOf(whole)[u"ledger"_s].toObject()[u"future"_s].toInt();
    QVERIFY(waiting > 0);
    // And it is they that wait, not their number alone.
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.out.simplified().contains(
                 QByteArray(" held " + QByteArray::number(waiting) + " rows")),
             check.out.constData());
}

void CrashTest::aSignalLosesNothing()
{
    // What came since the last checkpoint is saved at the end: they are 5 s apart here.
    std::vector<std::unique_ptr<PurchaseLog>> logs;
    logs.push_back(
        std::make_unique<PurchaseLog>(dir_->filePath(u"shop.log"_s), "a", random_.generate()));
    const QStringList arguments =
        counting({u"run"_s, u"--store"_s, store(), u"--feed"_s, u"follow:"_s + logs[0]->path()});
    QElapsedTimer clock;
    clock.start();
    for (int round = 0; round < 5; ++round) {
        const auto running = inBackground(arguments);
        grow(logs, clock, clock.elapsed() + 300 + random_.bounded(300),
             kStart_ms + round * kHour_ms, kStart_ms + (round + 1) * kHour_ms);
        QTest::qSleep(1000);
        const Outcome outcome = running->end(round % 2 == 0 ? SIGTERM : SIGINT);
        QVERIFY2(outcome.status == 0, outcome.error.constData());
        const QJsonObject expected = reportOf(logs[0]->files());
        QByteArray wrong = difference(objectOf(outcome), expected);
        QVERIFY2(wrong.isEmpty(), QByteArray("said: " + wrong).constData());
        wrong = difference(reportOf({u"--store"_s, store()}), expected);
        QVERIFY2(wrong.isEmpty(), QByteArray("stored: " + wrong).constData());
    }
}

void CrashTest::aSecondRunIsRefused()
{
    PurchaseLog log(dir_->filePath(u"shop.log"_s), "a", random_.generate());
    log.write(kStart_ms);
    const QStringList arguments =
        counting({u"run"_s, u"--store"_s, store(), u"--feed"_s, u"follow:"_s + log.path()});
    const auto first = inBackground(arguments);
    QTRY_VERIFY(QFile::exists(store() + u"-wal"_s));
    const Outcome second = runCtl(arguments + QStringList{u"--until-idle"_s, u"100ms"_s});
    QCOMPARE(second.status, 2);
    QCOMPARE(second.errorLines(), 1);
    QVERIFY2(second.error.contains("in use by process"), second.error.constData());
    QCOMPARE(second.out, QByteArray());
    log.write(kStart_ms + 1000);
    QTest::qSleep(1000);
    QCOMPARE(first->end(SIGTERM).status, 0);
    const QByteArray wrong = difference(reportOf({u"--store"_s, store()}), reportOf(log.files()));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
}

void CrashTest::aWallGoesOn()
{
    PurchaseLog log(dir_->filePath(u"shop.log"_s), "a", random_.generate());
    for (int start = 0; start < 3; ++start) {
        const Running wall(
            QStringLiteral(LIVEWALL_PROGRAM),
            counting({u"--feed"_s, u"follow:"_s + log.path(), u"--store"_s, store()}));
        for (int i = 0; i < 10; ++i)
            log.write(kStart_ms + start * kHour_ms + i * 1000);
        const QJsonObject expected = reportOf(log.files());
        // It saves every five seconds, and is read while it runs.
        QByteArray wrong = "nothing yet";
        QElapsedTimer clock;
        for (clock.start(); !wrong.isEmpty() && clock.elapsed() < 30'000; QTest::qSleep(200)) {
            if (QFile::exists(store()))
                wrong = difference(objectOf(runCtl(counting({u"report"_s, u"--store"_s, store()}))),
                                   expected);
        }
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        // And is killed with the next ones unsaved.
        log.write(kStart_ms + start * kHour_ms + 20'000);
        QTest::qSleep(500);
    }
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.status == 0, check.error.constData());
}

void CrashTest::historyAndWhatCameAreOneReport()
{
    PurchaseLog history(dir_->filePath(u"history.ndjson"_s), "h", random_.generate());
    for (int hour = 0; hour < 20 * 24; ++hour)
        history.write(kStart_ms - 22 * kDay_ms + hour * kHour_ms);
    PurchaseLog log(dir_->filePath(u"shop.log"_s), "a", random_.generate());
    for (int i = 0; i < 200; ++i)
        log.write(kStart_ms + i * 60'000);
    const Outcome run = runCtl({u"run"_s, u"--store"_s, store(), u"--feed"_s, log.path()});
    QVERIFY2(run.status == 0, run.error.constData());

    const QStringList import = {u"import"_s,   history.path(), u"--as"_s,
                                u"shop.log"_s, u"--store"_s,   store()};
    const Outcome first = runCtl(import);
    QVERIFY2(first.status == 0, first.error.constData());
    QVERIFY2(first.error.contains("1 file imported as shop.log: "), first.error.constData());
    const QJsonObject expected = withoutArrival(reportOf({history.path(), log.path()}));
    QByteArray wrong = difference(withoutArrival(reportOf({u"--store"_s, store()})), expected);
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.status == 0, check.error.constData());

    // Once more: it is known. And of the feed's own log no purchase is history.
    const Outcome again = runCtl(import + QStringList{log.path()});
    QVERIFY2(again.status == 0, again.error.constData());
    QVERIFY2(again.error.contains(": 0 accepted, 0 not accepted"), again.error.constData());
    QVERIFY2(again.error.contains("; 1 file imported before; passed over "),
             again.error.constData());
    QVERIFY2(again.error.contains(", which shop.log counts itself\n"), again.error.constData());
    for (const QString& key : {u"top"_s, u"totals"_s, u"attempts"_s, u"week"_s}) {
        wrong = difference({{key, reportOf({u"--store"_s, store()})[key]}}, {{key, expected[key]}});
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    check = runCtl({u"check"_s, store()});
    QVERIFY2(check.status == 0, check.error.constData());
}

void CrashTest::anImportThatWasKilledGoesOn()
{
    QStringList files;
    for (int i = 0; i < 2; ++i) {
        files.append(dir_->filePath(u"history%1.ndjson"_s.arg(i)));
        QFile file(files.last());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Outcome made = runCtl({u"generate"_s, u"--events"_s, u"250000"_s, u"--seed"_s,
                                     QString::number(random_.bounded(1000) + i * 1000)});
        QVERIFY2(made.status == 0, made.error.constData());
        file.write(made.out);
        file.write("junk\n");
    }
    const auto importInto = [&](const QString& path) {
        return QStringList{u"import"_s} + files +
               QStringList{u"--as"_s, u"shop"_s, u"--store"_s, path};
    };
    QElapsedTimer clock;
    clock.start();
    const QString other = dir_->filePath(u"other.db"_s);
    const Outcome whole = runCtl(importInto(other));
    QVERIFY2(whole.status == 0, whole.error.constData());
    const int needed_ms = static_cast<int>(clock.elapsed());

    // Each goes on with what the one before has saved, so that it comes to an end.
    int killed = 0;
    for (int kill = 0; kill < kills(kUsualKills); ++kill) {
        const auto running = inBackground(importInto(store()));
        QTest::qSleep(needed_ms / 8 + random_.bounded(needed_ms / 3));
        if (running->end(SIGKILL).status != -1)
            break;
        ++killed;
        if (QFile::exists(store())) {
            const Outcome check = runCtl({u"check"_s, store()});
            QVERIFY2(check.status == 0 || check.error.contains("no store"),
                     check.error.constData());
        }
    }
    QVERIFY(killed > 0);
    const Outcome last = runCtl(importInto(store()));
    QVERIFY2(last.status == 0, last.error.constData());
    const QByteArray wrong =
        difference(reportOf({u"--store"_s, store()}), reportOf({u"--store"_s, other}));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    const QByteArray counted = difference(reportOf({u"--store"_s, other}), reportOf(files));
    QVERIFY2(counted.isEmpty(), counted.constData());
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.status == 0, check.error.constData());
}

void CrashTest::anImportIsRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("status");
    QTest::newRow("a missing file") << u"/nowhere/a.ndjson"_s << 2;
    QTest::newRow("the standard input") << u"-"_s << 2;
    QTest::newRow("a folder") << u"/tmp"_s << 2;
    QTest::newRow("no purchase in it") << QStringLiteral(LIVEWALL_SOURCE_DIR "/LICENSE") << 1;
}

void CrashTest::anImportIsRefused()
{
    QFETCH(QString, file);
    QFETCH(int, status);
    const Outcome outcome =
        runCtl({u"import"_s, file, u"--as"_s, u"shop"_s, u"--store"_s, store()});
    QCOMPARE(outcome.status, status);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(status == 1 || outcome.errorLines() == 1, outcome.error.constData());
}

void CrashTest::anImportAsAFeedThatTheStoreHasNotIsRefused()
{
    PurchaseLog log(dir_->filePath(u"shop.log"_s), "a", random_.generate());
    log.write(kStart_ms);
    const auto import = [&](const QStringList& more) {
        return runCtl(QStringList{u"import"_s, log.path(), u"--store"_s, store()} + more);
    };
    QCOMPARE(runCtl({u"run"_s, u"--store"_s, store(), u"--feed"_s, log.path()}).status, 0);
    const Outcome refused = import({u"--as"_s, u"shop.logg"_s});
    QCOMPARE(refused.status, 2);
    QCOMPARE(refused.error, QByteArray("livewallctl: the store has no feed shop.logg; it has "
                                       "shop.log; --new-feed begins one\n"));
    QCOMPARE(import({u"--as"_s, u"shop.logg"_s, u"--new-feed"_s}).status, 0);
}

void CrashTest::feedsOfOneNameAreRefusedByAStore()
{
    // Which is which would depend on their order.
    QVERIFY(QDir(dir_->path()).mkpath(u"a"_s) && QDir(dir_->path()).mkpath(u"b"_s));
    PurchaseLog a(dir_->filePath(u"a/shop.log"_s), "a", random_.generate());
    PurchaseLog b(dir_->filePath(u"b/shop.log"_s), "b", random_.generate());
    a.write(kStart_ms);
    b.write(kStart_ms);
    const QStringList both = {u"run"_s, u"--feed"_s, a.path(), u"--feed"_s, b.path()};
    QCOMPARE(runCtl(both).status, 0);
    const Outcome refused = runCtl(both + QStringList{u"--store"_s, store()});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.error.contains("would both be shop.log in the store; give them names"),
             refused.error.constData());
    QVERIFY(!QFile::exists(store()));
}

void CrashTest::noImportWhileAWallRuns()
{
    PurchaseLog log(dir_->filePath(u"shop.log"_s), "a", random_.generate());
    log.write(kStart_ms);
    const auto running =
        inBackground({u"run"_s, u"--store"_s, store(), u"--feed"_s, u"follow:"_s + log.path()});
    QTRY_VERIFY(QFile::exists(store() + u"-wal"_s));
    const Outcome outcome =
        runCtl({u"import"_s, log.path(), u"--as"_s, u"shop.log"_s, u"--store"_s, store()});
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.errorLines(), 1);
    QVERIFY2(outcome.error.contains("in use by process"), outcome.error.constData());
}

QTEST_MAIN(CrashTest)
#include "tst_crash.moc"
