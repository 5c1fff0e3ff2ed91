// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// A stream that is read through cut connections and kills is counted exactly once, to the ledger.
// The whole proof: LIVEWALL_EVENTS=1000000 LIVEWALL_CUTS=200 LIVEWALL_KILLS=20.
#include "tests/e2e/program.h"
#include "tests/e2e/proofsize.h"
#include "tests/e2e/purchaselog.h"
#include "tests/e2e/reports.h"
#include "tests/e2e/running.h"
#include "tests/faultproxy.h"
#include "tests/natsserver.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using namespace livewall::e2e;
using livewall::test::FaultProxy;
using livewall::test::NatsClient;
using livewall::test::NatsCluster;
using livewall::test::NatsServer;

namespace {

QString urlAt(std::uint16_t port)
{
    return u"nats://127.0.0.1:%1/SALES"_s.arg(port);
}

constexpr qint64 kStart_ms = 1'299'456'000'000; // 2011-03-07T00:00:00Z
constexpr qint64 kSpan_ms = 6 * qint64{3'600'000};
constexpr int kPatience_ms = 120'000;
constexpr char kStream[] = "SALES";
constexpr int kUsualKills = 5;
constexpr int kUsualLeaders = 3;

} // namespace

class NatsExactlyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cutConnectionsLoseAndRepeatNothing();
    void killedAtAnyMomentItCountsOnce();
    void aClusterWhoseLeadersAreKilledCountsOnce();

private:
    QString log() const { return dir_->filePath(u"shop.log"_s); }
    QString store() const { return dir_->filePath(u"wall.db"_s); }
    QStringList arguments(const QString& url) const;

    /// A server whose stream has all lines of the log.
    void serve();
    void start(const QString& url);
    Outcome end(int signal);

    /// Reads what is left and compares with the file.
    void compareWithFile(const QString& url);

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<NatsServer> server_;
    std::unique_ptr<Running> running_;
    QRandomGenerator random_;
};

void NatsExactlyTest::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP("nats-server is not installed");
    qInfo("LIVEWALL_SEED=%u LIVEWALL_EVENTS=%d LIVEWALL_CUTS=%d LIVEWALL_KILLS=%d", seed(),
          events(), cuts(), kills(kUsualKills));
}

void NatsExactlyTest::init()
{
    random_.seed(seed());
    dir_ = std::make_unique<QTemporaryDir>();
    PurchaseLog log(this->log(), "n", random_.generate());
    QFile written(this->log());
    QVERIFY(written.open(QIODevice::ReadOnly));
    for (qsizetype lines = 0; lines < events();) {
        log.write(kStart_ms + kSpan_ms * lines / events());
        lines += written.readAll().count('\n');
    }
}

void NatsExactlyTest::cleanup()
{
    running_.reset();
    server_.reset();
}

QStringList NatsExactlyTest::arguments(const QString& url) const
{
    return counting(
        {u"run"_s, u"--feed"_s, url, u"--store"_s, store(), u"--save-every"_s, u"100ms"_s});
}

void NatsExactlyTest::serve()
{
    server_ = std::make_unique<NatsServer>();
    QVERIFY(server_->start());
    const Outcome sent = runCtl({u"publish"_s, u"--to"_s, urlAt(server_->port()), log()});
    QVERIFY2(sent.status == 0, sent.error.constData());
}

void NatsExactlyTest::start(const QString& url)
{
    running_ = std::make_unique<Running>(arguments(url));
    QVERIFY(running_->isRunning());
}

Outcome NatsExactlyTest::end(int signal)
{
    const Outcome outcome = running_->end(signal, kPatience_ms);
    running_.reset();
    return outcome;
}

void NatsExactlyTest::compareWithFile(const QString& url)
{
    const Outcome last = runCtl(arguments(url) + QStringList{u"--until-idle"_s, u"3s"_s});
    QVERIFY2(last.status == 0, last.error.constData());
    const QJsonObject expected = reportOf({log()});
    QByteArray wrong = difference(reportOf({u"--store"_s, store()}), expected);
    QVERIFY2(wrong.isEmpty(), QByteArray("the store's: " + wrong).constData());
    wrong = difference(QJsonDocument::fromJson(last.out).object(), expected);
    QVERIFY2(wrong.isEmpty(), QByteArray("the last run's: " + wrong).constData());

    // The test is about something.
    const QJsonObject ledger = expected[u"ledger"_s].toObject();
    for (const QString& some : {u"accepted"_s, u"not_accepted"_s, u"duplicate"_s, u"control"_s,
                                u"unknown_type"_s, u"rejected"_s, u"late"_s})
        QVERIFY2(ledger[some].toInt() > 0, qPrintable(some));
    qInfo("%d received, %d duplicate, %d late", ledger[u"received"_s].toInt(),
          ledger[u"duplicate"_s].toInt(), ledger[u"late"_s].toInt());
}

