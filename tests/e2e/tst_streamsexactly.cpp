// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What a feed over HTTP, WebSocket or TCP counts is what is in the file that was sent. The full
// proof: LIVEWALL_EVENTS=1000000 LIVEWALL_CUTS=200 LIVEWALL_KILLS=20
#include "tests/e2e/program.h"
#include "tests/e2e/proofsize.h"
#include "tests/e2e/reports.h"
#include "tests/e2e/running.h"
#include "tests/faultproxy.h"
#include "tests/nchan.h"

#include <csignal>
#include <memory>
#include <random>
#include <utility>

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace livewall;
using namespace livewall::e2e;
using namespace livewall::test;

namespace {

/// nchan's one process is kept busy for seconds by a reader that comes back to a long backlog, and
/// nobody gets a byte meanwhile: events come in so many messages, and no more of them lie ahead of
/// the reader.
constexpr int kMessages = 20'000;
constexpr qint64 kBacklogBytes = 3'000'000;
constexpr int kLeastLinesInMessage = 10;
constexpr qsizetype kAtOnce = 50;

QByteArray lineOf(qint64 id)
{
    return QByteArray("{\"id\":\"p" + QByteArray::number(id) +
                      "\",\"time\":" + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) +
                      ",\"status\":\"accepted\",\"eid\":7,\"amount\":\"1.50\","
                      "\"currency\":\"SEK\"}\n");
}

} // namespace

class StreamsExactlyTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> dir_;
    QString file_;
    QList<QByteArray> messages_; ///< what is in the file, some lines each
    QJsonObject expected_;

    QString store() const { return dir_->filePath(u"wall.db"_s); }

    QStringList runOn(const std::string& url, const QStringList& more = {}) const
    {
        return counting(QStringList{u"run"_s, u"--feed"_s, QString::fromStdString(url),
                                    u"--store"_s, store(), u"--save-every"_s, u"100ms"_s} +
                        more);
    }

    /// Where the store's report is not the file's, in what depends on the events alone.
    QByteArray differenceOfStore() const
    {
        const QJsonObject found = reportOf({u"--store"_s, store()});
        QByteArray lines;
        for (const QString& key : {u"top"_s, u"totals"_s, u"attempts"_s, u"week"_s})
            lines += difference({{key, found[key]}}, {{key, expected_[key]}});
        return lines;
    }

    bool makeFile();

    /// Publishes these messages, never far ahead of what the proxy passes on.
    bool publishAhead(Nchan& nchan, const FaultProxy& proxy, qsizetype from, qsizetype to) const;

private Q_SLOTS:
    void initTestCase();
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }
    void anEventStreamThatIsCutCountsOnce_data();
    void anEventStreamThatIsCutCountsOnce();
    void anEventStreamWhoseReaderIsKilledCountsOnce();
    void aWebSocketCountsAll();
    void linesOverTcpCountAll();
    void eachOutageIsAHole_data();
    void eachOutageIsAHole();
};

void StreamsExactlyTest::initTestCase()
{
    static const QTemporaryDir folder;
    file_ = folder.filePath(u"sales.ndjson"_s);
    QVERIFY(makeFile());
    expected_ = reportOf({file_});
    QVERIFY(!expected_.isEmpty());
}

