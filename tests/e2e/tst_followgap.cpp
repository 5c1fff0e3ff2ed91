// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"
#include "tests/e2e/reports.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

namespace {

/// So many purchases of this moment, whose ids begin with `prefix`.
QByteArray purchases(const QByteArray& prefix, int count)
{
    const QByteArray now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += purchaseLine(prefix + QByteArray::number(i), now);
    return lines;
}

void write(const QString& path, const QByteArray& bytes,
           QIODevice::OpenMode how = QIODevice::Truncate)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | how));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// What becomes of a log while nobody reads it.
enum class Fate { Renamed, Compressed, Overwritten };

} // namespace
Q_DECLARE_METATYPE(Fate)

class FollowGapTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLogThatIsGoneIsAHole_data();
    void aLogThatIsGoneIsAHole();
    void aFileThatWasReplacedIsSaid();

private:
    Outcome count(const QString& feed) const
    {
        return runCtl(counting(
            {u"run"_s, u"--feed"_s, feed, u"--store"_s, store_, u"--until-idle"_s, u"500ms"_s}));
    }
    int accepted() const
    {
        return reportOf({u"--store"_s, store_})[u"ledger"_s][u"accepted"_s].toInt();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    QString log_;
    QString store_;
};

void FollowGapTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    log_ = folder_->filePath(u"shop.log"_s);
    store_ = folder_->filePath(u"wall.db"_s);
}

void FollowGapTest::aLogThatIsGoneIsAHole_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::newRow("renamed, and found") << Fate::Renamed;
    QTest::newRow("compressed") << Fate::Compressed;
    QTest::newRow("overwritten") << Fate::Overwritten;
}

void FollowGapTest::aLogThatIsGoneIsAHole()
{
    QFETCH(const Fate, fate);
    const QByteArray first = purchases("a", 5);
    write(log_, first);
    const Outcome before = count(u"follow:"_s + log_);
    QCOMPARE(before.status, 0);
    QCOMPARE(before.error, "");
    QCOMPARE(accepted(), 5);

    write(log_, purchases("b", 3), QIODevice::Append);
    QTest::qSleep(2000);
    if (fate != Fate::Overwritten)
        QVERIFY(QFile::rename(log_, log_ + u".1"_s));
    if (fate == Fate::Compressed)
        QVERIFY(QFile::rename(log_ + u".1"_s, log_ + u".1.gz"_s)); // it is not read anyway
    QTest::qSleep(10); // file times tick in steps of up to 4 ms
    write(log_, purchases("c", 2));
    const Outcome after = count(u"follow:"_s + log_);
    QCOMPARE(after.status, 0);
    const Outcome checkup = runCtl({u"check"_s, store_});
    QCOMPARE(checkup.status, 0);
    if (fate == Fate::Renamed) {
        QCOMPARE(after.error, "");
        QCOMPARE(accepted(), 10);
        QVERIFY2(checkup.out.contains(", no hole"), checkup.out.constData());
        return;
    }
    QCOMPARE(after.error, "livewallctl: gap in shop.log, no longer there: what came after byte " +
                              QByteArray::number(first.size()) +
                              " of shop.log (rotated away or overwritten)\n");
    QCOMPARE(accepted(), 7);
    QVERIFY2(checkup.out.contains(", 1 hole of "), checkup.out.constData());

    // It is said once.
    const Outcome again = count(u"follow:"_s + log_);
    QCOMPARE(again.status, 0);
    QCOMPARE(again.error, "");
    QCOMPARE(accepted(), 7);
}

void FollowGapTest::aFileThatWasReplacedIsSaid()
{
    const QByteArray first = purchases("a", 5);
    write(log_, first);
    QCOMPARE(count(log_).error, "");
    write(log_, purchases("c", 2));
    const Outcome after = count(log_);
    QCOMPARE(after.status, 0);
    QCOMPARE(after.error, "livewallctl: gap in shop.log, no longer there: what came after byte " +
                              QByteArray::number(first.size()) +
                              " of shop.log (another file has its name)\n");
    QCOMPARE(accepted(), 7);
    QCOMPARE(count(log_).error, "");
    QCOMPARE(accepted(), 7);
}

QTEST_GUILESS_MAIN(FollowGapTest)
#include "tst_followgap.moc"