void NatsExactlyTest::cutConnectionsLoseAndRepeatNothing()
{
    serve();
    FaultProxy proxy(server_->port());
    // Each connection is cut somewhere in what it would bring, so that all cuts come before the
    // end; the last one, and what comes then, is not.
    const std::uint64_t share =
        static_cast<std::uint64_t>(QFile(log()).size()) / static_cast<std::uint64_t>(cuts());
    const auto nextLimit = [&] {
        return 2000 + share / 4 + random_.bounded(static_cast<quint32>(share / 2));
    };
    proxy.setLimit(nextLimit());
    QElapsedTimer clock;
    clock.start();
    start(urlAt(proxy.port()));
    int seen = 0;
    while (proxy.connections() <= cuts()) {
        QVERIFY2(running_->isRunning(), "it ended by itself");
        QVERIFY2(clock.elapsed() < qint64{kPatience_ms} + 5'000 * cuts(), "no more cuts");
        if (seen != proxy.connections()) {
            seen = proxy.connections();
            proxy.setLimit(nextLimit(), random_.bounded(2) == 0 ? FaultProxy::Cut::Reset
                                                                : FaultProxy::Cut::Finish);
        }
        QTest::qSleep(2);
    }
    proxy.setLimit(0);
    QVERIFY(end(SIGTERM).status >= 0);
    qInfo("%d connections in %lld s", proxy.connections(),
          static_cast<long long>(clock.elapsed() / 1000));
    compareWithFile(urlAt(proxy.port()));
}

void NatsExactlyTest::killedAtAnyMomentItCountsOnce()
{
    // All of it at full speed, and each kill before it has come to its end.
    serve();
    FaultProxy proxy(server_->port());
    const qint64 size = QFile(log()).size();
    for (int kill = 0; kill < kills(kUsualKills); ++kill) {
        start(urlAt(proxy.port()));
        const std::uint64_t until =
            proxy.bytesToClients() +
            random_.bounded(static_cast<quint32>(size / kills(kUsualKills)) + 1);
        QElapsedTimer clock;
        clock.start();
        while (proxy.bytesToClients() < until && clock.elapsed() < kPatience_ms)
            QTest::qSleep(1);
        QTest::qSleep(random_.bounded(100));
        QVERIFY2(running_->isRunning(), "it ended by itself");
        QCOMPARE(end(SIGKILL).status, -1);
    }
    compareWithFile(urlAt(server_->port()));
}

/// Of three servers the one that leads the stream is killed while its messages are being read,
/// again and again.
void NatsExactlyTest::aClusterWhoseLeadersAreKilledCountsOnce()
{
    NatsCluster cluster;
    QVERIFY(cluster.start());
    auto client = std::make_unique<NatsClient>(cluster.server(0).port());
    QVERIFY(client->makeStream(kStream, {{"sales"}, 3, 0}));
    const QString url = QString::fromStdString(cluster.url(kStream));
    start(url);

    QFile file(log());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const int leaders = kills(kUsualLeaders);
    for (int kill = 0; kill < leaders; ++kill) {
        std::vector<std::string> messages;
        while (messages.size() < static_cast<std::size_t>(events() / leaders) && !file.atEnd())
            messages.push_back(file.readLine().trimmed().toStdString());
        if (kill == leaders - 1) {
            while (!file.atEnd())
                messages.push_back(file.readLine().trimmed().toStdString());
        }
        std::erase(messages, std::string());
        // All of it waits when the reader goes on, and the leader goes before it has come.
        running_->send(SIGSTOP);
        QVERIFY(client->publishAll(messages));
        const std::string leader = client->leader(kStream);
        QCOMPARE(leader.size(), 2U);
        const auto index = static_cast<std::size_t>(leader[1] - '0');
        client.reset();
        running_->send(SIGCONT);
        QTest::qSleep(static_cast<int>(random_.bounded(50)));
        cluster.server(index).kill();
        QTest::qSleep(static_cast<int>(random_.bounded(1000)));
        QVERIFY2(running_->isRunning(), "it ended by itself");
        QVERIFY(cluster.server(index).start());
        client = std::make_unique<NatsClient>(cluster.server((index + 1) % 3).port());
        QTRY_VERIFY_WITH_TIMEOUT(client->isWhole(kStream), kPatience_ms);
    }
    QVERIFY(end(SIGTERM).status >= 0);
    compareWithFile(url);
}

QTEST_GUILESS_MAIN(NatsExactlyTest)
#include "tst_natsexactly.moc"