bool StreamsExactlyTest::makeFile()
{
    QProcess generate;
    generate.setStandardOutputFile(file_);
    generate.start(QStringLiteral(LIVEWALLCTL_PROGRAM),
                   {u"generate"_s, u"--events"_s, QString::number(events()), u"--seed"_s, u"4"_s,
                    u"--duplicates"_s, u"2"_s, u"--late"_s, u"2"_s});
    QFile file(file_);
    if (!generate.waitForFinished(600'000) || generate.exitCode() != 0 ||
        !file.open(QIODevice::ReadOnly))
        return false;
    const int lines_in_message = std::max(kLeastLinesInMessage, events() / kMessages);
    QByteArray message;
    for (int lines = 1; !file.atEnd(); ++lines) {
        message += file.readLine();
        if (lines % lines_in_message == 0 || file.atEnd())
            messages_.append(std::exchange(message, {}).chopped(1));
    }
    return true;
}

bool StreamsExactlyTest::publishAhead(Nchan& nchan, const FaultProxy& proxy, qsizetype from,
                                      qsizetype to) const
{
    const auto passed = [&proxy, before = proxy.bytesToClients()] {
        return static_cast<qint64>(proxy.bytesToClients() - before);
    };
    qint64 published = 0;
    for (qsizetype at = from; at < to; at += kAtOnce) {
        const QList<QByteArray> some = messages_.mid(at, std::min(kAtOnce, to - at));
        for (const QByteArray& message : some)
            published += message.size();
        if (!nchan.publishAll(some) ||
            !QTest::qWaitFor([&] { return published - passed() < kBacklogBytes; },
                             Running::kPatience_ms))
            return false;
    }
    return true;
}

void StreamsExactlyTest::anEventStreamThatIsCutCountsOnce_data()
{
    QTest::addColumn<bool>("is_reset");
    QTest::newRow("with resets") << true;
    QTest::newRow("with ends") << false;
}

void StreamsExactlyTest::anEventStreamThatIsCutCountsOnce()
{
    QFETCH(bool, is_reset);
    if (const QString missing = Nchan::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    const int cuts = e2e::cuts();
    Nchan nchan;
    QVERIFY(nchan.start());
    FaultProxy proxy(nchan.port());
    // In the middle of a message as a rule, so many times before all has come.
    const qint64 bytes = QFile(file_).size();
    proxy.setLimit(static_cast<std::uint64_t>(bytes / cuts),
                   is_reset ? FaultProxy::Cut::Reset : FaultProxy::Cut::Finish);
    QElapsedTimer clock;
    clock.start();
    Running running(
        runOn(nchan.url("http", "/stream", proxy.port()), {u"--until-idle"_s, u"10s"_s}));
    QVERIFY(publishAhead(nchan, proxy, 0, messages_.size()));
    const Outcome outcome = running.wait(20 * Running::kPatience_ms);
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const QByteArray wrong = differenceOfStore();
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY2(proxy.connections() > cuts, qPrintable(QString::number(proxy.connections())));
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.out.contains(", no hole\n"), check.out.constData());
    qInfo("%d events, %d disconnects, %lld s", events(), proxy.connections() - 1,
          clock.elapsed() / 1000);
}

void StreamsExactlyTest::anEventStreamWhoseReaderIsKilledCountsOnce()
{
    if (const QString missing = Nchan::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    const int kills = e2e::kills(5);
    QRandomGenerator random(seed());
    Nchan nchan;
    QVERIFY(nchan.start());
    QElapsedTimer clock;
    clock.start();
    FaultProxy proxy(nchan.port());
    const std::string url = nchan.url("http", "/stream", proxy.port());
    for (int kill = 0; kill < kills; ++kill) {
        const qsizetype from = messages_.size() * kill / kills;
        const qsizetype to = messages_.size() * (kill + 1) / kills;
        // Some come while nobody listens.
        const qsizetype killed_at = std::max(from, to - kAtOnce);
        Running running(runOn(url));
        QVERIFY(publishAhead(nchan, proxy, from, killed_at));
        QTest::qSleep(random.bounded(200));
        QVERIFY(running.end(SIGKILL).status == -1);
        QVERIFY(nchan.publishAll(messages_.mid(killed_at, to - killed_at)));
    }
    const Outcome last = runCtl(runOn(url, {u"--until-idle"_s, u"10s"_s}));
    QVERIFY2(last.status == 0, last.error.constData());
    const QByteArray wrong = differenceOfStore();
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.status == 0 && check.out.contains(", no hole\n"), check.out.constData());
    qInfo("%d events, %d kills, %lld s", events(), kills, clock.elapsed() / 1000);
}

void StreamsExactlyTest::aWebSocketCountsAll()
{
    if (const QString missing = Nchan::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    Nchan nchan;
    QVERIFY(nchan.start());
    FaultProxy proxy(nchan.port());
    Running running(runOn(nchan.url("ws", "/socket", proxy.port()), {u"--until-idle"_s, u"10s"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(proxy.bytesToClients() > 100, Running::kPatience_ms); // it is let in
    QVERIFY(nchan.publishAll(messages_));
    const Outcome outcome = running.wait(10 * Running::kPatience_ms);
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const QByteArray wrong = differenceOfStore();
    QVERIFY2(wrong.isEmpty(), wrong.constData());
}

void StreamsExactlyTest::linesOverTcpCountAll()
{
    const QString place = u"127.0.0.1:%1"_s.arg(freePort());
    Running publishing({u"publish"_s, u"--to"_s, u"tcp-listen://"_s + place, file_});
    Running running(runOn("tcp://" + place.toStdString(), {u"--until-idle"_s, u"10s"_s}));
    const Outcome sent = publishing.wait(10 * Running::kPatience_ms);
    QVERIFY2(sent.status == 0, sent.error.constData());
    QVERIFY2(sent.error.contains("sent "), sent.error.constData());
    const Outcome outcome = running.wait(10 * Running::kPatience_ms);
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const QByteArray wrong = differenceOfStore();
    QVERIFY2(wrong.isEmpty(), wrong.constData());
}

void StreamsExactlyTest::eachOutageIsAHole_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("tcp") << u"tcp"_s;
    QTest::newRow("ws") << u"ws"_s;
}

void StreamsExactlyTest::eachOutageIsAHole()
{
    QFETCH(const QString, scheme);
    constexpr int kOutages = 3;
    // A purchase every 20 ms to whoever listens.
    QTcpServer lines;
    QWebSocketServer sockets({}, QWebSocketServer::NonSecureMode);
    QVERIFY(lines.listen(QHostAddress::LocalHost) && sockets.listen(QHostAddress::LocalHost));
    qint64 id = 0;
    const auto serve = [&](QObject* client, auto send) {
        auto* beat = new QTimer(client);
        connect(beat, &QTimer::timeout, client, [&id, send] { send(lineOf(++id)); });
        beat->start(20);
    };
    connect(&lines, &QTcpServer::newConnection, &lines, [&] {
        QTcpSocket* client = lines.nextPendingConnection();
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        serve(client, [client](const QByteArray& line) { client->write(line); });
    });
    connect(&sockets, &QWebSocketServer::newConnection, &sockets, [&] {
        QWebSocket* client = sockets.nextPendingConnection();
        connect(client, &QWebSocket::disconnected, client, &QObject::deleteLater);
        serve(client, [client](const QByteArray& line) {
            client->sendTextMessage(QString::fromLatin1(line));
        });
    });
    FaultProxy proxy(scheme == u"ws" ? sockets.serverPort() : lines.serverPort());
    Running running(runOn(scheme.toStdString() + "://127.0.0.1:" + std::to_string(proxy.port())));
    for (int outage = 0; outage <= kOutages; ++outage) {
        const std::uint64_t before = proxy.bytesToClients();
        QTRY_VERIFY_WITH_TIMEOUT(proxy.bytesToClients() > before + 10'000, Running::kPatience_ms);
        if (outage == kOutages)
            break;
        proxy.setRefusing(true);
        proxy.cutAll(outage % 2 == 0 ? FaultProxy::Cut::Reset : FaultProxy::Cut::Finish);
        QTest::qWait(1200);
        proxy.setRefusing(false);
    }
    const Outcome outcome = running.end(SIGTERM);
    QVERIFY2(outcome.status == 0, outcome.error.constData());
    const Outcome check = runCtl({u"check"_s, store()});
    QVERIFY2(check.out.contains(", 3 holes of "), check.out.constData());
}

QTEST_GUILESS_MAIN(StreamsExactlyTest)
#include "tst_streamsexactly.moc"
