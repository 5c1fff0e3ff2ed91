// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/websocketsource.h"

#include "tests/faultproxy.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/nchan.h"

#include <functional>
#include <string>
#include <utility>

#include <QCryptographicHash>
#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;
using test::FaultProxy;
using test::Nchan;

namespace {

using Collected = CollectingSink::Collected;

constexpr ReconnectTimes kFast{.shortest_wait = 5ms, .longest_wait = 20ms};

std::unique_ptr<Source> socketSource(const std::string& url, std::chrono::milliseconds proof = 60s,
                                     const Access& access = {})
{
    return std::make_unique<WebSocketSource>(
        FeedSpec{url, {.feed = "test"}, {}, &fixedNow, access, proof}, kFast);
}

std::string urlOf(quint16 port)
{
    return "ws://127.0.0.1:" + std::to_string(port) + "/sales";
}

QString text(const std::string& lines)
{
    return QString::fromStdString(lines);
}

/// Does to each client, counted from 0, what the test says. It lives in the test's event loop.
class SocketServer
{
public:
    explicit SocketServer(std::function<void(int number, QWebSocket& client)> script)
        : script_(std::move(script)), server_({}, QWebSocketServer::NonSecureMode)
    {
        server_.listen(QHostAddress::LocalHost);
        QObject::connect(&server_, &QWebSocketServer::newConnection, &server_, [this] {
            while (QWebSocket* client = server_.nextPendingConnection()) {
                client->setParent(&server_);
                script_(clients_++, *client);
            }
        });
    }

    quint16 port() const { return server_.serverPort(); }
    std::string url() const { return urlOf(port()); }
    int clients() const { return clients_; }

private:
    std::function<void(int number, QWebSocket& client)> script_;
    QWebSocketServer server_;
    int clients_ = 0;
};

/// A server that says the bytes that it is told, behind a WebSocket's handshake or instead of it.
class RawServer
{
public:
    using Script = std::function<void(int number, QTcpSocket& client)>;

    RawServer(bool shakes_hands, Script script)
        : shakes_hands_(shakes_hands), script_(std::move(script))
    {
        server_.listen(QHostAddress::LocalHost);
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] {
            while (QTcpSocket* client = server_.nextPendingConnection())
                accept(*client);
        });
    }

    std::string url() const { return urlOf(server_.serverPort()); }
    const std::vector<QByteArray>& requests() const { return requests_; }

private:
    void accept(QTcpSocket& client)
    {
        QObject::connect(&client, &QTcpSocket::readyRead, &server_,
                         [this, &client, request = QByteArray(), is_open = false]() mutable {
                             if (is_open) {
                                 client.readAll();
                                 return;
                             }
                             request += client.readAll();
                             if (!request.contains("\r\n\r\n"))
                                 return;
                             is_open = true;
                             requests_.push_back(request);
                             if (shakes_hands_)
                                 client.write(handshake(request));
                             script_(static_cast<int>(requests_.size()) - 1, client);
                         });
    }

    /// RFC 6455, 4.2.2.
    static QByteArray handshake(const QByteArray& request)
    {
        const qsizetype at = request.toLower().indexOf("sec-websocket-key:") + 18;
        const QByteArray key = request.mid(at, request.indexOf('\r', at) - at).trimmed();
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
               "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
               QCryptographicHash::hash(QByteArray(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"),
                                        QCryptographicHash::Sha1)
                   .toBase64() +
               "\r\n\r\n";
    }

    bool shakes_hands_;
    Script script_;
    QTcpServer server_;
    std::vector<QByteArray> requests_;
};

bool mentions(CollectingSink& sink, const std::string& words)
{
    return sink.look([&](const Collected& all) {
        return std::ranges::any_of(all.states, [&](const LinkState& state) {
            return state.detail.find(words) != std::string::npos;
        });
    });
}

std::string details(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        std::string lines;
        for (const LinkState& state : all.states)
            lines += state.detail + "\n";
        return lines.substr(0, 1000);
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

} // namespace

class TestWebSocketSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aMessageIsOneEventOrMany()
    {
        SocketServer server([](int, QWebSocket& client) {
            client.sendTextMessage(text(line(1)).chopped(1));
            client.sendTextMessage(text(lines(2, 4)));
            client.sendTextMessage({});
            client.sendTextMessage(text(line(5)).left(20)); // no message is a part of another
            client.sendTextMessage(text(line(5)).mid(20));
            client.sendBinaryMessage(QByteArray::fromStdString(lines(6, 7)));
            client.sendBinaryMessage("\xFF\xFE{}");
        });
        CollectingSink sink;
        RunningSource running(socketSource(server.url()), sink);
        QTRY_COMPARE(rejected(sink, event::Rejection::Json), 3U);
        sink.look([](const Collected& all) {
            QVERIFY((all.eids == std::vector<std::int64_t>{1, 2, 3, 4, 6, 7}));
            QCOMPARE(all.cursor(), std::string()); // it cannot resume
            QVERIFY(all.alive > 0);                // the empty one
            QCOMPARE(all.states.size(), 2U);
            QCOMPARE(all.states[1].link, Link::Up);
        });
        QVERIFY(running.stop() < 200ms);
    }

    void comesBackWhenItEnds()
    {
        SocketServer server([](int number, QWebSocket& client) {
            client.sendTextMessage(text(line(number + 1)));
            client.close(number == 0 ? QWebSocketProtocol::CloseCodeGoingAway
                                     : QWebSocketProtocol::CloseCodeNormal);
        });
        CollectingSink sink;
        RunningSource running(socketSource(server.url()), sink);
        QTRY_VERIFY(eventCount(sink) >= 4);
        running.stop();
        QVERIFY(sink.eids() == eidsFrom(1, static_cast<std::int64_t>(eventCount(sink))));
        QVERIFY(mentions(sink, "ended the stream (it is going away), next try in 1 s"));
        QVERIFY(mentions(sink, "ended the stream, next try in 1 s"));
    }

    void pongsAreProofOfLife()
    {
        SocketServer server([](int, QWebSocket&) {});
        CollectingSink sink;
        RunningSource running(socketSource(server.url(), 600ms), sink);
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.alive >= 12; }));
        QCOMPARE(server.clients(), 1);
        QVERIFY(isLink(sink, Link::Up));
    }

    void aHalfOpenConnectionIsLostAndFoundAgain()
    {
        SocketServer server([](int, QWebSocket& client) { client.sendTextMessage(text(line(1))); });
        FaultProxy proxy(server.port());
        CollectingSink sink;
        RunningSource running(socketSource(urlOf(proxy.port()), 400ms), sink);
        QTRY_COMPARE(eventCount(sink), 1U);
        proxy.setHalfOpen(true);
        QTRY_VERIFY(mentions(sink, "no byte from 127.0.0.1:"));
        QTRY_VERIFY(mentions(sink, "no answer from 127.0.0.1:")); // the next attempt
        proxy.cutAll();
        proxy.setHalfOpen(false);
        QTRY_VERIFY(eventCount(sink) >= 2);
    }

    void oneByteAtATimeIsTheSame()
    {
        SocketServer server([](int, QWebSocket& client) {
            for (int eid = 1; eid <= 20; ++eid)
                client.sendTextMessage(text(line(eid)));
        });
        FaultProxy proxy(server.port());
        proxy.setTrickle(4000);
        CollectingSink sink;
        RunningSource running(socketSource(urlOf(proxy.port())), sink);
        QTRY_COMPARE(eventCount(sink), 20U);
        QVERIFY(sink.eids() == eidsFrom(1, 20));
        QCOMPARE(server.clients(), 1);
    }

    void aLineOverTheLimitIsCountedAndNothingElseLost()
    {
        SocketServer server([](int, QWebSocket& client) {
            client.sendTextMessage(text(line(1)) + QString(900'000, u'x') + u'\n' + text(line(2)));
        });
        CollectingSink sink;
        RunningSource running(socketSource(server.url()), sink);
        QTRY_COMPARE(eventCount(sink), 2U);
        QCOMPARE(rejected(sink, event::Rejection::Length), 1U);
    }

    void aGiantMessageIsNotKept_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("times");
        // RFC 6455, 5.2: the end flag and the kind; 127: eight bytes of length.
        const auto head = [](char first, quint64 length) {
            QByteArray bytes(1, first);
            bytes += char(127);
            for (int shift = 56; shift >= 0; shift -= 8)
                bytes += static_cast<char>(length >> shift);
            return bytes;
        };
        QTest::newRow("one frame")
            << head('\x81', quint64(1) << 40) + QByteArray(65'536, 'x') << 64;
        QTest::newRow("frames without end")
            << head('\x00', 65'536) + QByteArray(65'536, 'x') << 640;
    }
    void aGiantMessageIsNotKept()
    {
        QFETCH(const QByteArray, frame);
        QFETCH(const int, times);
        RawServer server(true, [&](int number, QTcpSocket& client) {
            if (number > 0) {
                client.write("\x81\x02{}", 4);
                return;
            }
            if (frame.front() == 0)
                client.write("\x01\x01x", 3); // the first frame of a text
            for (int i = 0; i < times; ++i)
                client.write(frame);
        });
        CollectingSink sink;
        RunningSource running(socketSource(server.url()), sink);
        QTRY_VERIFY2(mentions(sink, "sent a message of over 1048576 bytes"), details(sink).c_str());
        QTRY_VERIFY(sink.look([](const Collected& all) { return !all.received.empty(); }));
    }

    void whatIsNoWebSocketIsToldApart_data()
    {
        QTest::addColumn<bool>("shakes_hands");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("words");
        const auto row = [](bool shakes_hands, const QByteArray& answer, const char* words) {
            QTest::newRow(words) << shakes_hands << answer << QString::fromLatin1(words);
        };
        row(false, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
            "asks for credentials (401)");
        row(false,
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
            "asks for credentials (401); give secret_file");
        row(false, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
            "answers 400 (if it speaks TLS on this port: wss:)");
        row(false, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "refuses access (403)");
        row(false, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "has no such stream (404); check the URL");
        row(false, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
            "answers 503 (a fault of the server)");
        row(false, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "answers 200");
        row(false, "SSH-2.0-OpenSSH_9.2\r\n\r\n", "does not speak WebSocket");
        row(true, "\x81\x01\xFF", "sent a text message that is not UTF-8");
        row(true, "\xFF\xFF\xFF\xFF", "sent what is not WebSocket");
    }
    void whatIsNoWebSocketIsToldApart()
    {
        QFETCH(const bool, shakes_hands);
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, words);
        RawServer server(shakes_hands, [&](int, QTcpSocket& client) { client.write(answer); });
        CollectingSink sink;
        RunningSource running(socketSource(server.url()), sink);
        QTRY_VERIFY2(mentions(sink, words.toStdString()), details(sink).c_str());
        QTRY_VERIFY(server.requests().size() > 1); // it tries again
        QVERIFY(!mentions(sink, "\n"));
    }

    void aRefusalAndAMissingHostAreTold_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("plain") << QStringLiteral("ws");
        QTest::newRow("with TLS") << QStringLiteral("wss");
    }
    void aRefusalAndAMissingHostAreTold()
    {
        QFETCH(const QString, scheme);
        CollectingSink refused;
        RunningSource one(socketSource(scheme.toStdString() + "://127.0.0.1:1/"), refused);
        QTRY_VERIFY2(mentions(refused, "connection refused by 127.0.0.1:1, next try"),
                     details(refused).c_str());
        CollectingSink missing;
        RunningSource two(socketSource(scheme.toStdString() + "://livewall.invalid:99/"), missing);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(missing, "host not found: livewall.invalid"),
                                  details(missing).c_str(), 20'000);
        QVERIFY(one.stop() < 200ms);
        QVERIFY(two.stop() < 200ms);
    }

    void aSecretIsReadForEachAttemptAndNeverTold()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("secret"));
        const auto write = [&](const QByteArray& secret) {
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(secret);
        };
        write("old-secret\n");
        RawServer server(false, [&](int number, QTcpSocket& client) {
            if (number == 1)
                write("new-secret\r\nand a note\n");
            client.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        });
        CollectingSink sink;
        const Access access{.secret_file = file.toStdString()};
        RunningSource running(socketSource(server.url(), 60s, access), sink);
        QTRY_VERIFY(server.requests().size() >= 4);
        running.stop();
        QVERIFY(server.requests()[0].contains("uthorization: Bearer old-secret\r\n"));
        QVERIFY(server.requests()[3].contains("uthorization: Bearer new-secret\r\n"));
        QVERIFY2(mentions(sink, "does not accept what is in " + file.toStdString() + " (401)"),
                 details(sink).c_str());
        QVERIFY(!mentions(sink, "old-secret") && !mentions(sink, "new-secret"));
    }

    void aSlowSinkHoldsTheServerBack()
    {
        constexpr std::int64_t kEvents = 400'000;
        QPointer<QWebSocket> to;
        qint64 written = 0;
        SocketServer server([&](int, QWebSocket& client) {
            to = &client;
            for (std::int64_t eid = 1; eid <= kEvents; ++eid)
                written += client.sendTextMessage(text(line(eid)));
        });
        CollectingSink sink;
        sink.hold();
        RunningSource running(socketSource(server.url()), sink);
        QTRY_VERIFY_WITH_TIMEOUT(isLink(sink, Link::Up) && to, 20'000);
        qint64 left = -1;
        while (std::exchange(left, to->bytesToWrite()) != to->bytesToWrite() || left == 0)
            QTest::qWait(300);
        const qint64 taken = written - left;
        // In the system's socket buffers (up to 4 MiB sending and 6 MiB receiving) or with the
        // source.
        QVERIFY2(taken < 16'000'000 && written > 30'000'000, qPrintable(QString::number(taken)));
        QVERIFY(sink.look([](const Collected& all) { return all.taken; }) <= 1U);
        sink.release();
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), std::size_t(kEvents), 60'000);
        QVERIFY(sink.eids() == eidsFrom(1, kEvents));
    }

    void aClosingEngineEndsIt()
    {
        SocketServer server([](int, QWebSocket& client) {
            for (int eid = 1; eid <= 100; ++eid)
                client.sendTextMessage(text(line(eid)));
        });
        CollectingSink sink;
        sink.hold();
        RunningSource running(socketSource(server.url()), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        sink.close();
        running.join();
        QCOMPARE(eventCount(sink), 0U);
    }

    void stopsInTimeWhileItConnects()
    {
        RawServer server(false, [](int, QTcpSocket&) {}); // never an answer
        CollectingSink sink;
        RunningSource running(socketSource(server.url()), sink);
        QTRY_COMPARE(server.requests().size(), 1U);
        QVERIFY(running.stop() < 200ms);
    }

    void againstNchan()
    {
        if (const QString missing = Nchan::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing));
        Nchan nchan;
        QVERIFY(nchan.start());
        FaultProxy proxy(nchan.port());
        CollectingSink sink;
        RunningSource running(socketSource(nchan.url("ws", "/socket", proxy.port()), 900ms), sink);
        QTRY_VERIFY(isLink(sink, Link::Up));
        QVERIFY(nchan.publish(QByteArray::fromStdString(lines(1, 3)).chopped(1)));
        QTRY_COMPARE(eventCount(sink), 3U);
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.alive >= 4; }));
        QCOMPARE(proxy.connections(), 1);

        // What is sent while it is away is missed.
        proxy.setRefusing(true);
        proxy.cutAll();
        QTRY_VERIFY(mentions(sink, "connection refused by"));
        QVERIFY(nchan.publish(QByteArray::fromStdString(line(4))));
        proxy.setRefusing(false);
        QTRY_VERIFY(isLink(sink, Link::Up));
        QTest::qWait(200);
        QVERIFY(nchan.publish(QByteArray::fromStdString(line(5))));
        QTRY_COMPARE(eventCount(sink), 4U);
        QVERIFY((sink.eids() == std::vector<std::int64_t>{1, 2, 3, 5}));
        QVERIFY(running.stop() < 200ms);
    }
};

QTEST_GUILESS_MAIN(TestWebSocketSource)
#include "tst_websocketsource.moc"
