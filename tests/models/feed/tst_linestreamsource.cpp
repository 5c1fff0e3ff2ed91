// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/linestreamsource.h"

#include "tests/faultproxy.h"
#include "tests/models/feed/collectingsink.h"

#include <functional>
#include <random>
#include <string>
#include <utility>

#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;
using test::FaultProxy;

namespace {

using Collected = CollectingSink::Collected;

constexpr ReconnectTimes kFast{.shortest_wait = 5ms, .longest_wait = 20ms};

/// Does to each client, counted from 0, what the test says. It lives in the test's event loop.
class LineServer
{
public:
    explicit LineServer(std::function<void(int number, QTcpSocket& client)> script)
        : script_(std::move(script))
    {
        server_.listen(QHostAddress::LocalHost);
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] {
            while (QTcpSocket* client = server_.nextPendingConnection())
                script_(clients_++, *client);
        });
    }

    quint16 port() const { return server_.serverPort(); }
    int clients() const { return clients_; }

private:
    std::function<void(int number, QTcpSocket& client)> script_;
    QTcpServer server_;
    int clients_ = 0;
};

std::unique_ptr<Source> lineSource(quint16 port, std::chrono::milliseconds proof = 60s)
{
    return std::make_unique<LineStreamSource>(
        FeedSpec{
            "tcp://127.0.0.1:" + std::to_string(port), {.feed = "test"}, {}, &fixedNow, {}, proof},
        kFast);
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

bool mentions(CollectingSink& sink, const std::string& words)
{
    return sink.look([&](const Collected& all) {
        return std::ranges::any_of(all.states, [&](const LinkState& state) {
            return state.detail.find(words) != std::string::npos;
        });
    });
}

bool isLink(CollectingSink& sink, Link link)
{
    return sink.look([&](const Collected& all) { return all.isLink(link); });
}

std::size_t eventCount(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.eids.size(); });
}

std::uint64_t rejected(CollectingSink& sink, event::Rejection reason)
{
    return sink.look([&](const Collected& all) { return all.rejected(reason); });
}

std::size_t receivedCount(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        return std::accumulate(all.received.begin(), all.received.end(), std::size_t(0));
    });
}

} // namespace

class TestLineStreamSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyLineIsAnEvent()
    {
        LineServer server([](int, QTcpSocket& client) {
            client.write(bytes(line(1) + "\r\n" + line(2) + "{\n"));
        });
        CollectingSink sink;
        RunningSource running(lineSource(server.port()), sink);
        QTRY_COMPARE(rejected(sink, event::Rejection::Json), 1U);
        sink.look([](const Collected& all) {
            QVERIFY(all.eids == eidsFrom(1, 2));
            QCOMPARE(all.cursor(), std::string()); // it cannot resume
            QCOMPARE(all.batches.front()->arrived_ms, fixedNow());
            QCOMPARE(all.states.size(), 2U);
            QCOMPARE(all.states[0].link, Link::Connecting);
            QCOMPARE(all.states[1].link, Link::Up);
        });
        QVERIFY(running.stop() < 200ms);
    }

    void aLineThatWasCutIsNoEvent_data()
    {
        QTest::addColumn<bool>("is_reset");
        QTest::newRow("by an end") << false;
        QTest::newRow("by a reset") << true;
    }
    void aLineThatWasCutIsNoEvent()
    {
        QFETCH(const bool, is_reset);
        const std::string half = line(2).substr(0, line(2).size() / 2);
        LineServer server([&](int number, QTcpSocket& client) {
            client.write(bytes(number == 0 ? line(1) + half : line(3)));
        });
        FaultProxy proxy(server.port());
        CollectingSink sink;
        RunningSource running(lineSource(proxy.port()), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        proxy.cutAll(is_reset ? FaultProxy::Cut::Reset : FaultProxy::Cut::Finish);
        QTRY_COMPARE(eventCount(sink), 2U);
        running.stop();
        QVERIFY((sink.eids() == std::vector<std::int64_t>{1, 3}));
        QCOMPARE(receivedCount(sink), 2U); // nor a rejected one
        QVERIFY(mentions(sink, "ended the stream, next try in 1 s"));
    }

    void aWholeLineWithoutItsEndIsAnEventAtTheEnd()
    {
        LineServer server([&](int number, QTcpSocket& client) {
            if (number == 0)
                client.write(bytes(line(1) + line(2)).chopped(1));
            client.disconnectFromHost();
        });
        CollectingSink sink;
        RunningSource running(lineSource(server.port()), sink);
        QTRY_COMPARE(eventCount(sink), 2U);
        QCOMPARE(receivedCount(sink), 2U);
    }

    void oneByteAtATimeIsTheSame()
    {
        LineServer server([](int, QTcpSocket& client) { client.write(bytes(lines(1, 20))); });
        FaultProxy proxy(server.port());
        proxy.setTrickle(4000);
        CollectingSink sink;
        RunningSource running(lineSource(proxy.port()), sink);
        QTRY_COMPARE(eventCount(sink), 20U);
        QVERIFY(sink.eids() == eidsFrom(1, 20));
        QCOMPARE(server.clients(), 1);
        QVERIFY(sink.look([](const Collected& all) { return all.alive > 0; }));
    }

    void aSlowNetworkIsTheSame()
    {
        LineServer server([](int, QTcpSocket& client) { client.write(bytes(lines(1, 20'000))); });
        FaultProxy proxy(server.port());
        proxy.setDelay(300ms);
        CollectingSink sink;
        RunningSource running(lineSource(proxy.port()), sink);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 20'000U, 20'000);
        QVERIFY(sink.eids() == eidsFrom(1, 20'000));
        QCOMPARE(server.clients(), 1);
    }

    void garbageIsCountedAndNothingElseLost()
    {
        std::mt19937 random(4);
        QByteArray garbage(3'000'000, Qt::Uninitialized);
        for (char& byte : garbage)
            byte = static_cast<char>(random());
        LineServer server([&](int, QTcpSocket& client) {
            client.write(bytes(line(1)) + garbage + "\n" + QByteArray(9'000'000, 'x') + "\n" +
                         bytes(line(2)));
        });
        CollectingSink sink;
        RunningSource running(lineSource(server.port()), sink);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 2U, 20'000);
        QVERIFY(sink.eids() == eidsFrom(1, 2));
        QVERIFY(rejected(sink, event::Rejection::Json) > 10'000);
        QCOMPARE(rejected(sink, event::Rejection::Length), 1U);
        QCOMPARE(server.clients(), 1);
    }

    void silenceIsADeadConnection()
    {
        LineServer server([](int number, QTcpSocket& client) {
            if (number == 1)
                client.write(bytes(line(1)));
        });
        CollectingSink sink;
        RunningSource running(lineSource(server.port(), 300ms), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        QVERIFY(mentions(sink, "no byte from 127.0.0.1:"));
    }

    void aHalfOpenConnectionIsLostAndFoundAgain()
    {
        LineServer server([](int, QTcpSocket& client) {
            auto* beat = new QTimer(&client);
            connect(beat, &QTimer::timeout, &client, [&client] { client.write(bytes(line(1))); });
            beat->start(50);
        });
        FaultProxy proxy(server.port());
        CollectingSink sink;
        RunningSource running(lineSource(proxy.port(), 400ms), sink);
        QTRY_VERIFY(eventCount(sink) > 2);
        proxy.setHalfOpen(true);
        QTRY_VERIFY(mentions(sink, "no byte from 127.0.0.1:"));
        QTRY_VERIFY(proxy.connections() > 2); // it tries again, and that is half-open too
        proxy.cutAll();
        proxy.setHalfOpen(false);
        const std::size_t before = eventCount(sink);
        QTRY_VERIFY(eventCount(sink) > before + 2);
        QVERIFY(isLink(sink, Link::Up));
    }

    void blankLinesAreProofOfLife()
    {
        LineServer server([](int, QTcpSocket& client) {
            auto* beat = new QTimer(&client);
            connect(beat, &QTimer::timeout, &client, [&client] { client.write("\n"); });
            beat->start(50);
        });
        CollectingSink sink;
        RunningSource running(lineSource(server.port(), 500ms), sink);
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.alive >= 24; }));
        QCOMPARE(server.clients(), 1);
        QVERIFY(isLink(sink, Link::Up));
    }

    void aSinkThatWaitsIsNoSilence()
    {
        LineServer server([](int, QTcpSocket& client) { client.write(bytes(line(1))); });
        CollectingSink sink;
        sink.hold();
        RunningSource running(lineSource(server.port(), 500ms), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        QTest::qWait(700);
        sink.release();
        QTRY_COMPARE(eventCount(sink), 1U);
        QTest::qWait(200);
        QCOMPARE(server.clients(), 1);
    }

    void aSlowSinkHoldsTheServerBack()
    {
        constexpr std::int64_t kEvents = 500'000;
        const QByteArray flood = bytes(lines(1, kEvents));
        QPointer<QTcpSocket> to;
        LineServer server([&](int, QTcpSocket& client) {
            to = &client;
            client.write(flood);
        });
        CollectingSink sink;
        sink.hold();
        RunningSource running(lineSource(server.port()), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        QTRY_VERIFY(to); // the system accepts before the test does
        // Until nothing moves any more; what has left the server is in the system's socket
        // buffers (up to 4 MiB sending and 6 MiB receiving) or with the source.
        qint64 left = -1;
        while (std::exchange(left, to->bytesToWrite()) != to->bytesToWrite() || left == 0)
            QTest::qWait(300);
        const qint64 taken = flood.size() - left;
        QVERIFY2(taken < 16'000'000 && flood.size() > 40'000'000,
                 qPrintable(QString::number(taken)));
        QCOMPARE(sink.look([](const Collected& all) { return all.taken; }), 1U);
        sink.release();
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), std::size_t(kEvents), 60'000);
        QVERIFY(sink.eids() == eidsFrom(1, kEvents));
        QVERIFY(sink.look(
            [](const Collected& all) { return std::ranges::max(all.received) <= 1024U; }));
    }

    void aRefusalIsToldAndTheSameAtEachAttempt()
    {
        CollectingSink sink;
        RunningSource running(lineSource(1), sink);
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.states.size() >= 4; }));
        running.stop();
        sink.look([](const Collected& all) {
            for (std::size_t i = 1; i < all.states.size(); ++i) {
                QCOMPARE(all.states[i].link, Link::Connecting);
                QCOMPARE(all.states[i].fault, std::string("connection refused by 127.0.0.1:1"));
                QVERIFY(all.states[i].detail.starts_with(all.states[i].fault + ", next try in "));
            }
        });
    }

    void saysThatThereIsNoSuchHost()
    {
        CollectingSink sink;
        // RFC 6761: this name never exists.
        RunningSource running(
            std::make_unique<LineStreamSource>(
                FeedSpec{"tcp://livewall.invalid:99", {.feed = "test"}, {}, &fixedNow}, kFast),
            sink);
        QTRY_VERIFY_WITH_TIMEOUT(mentions(sink, "host not found: livewall.invalid"), 20'000);
        QVERIFY(running.stop() < 200ms);
    }

    void attemptsAreOneAtATime()
    {
        LineServer server([](int, QTcpSocket& client) { client.disconnectFromHost(); });
        FaultProxy proxy(server.port());
        CollectingSink sink;
        RunningSource running(lineSource(proxy.port()), sink);
        int most = 0;
        QTRY_VERIFY((most = std::max(most, proxy.openConnections()), proxy.connections() > 20));
        QVERIFY(most <= 2); // one may still be ending
    }

    void stopsInTimeWhateverItDoes_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("waiting for a line") << QStringLiteral("wait");
        QTest::newRow("reading without end") << QStringLiteral("flood");
        QTest::newRow("connecting again") << QStringLiteral("end");
    }
    void stopsInTimeWhateverItDoes()
    {
        QFETCH(const QString, what);
        LineServer server([&](int, QTcpSocket& client) {
            if (what == u"end")
                client.disconnectFromHost();
            if (what == u"flood")
                client.write(bytes(lines(1, 300'000)));
        });
        CollectingSink sink;
        RunningSource running(lineSource(server.port()), sink);
        QTRY_VERIFY(server.clients() > 0);
        if (what == u"flood")
            QTRY_VERIFY(eventCount(sink) > 0);
        QVERIFY(running.stop() < 200ms);
    }

    void aClosingEngineEndsIt()
    {
        LineServer server([](int, QTcpSocket& client) { client.write(bytes(line(1))); });
        CollectingSink sink;
        sink.hold();
        RunningSource running(lineSource(server.port()), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        sink.close();
        running.join();
        QCOMPARE(eventCount(sink), 0U);
    }
};

QTEST_GUILESS_MAIN(TestLineStreamSource)
#include "tst_linestreamsource.moc"
