// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/store/database.h"

#include "tests/models/store/scratch.h"

#include <QElapsedTimer>
#include <QTest>

#include <sqlite3.h>

#include <chrono>
#include <thread>

using namespace livewall;
using namespace livewall::store;

namespace {

/// Longer than anybody waits; it has an end all the same.
constexpr const char* kLong =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000) "
    "SELECT count(*) FROM n";

int codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const DatabaseError& error) {
        return error.code();
    }
    return SQLITE_OK;
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatRunsEndsOnceItIsToStop();
    void whatWaitsEndsOnceItIsToStop();
    void rowsEndOnceItIsToStop();
    void nothingMoreBeginsThen();
};

void TestDatabase::whatRunsEndsOnceItIsToStop()
{
    const test::Scratch scratch;
    std::stop_source stop;
    Database database(scratch.path("wall.db"), Database::Access::Create, stop.get_token());
    QCOMPARE(database.integer("SELECT 7"), 7);
    const std::jthread stopping([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    QCOMPARE(codeOf([&] { database.integer(kLong); }), SQLITE_INTERRUPT);
}

void TestDatabase::whatWaitsEndsOnceItIsToStop()
{
    const test::Scratch scratch;
    Database other(scratch.path("wall.db"), Database::Access::Create);
    other.run("BEGIN EXCLUSIVE");
    std::stop_source stop;
    Database database(scratch.path("wall.db"), Database::Access::Write, stop.get_token());
    QElapsedTimer timer;
    timer.start();
    const std::jthread stopping([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    QCOMPARE(codeOf([&] { database.run("BEGIN IMMEDIATE"); }), SQLITE_BUSY);
    QVERIFY(timer.elapsed() >= 40); // until then it waited
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
}

void TestDatabase::rowsEndOnceItIsToStop()
{
    const test::Scratch scratch;
    std::stop_source stop;
    Database database(scratch.path("wall.db"), Database::Access::Create, stop.get_token());
    Statement rows = database.prepare("VALUES (1), (2), (3)");
    QVERIFY(rows.step());
    stop.request_stop();
    QCOMPARE(codeOf([&] { rows.step(); }), SQLITE_INTERRUPT);
}

void TestDatabase::nothingMoreBeginsThen()
{
    const test::Scratch scratch;
    std::stop_source stop;
    Database database(scratch.path("wall.db"), Database::Access::Create, stop.get_token());
    stop.request_stop();
    QCOMPARE(codeOf([&] { database.integer("SELECT 7"); }), SQLITE_INTERRUPT);
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
