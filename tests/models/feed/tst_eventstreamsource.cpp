// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/eventstreamsource.h"

#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/scriptedserver.h"

#include <string>

#include <QElapsedTimer>
#include <QPointer>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>
#include <QUrl>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;

namespace {

using Collected = CollectingSink::Collected;

constexpr ReconnectTimes kFast{.shortest_wait = 5ms, .longest_wait = 20ms};

std::unique_ptr<Source> streamSource(const std::string& url, const std::string& cursor = {},
                                     std::chrono::milliseconds proof = 60s)
{
    return std::make_unique<EventStreamSource>(
        FeedSpec{url, {.feed = "test"}, cursor, &fixedNow, {}, proof}, kFast);
}

QByteArray message(std::int64_t eid)
{
    return QByteArray::fromStdString("id: " + std::to_string(eid) + "\ndata: " + line(eid) + "\n");
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

QByteArray portOf(const ScriptedServer& server)
{
    return QByteArray::number(QUrl(QString::fromStdString(server.url())).port());
}

std::size_t eventCount(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.eids.size(); });
}

} // namespace

class TestEventStreamSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyDataLineIsAnEvent()
    {
        ScriptedServer server([](int, QTcpSocket& client) {
            client.write(kStreamHead);
            client.write("event: sale\nid: a\ndata: " + QByteArray::fromStdString(line(1)) +
                         "data: " + QByteArray::fromStdString(line(2)) + "\n");
            client.write("id: b\ndata: {\n\n");
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url("/stream?x=1")), sink);
        QTRY_COMPARE(
            sink.look([](const Collected& all) { return all.rejected(event::Rejection::Json); }),
            1U);
        sink.look([](const Collected& all) {
            QVERIFY(all.eids == eidsFrom(1, 2));
            QCOMPARE(all.cursor(), std::string("b"));
            QCOMPARE(all.batches.front()->arrived_ms, fixedNow());
            QCOMPARE(all.states.size(), 2U);
            QCOMPARE(all.states[0].link, Link::Connecting);
            QCOMPARE(all.states[1].link, Link::Up);
        });
        const QByteArray request = server.requests().front();
        QVERIFY(request.startsWith("GET /stream?x=1 HTTP/1.1\r\n"));
        QVERIFY(request.toLower().contains("\r\naccept: text/event-stream\r\n"));
        QVERIFY(!request.toLower().contains("last-event-id"));
        QVERIFY(running.stop() < 200ms);
    }

    void comesBackWithTheLastEventId()
    {
        ScriptedServer server([](int number, QTcpSocket& client) {
            client.write(kStreamHead);
            client.write(message(number + 1));
            client.write("id: lost\ndata: " + QByteArray::fromStdString(line(99))); // not ended
            client.disconnectFromHost();
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url(), "from before"), sink);
        QTRY_VERIFY(eventCount(sink) >= 4);
        running.stop();
        QVERIFY(sink.eids() == eidsFrom(1, static_cast<std::int64_t>(eventCount(sink))));
        QVERIFY(server.requests()[0].toLower().contains("\r\nlast-event-id: from before\r\n"));
        QVERIFY(server.requests()[1].toLower().contains("\r\nlast-event-id: 1\r\n"));
        QVERIFY(server.requests()[3].toLower().contains("\r\nlast-event-id: 3\r\n"));
        QVERIFY(mentions(sink, "ended the stream, next try in 1 s"));
    }

    void aRefusalIsToldAtOnceAndIsTheSameAtEachAttempt()
    {
        CollectingSink sink;
        RunningSource running(streamSource("http://127.0.0.1:1/"), sink);
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.states.size() >= 4; }));
        running.stop();
        sink.look([](const Collected& all) {
            QCOMPARE(all.states[0].fault, std::string());
            for (std::size_t i = 1; i < all.states.size(); ++i) {
                QCOMPARE(all.states[i].link, Link::Connecting);
                QCOMPARE(all.states[i].fault, std::string("connection refused by 127.0.0.1:1"));
                QVERIFY(all.states[i].detail.starts_with(all.states[i].fault + ", next try in "));
            }
        });
    }

    void saysWhatIsWrongAndTriesAgain_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* answer, const char* words) {
            QTest::newRow(words) << QByteArray(answer) << QString::fromLatin1(words);
        };
        row("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
            "Content-Length: 0\r\n\r\n",
            "asks for credentials (401)");
        row("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
            "answers 400 (if it speaks TLS on this port: https:)");
        row("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "refuses access (403)");
        row("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone",
            "has no such stream (404); check the URL");
        row("HTTP/1.1 503 Busy\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n",
            "answers 503 (a fault of the server)");
        row("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Welcome",
            "answers with text/html, not with text/event-stream");
        row("HTTP/1.1 200 OK\r\n\r\ndata: x\n\n", "answers with no content type");
        row("NONSENSE\r\n\r\n", "closes without an HTTP answer");

        row("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
            "redirects without end");
        row("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
            "redirects to file:, which is not followed");
        row("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "answers 302");
    }
    void saysWhatIsWrongAndTriesAgain()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, words);
        CollectingSink sink;
        ScriptedServer server([&](int, QTcpSocket& client) {
            const bool is_told = mentions(sink, "next try in 1 s");
            client.write(is_told ? kStreamHead + message(1) : answer);
            if (!is_told && !answer.contains("Content-Length: 0"))
                client.disconnectFromHost();
        });
        RunningSource running(streamSource(server.url()), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        QVERIFY2(mentions(sink, words.toStdString()),
                 sink.look([](const Collected& all) { return all.states[1].detail; }).c_str());
        QVERIFY(isLink(sink, Link::Up));
        QVERIFY(sink.look([](const Collected& all) {
            return std::ranges::none_of(all.states, [](const LinkState& state) {
                return state.link == Link::Failed || state.detail.find('\n') != std::string::npos;
            });
        }));
    }

    void saysWhyThereIsNoConnection_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("words");
        QTcpServer taken;
        taken.listen(QHostAddress::LocalHost);
        const QString port = QString::number(taken.serverPort());
        QTest::newRow("refused") << QStringLiteral("http://127.0.0.1:") + port
                                 << QStringLiteral("connection refused by 127.0.0.1:") + port;
        // RFC 6761: this name never exists.
        QTest::newRow("unknown host") << QStringLiteral("http://livewall.invalid:99/")
                                      << QStringLiteral("host not found: livewall.invalid");
    }
    void saysWhyThereIsNoConnection()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, words);
        CollectingSink sink;
        RunningSource running(streamSource(url.toStdString()), sink);
        QTRY_VERIFY_WITH_TIMEOUT(mentions(sink, words.toStdString()), 20'000);
        QVERIFY(running.stop() < 200ms);
    }

    void saysThatTheConnectionIsNotSecure()
    {
        ScriptedServer server([](int, QTcpSocket&) {});
        QTcpServer plain;
        plain.listen(QHostAddress::LocalHost);
        connect(&plain, &QTcpServer::newConnection, &plain,
                [&] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        CollectingSink sink;
        RunningSource running(
            streamSource("https://127.0.0.1:" + std::to_string(plain.serverPort())), sink);
        QTRY_VERIFY(mentions(sink, "no secure connection to 127.0.0.1:"));
    }

    void aServerThatSaysSoIsNotAskedAgain()
    {
        ScriptedServer server(
            [](int, QTcpSocket& client) { client.write("HTTP/1.1 204 No Content\r\n\r\n"); });
        CollectingSink sink;
        RunningSource running(streamSource(server.url()), sink);
        QTRY_VERIFY(isLink(sink, Link::Failed));
        running.join();
        QCOMPARE(server.requests().size(), 1U);
        QVERIFY(mentions(sink, "(204)"));
    }

    void followsARedirectionWithItsId()
    {
        ScriptedServer server([](int number, QTcpSocket& client) {
            if (number == 0)
                client.write("HTTP/1.1 307 Elsewhere\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
            else
                client.write(kStreamHead + message(1));
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url("/a"), "7"), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        QVERIFY2(server.requests()[1].startsWith("GET /b "), server.requests()[1].constData());
        QVERIFY(server.requests()[1].toLower().contains("\r\nlast-event-id: 7\r\n"));
        sink.look([](const Collected& all) { QCOMPARE(all.states.size(), 2U); });
    }

    void aSecretIsNotGivenToAnotherServer_data()
    {
        QTest::addColumn<QByteArray>("to"); ///< "%1" is the first server's port, "%2" another's
        QTest::addColumn<bool>("is_given");
        QTest::newRow("the same server") << QByteArray("http://127.0.0.1:%1/b") << true;
        QTest::newRow("a path") << QByteArray("/b") << true;
        QTest::newRow("another port") << QByteArray("http://127.0.0.1:%2/b") << false;
        QTest::newRow("another name") << QByteArray("http://localhost:%1/b") << false;
    }
    void aSecretIsNotGivenToAnotherServer()
    {
        QFETCH(QByteArray, to);
        QFETCH(const bool, is_given);
        const QByteArray header = "\r\nauthorization: bearer s3cret\r\n";
        const auto answerStream = [](int, QTcpSocket& client) {
            client.write(kStreamHead + message(1));
            client.disconnectFromHost();
        };
        ScriptedServer other(answerStream);
        ScriptedServer server([&](int number, QTcpSocket& client) {
            if (server.requests().back().startsWith("GET /b "))
                return answerStream(number, client);
            client.write("HTTP/1.1 307 Elsewhere\r\nLocation: " + to +
                         "\r\nContent-Length: 0\r\n\r\n");
        });
        to.replace("%1", portOf(server)).replace("%2", portOf(other));
        QTemporaryFile secret;
        QVERIFY(secret.open() && secret.write("s3cret\n") > 0 && secret.flush());
        CollectingSink sink;
        RunningSource running(std::make_unique<EventStreamSource>(
                                  FeedSpec{server.url("/a"),
                                           {.feed = "test"},
                                           {},
                                           &fixedNow,
                                           {.secret_file = secret.fileName().toStdString()}},
                                  kFast),
                              sink);
        // Also once it has come back to the first, which is to get it again.
        QTRY_VERIFY(eventCount(sink) >= 2);
        running.stop();
        QVERIFY(server.requests().size() >= 2);
        for (const QByteArray& request : server.requests())
            QCOMPARE(request.toLower().contains(header), request.startsWith("GET /a ") || is_given);
        for (const QByteArray& request : other.requests())
            QVERIFY(!request.contains("s3cret"));
        QVERIFY(!mentions(sink, "s3cret"));
    }

    void oneByteAtATimeIsTheSame()
    {
        const QByteArray stream = kStreamHead + QByteArray(": hello\r\n") + message(1) + message(2);
        qsizetype at = 0;
        QTimer slow;
        QPointer<QTcpSocket> to;
        connect(&slow, &QTimer::timeout, &slow, [&] {
            if (to && at < stream.size()) {
                to->write(stream.mid(at++, 1));
                to->flush();
            }
        });
        ScriptedServer server([&](int, QTcpSocket& client) {
            client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
            to = &client;
            at = 0;
            slow.start(1);
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url()), sink);
        QTRY_COMPARE(eventCount(sink), 2U);
        QVERIFY(sink.eids() == eidsFrom(1, 2));
        QCOMPARE(server.requests().size(), 1U);
        QVERIFY(sink.look([](const Collected& all) { return all.alive > 0; }));
    }

    void silenceIsADeadConnection()
    {
        ScriptedServer server([](int number, QTcpSocket& client) {
            if (number == 0)
                client.write(kStreamHead); // and never another byte
            else
                client.write(kStreamHead + message(1));
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url(), {}, 300ms), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        QVERIFY(mentions(sink, "no byte from 127.0.0.1:"));
    }

    void commentsAreProofOfLife()
    {
        QTimer ping;
        ScriptedServer server([&](int, QTcpSocket& client) {
            client.write(kStreamHead);
            connect(&ping, &QTimer::timeout, &client, [&client] { client.write(":\n"); });
            ping.start(50);
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url(), {}, 500ms), sink);
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.alive >= 24; }));
        QCOMPARE(server.requests().size(), 1U);
        QVERIFY(isLink(sink, Link::Up));
    }

    void aSinkThatWaitsIsNoSilence()
    {
        ScriptedServer server(
            [&](int, QTcpSocket& client) { client.write(kStreamHead + message(1)); });
        CollectingSink sink;
        sink.hold();
        RunningSource running(streamSource(server.url(), {}, 500ms), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        QTest::qWait(700);
        sink.release();
        QTRY_COMPARE(eventCount(sink), 1U);
        QTest::qWait(200);
        QCOMPARE(server.requests().size(), 1U);
    }

    void waitsAsLongAsTheServerAsks()
    {
        QElapsedTimer since_end;
        qint64 wait_ms = 0;
        ScriptedServer server([&](int number, QTcpSocket& client) {
            client.write(kStreamHead);
            if (number == 0) {
                client.write("retry: 400\n\n");
                client.disconnectFromHost();
                since_end.start();
            } else {
                wait_ms = since_end.elapsed();
                client.write(message(1));
            }
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url()), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        QVERIFY2(wait_ms >= 390, qPrintable(QString::number(wait_ms)));
    }

    void aLineOverTheLimitIsCountedAndNothingElseLost()
    {
        ScriptedServer server([](int, QTcpSocket& client) {
            client.write(kStreamHead + message(1));
            client.write("data: " + QByteArray(20'000'000, 'x') + "\n\n" + message(2));
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url()), sink);
        QTRY_COMPARE(eventCount(sink), 2U);
        sink.look([](const Collected& all) {
            QCOMPARE(all.rejected(event::Rejection::Length), 1U);
            QCOMPARE(std::accumulate(all.received.begin(), all.received.end(), 0U), 3U);
        });
    }

    void aSlowSinkHoldsTheServerBack()
    {
        constexpr std::int64_t kEvents = 400'000;
        QByteArray flood;
        for (std::int64_t eid = 1; eid <= kEvents; ++eid)
            flood += message(eid);
        QTcpSocket* to = nullptr;
        ScriptedServer server([&](int, QTcpSocket& client) {
            to = &client;
            client.write(kStreamHead);
            client.write(flood);
        });
        CollectingSink sink;
        sink.hold();
        RunningSource running(streamSource(server.url()), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
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

    void stopsInTimeWhateverItDoes_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("waiting for an answer") << QByteArray();
        QTest::newRow("waiting for a message") << QByteArray(kStreamHead);
        QTest::newRow("waiting for the next attempt")
            << kStreamHead + QByteArray("retry: 100000\n\n");
    }
    void stopsInTimeWhateverItDoes()
    {
        QFETCH(const QByteArray, answer);
        const bool ends = answer.contains("retry");
        ScriptedServer server([&](int, QTcpSocket& client) {
            client.write(answer);
            if (ends)
                client.disconnectFromHost();
        });
        CollectingSink sink;
        RunningSource running(streamSource(server.url()), sink);
        QTRY_COMPARE(server.requests().size(), 1U);
        if (!answer.isEmpty())
            QTRY_VERIFY(isLink(sink, Link::Up) || ends);
        if (ends)
            QTRY_VERIFY(mentions(sink, "next try in 100 s"));
        QVERIFY(running.stop() < 200ms);
    }

    void aClosingEngineEndsIt()
    {
        ScriptedServer server(
            [](int, QTcpSocket& client) { client.write(kStreamHead + message(1)); });
        CollectingSink sink;
        sink.hold();
        RunningSource running(streamSource(server.url()), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        sink.close();
        running.join();
        QCOMPARE(eventCount(sink), 0U);
    }
};

QTEST_GUILESS_MAIN(TestEventStreamSource)
#include "tst_eventstreamsource.moc"
