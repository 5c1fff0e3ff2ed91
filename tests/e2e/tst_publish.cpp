// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// livewallctl publish to whoever connects, at the pace of the events.
#include "tests/e2e/program.h"
#include "tests/e2e/running.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;

class PublishTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void linesComeAtThePaceOfTheirEvents_data();
    void linesComeAtThePaceOfTheirEvents();
    void aPauseBetweenEventsEndsOnAnInterrupt();
    void aBrokerThatIsGoneIsSaidEarlyAndNothingIsCounted();

private:
    void write(const QByteArray& lines);
    void start(const QString& speed);
    QByteArray nextLine();

    QTemporaryDir folder_;
    std::unique_ptr<Running> publishing_;
    QTcpSocket reader_;
};

void PublishTest::init()
{
    reader_.abort();
    publishing_.reset();
}

void PublishTest::write(const QByteArray& lines)
{
    QFile file(folder_.filePath(u"purchases.ndjson"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lines);
}

void PublishTest::start(const QString& speed)
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    publishing_ = std::make_unique<Running>(
        QStringList{u"publish"_s, u"--to"_s, u"tcp-listen://127.0.0.1:%1"_s.arg(port), u"--speed"_s,
                    speed, folder_.filePath(u"purchases.ndjson"_s)});
    bool is_there = false; // the macro looks once more
    QTRY_VERIFY(is_there || (is_there = [&] {
                    reader_.abort();
                    reader_.connectToHost(QHostAddress::LocalHost, port);
                    return reader_.waitForConnected(100);
                }()));
}

QByteArray PublishTest::nextLine()
{
    constexpr int kPatience_ms = 10'000;
    while (!reader_.canReadLine()) {
        if (!reader_.waitForReadyRead(kPatience_ms))
            return {};
    }
    return reader_.readLine();
}

void PublishTest::linesComeAtThePaceOfTheirEvents_data()
{
    QTest::addColumn<QString>("speed");
    QTest::addColumn<int>("least_ms");
    QTest::addColumn<int>("most_ms");
    // Thirty seconds of events.
    QTest::newRow("60 times") << u"60"_s << 500 << 5'000;
    QTest::newRow("20 times") << u"20"_s << 1'500 << 6'000;
    QTest::newRow("as good as at once") << u"1000000"_s << 0 << 400;
}

void PublishTest::linesComeAtThePaceOfTheirEvents()
{
    QFETCH(const QString, speed);
    QFETCH(const int, least_ms);
    QFETCH(const int, most_ms);
    const QByteArray first = purchaseLine("a", "2011-03-10T16:01:00Z");
    const QByteArray late = purchaseLine("b", "2011-03-10T15:00:00Z"); // waits for nothing
    const QByteArray last = purchaseLine("c", "2011-03-10T16:01:30Z");
    write(first + late + "{rubbish\n" + last);
    start(speed);
    QCOMPARE(nextLine(), first);
    QElapsedTimer since_first;
    since_first.start();
    QCOMPARE(nextLine(), late);
    QCOMPARE(nextLine(), "{rubbish\n");
    QVERIFY2(since_first.elapsed() < 400, "what is late is not held back");
    QCOMPARE(nextLine(), last);
    const qint64 took_ms = since_first.elapsed();
    // The first may have come a little after it was sent.
    QVERIFY2(took_ms >= least_ms - 100 && took_ms < most_ms, qPrintable(QString::number(took_ms)));
    const Outcome outcome = publishing_->wait();
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    QVERIFY2(outcome.error.contains("sent 4 lines"), outcome.error.constData());
}

void PublishTest::aPauseBetweenEventsEndsOnAnInterrupt()
{
    write(purchaseLine("a", "2011-03-10T16:00:00Z") + purchaseLine("b", "2011-03-10T17:00:00Z"));
    start(u"1"_s);
    QVERIFY(!nextLine().isEmpty());
    const Outcome outcome = publishing_->end(SIGINT);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.error.contains("interrupted; ended after 1 lines"), outcome.error.constData());
}

void PublishTest::aBrokerThatIsGoneIsSaidEarlyAndNothingIsCounted()
{
    write(purchaseLine("a", "2011-03-10T16:01:00Z") + purchaseLine("b", "2011-03-10T16:01:01Z"));
    QByteArray said;
    QProcess program;
    program.start(QStringLiteral(LIVEWALLCTL_PROGRAM),
                  {u"publish"_s, u"--to"_s, u"kafka://127.0.0.1:1/sales"_s,
                   folder_.filePath(u"purchases.ndjson"_s)});
    QVERIFY(program.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(said += program.readAllStandardError(),
                              "livewallctl: connection refused by 127.0.0.1:1; tries again\n",
                              6'000);
    QTest::qWait(500);
    program.terminate();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 2);
    QCOMPARE(program.readAllStandardError(),
             QByteArray("livewallctl: interrupted; ended after 0 lines\n"));
}

QTEST_GUILESS_MAIN(PublishTest)
#include "tst_publish.moc"
