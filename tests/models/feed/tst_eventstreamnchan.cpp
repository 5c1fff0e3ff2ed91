// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The event stream against a server that others wrote: nginx with nchan. Its messages live as long
// as its process, so connections are cut in a proxy of ours between the two, and only one test ends
// the server itself.
#include "models/feed/eventstreamsource.h"

#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"

#include <memory>
#include <string>

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;

namespace {

using Collected = CollectingSink::Collected;

constexpr ReconnectTimes kFast{.shortest_wait = 5ms, .longest_wait = 50ms};
constexpr char kNginx[] = "/usr/sbin/nginx";
constexpr char kNchan[] = "/usr/lib/nginx/modules/ngx_nchan_module.so";
constexpr int kPatience_ms = 20'000;

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// nginx with one channel, in a folder and on a loopback port of its own.
class Nchan
{
public:
    Nchan() : port_(freePort())
    {
        const std::string folder = folder_.path().toStdString();
        writeFile(folder + "/nginx.conf", std::format(R"(
load_module {0};
daemon off;
worker_processes 1;
pid {1}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {1}/body;
    proxy_temp_path {1}/proxy;
    fastcgi_temp_path {1}/fastcgi;
    uwsgi_temp_path {1}/uwsgi;
    scgi_temp_path {1}/scgi;
    server {{
        listen 127.0.0.1:{2};
        location = /publish {{
            nchan_publisher;
            nchan_channel_id sales;
            nchan_message_buffer_length 100000;
            nchan_message_timeout 1h;
        }}
        location = /stream {{
            nchan_subscriber eventsource;
            nchan_channel_id sales;
            nchan_subscriber_first_message oldest;
            nchan_eventsource_ping_interval 1;
        }}
    }}
}}
)",
                                                      kNchan, folder, port_));
    }
    ~Nchan() { stop(); }

    bool start()
    {
        nginx_.setProcessChannelMode(QProcess::ForwardedChannels);
        nginx_.start(QString::fromLatin1(kNginx),
                     {QStringLiteral("-p"), folder_.path(), QStringLiteral("-e"),
                      QStringLiteral("stderr"), QStringLiteral("-c"),
                      folder_.filePath(QStringLiteral("nginx.conf"))});
        return QTest::qWaitFor([this] { return answers(); }, kPatience_ms);
    }

    void stop()
    {
        if (nginx_.state() == QProcess::NotRunning)
            return;
        nginx_.terminate();
        if (!nginx_.waitForFinished(kPatience_ms)) {
            nginx_.kill();
            nginx_.waitForFinished();
        }
    }

    quint16 port() const { return port_; }

    /// One message with so many lines.
    bool publish(std::int64_t first, std::int64_t last)
    {
        QByteArray body = QByteArray::fromStdString(lines(first, last));
        body.chop(1);
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port_);
        if (!client.waitForConnected(kPatience_ms))
            return false;
        client.write("POST /publish HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                     "Content-Length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
        client.waitForDisconnected(kPatience_ms);
        return client.readAll().startsWith("HTTP/1.1 20");
    }

private:
    bool answers() const
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port_);
        return client.waitForConnected(100);
    }

    QTemporaryDir folder_;
    quint16 port_;
    QProcess nginx_;
};

/// Passes bytes between its own port and another, until it is told to cut.
class CuttingProxy
{
public:
    explicit CuttingProxy(quint16 to)
    {
        server_.listen(QHostAddress::LocalHost);
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this, to] {
            while (QTcpSocket* client = server_.nextPendingConnection())
                join(*client, to);
        });
    }

    quint16 port() const { return server_.serverPort(); }
    int connections() const { return connections_; }

    /// Resets every connection, also in the middle of a message.
    void cut()
    {
        const auto clients = server_.findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly);
        for (QTcpSocket* client : clients)
            client->abort();
    }

    /// Lets only so many bytes of each connection through to the client, then cuts it.
    void setLimit(qint64 bytes) { limit_ = bytes; }

private:
    void join(QTcpSocket& client, quint16 to)
    {
        ++connections_;
        auto* upstream = new QTcpSocket(&client);
        QObject::connect(&client, &QTcpSocket::readyRead, upstream,
                         [&client, upstream] { upstream->write(client.readAll()); });
        QObject::connect(upstream, &QTcpSocket::readyRead, &client,
                         [this, &client, upstream, passed = qint64(0)]() mutable {
                             if (!client.isOpen())
                                 return; // it was cut
                             const QByteArray bytes = upstream->readAll();
                             const qint64 room = limit_ < 0 ? bytes.size() : limit_ - passed;
                             passed += client.write(bytes.left(room));
                             if (bytes.size() > room)
                                 client.disconnectFromHost();
                         });
        QObject::connect(upstream, &QTcpSocket::disconnected, &client,
                         &QTcpSocket::disconnectFromHost);
        QObject::connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
        upstream->connectToHost(QHostAddress::LocalHost, to);
    }

    QTcpServer server_;
    qint64 limit_ = -1;
    int connections_ = 0;
};

std::unique_ptr<Source> streamSource(quint16 port, const std::string& cursor = {})
{
    return std::make_unique<EventStreamSource>(
        FeedSpec{"http://127.0.0.1:" + std::to_string(port) + "/stream",
                 {.feed = "test"},
                 cursor,
                 &fixedNow},
        kFast);
}

std::size_t eventCount(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.eids.size(); });
}

} // namespace

class TestEventStreamNchan : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Nchan> nchan_;

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(QString::fromLatin1(kNginx)) ||
            !QFile::exists(QString::fromLatin1(kNchan)))
            QSKIP("nginx with libnginx-mod-nchan is not installed");
    }
    void init()
    {
        QTest::failOnWarning();
        nchan_ = std::make_unique<Nchan>();
        QVERIFY(nchan_->start());
    }
    void cleanup() { nchan_.reset(); }

    void whatIsPublishedArrives()
    {
        QVERIFY(nchan_->publish(1, 3));
        CollectingSink sink;
        RunningSource running(streamSource(nchan_->port()), sink);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 3U, kPatience_ms);
        QVERIFY(nchan_->publish(4, 4));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 4U, kPatience_ms);
        QVERIFY(sink.eids() == eidsFrom(1, 4));
        QTRY_VERIFY(sink.look([](const Collected& all) { return all.alive > 0; })); // its ping
        QVERIFY(running.stop() < 200ms);
    }

    void aCursorResumesWithoutLossOrRepetition()
    {
        CollectingSink first;
        RunningSource before(streamSource(nchan_->port()), first);
        QVERIFY(nchan_->publish(1, 5));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(first), 5U, kPatience_ms);
        before.stop();
        QVERIFY(nchan_->publish(6, 10));
        CollectingSink second;
        RunningSource after(streamSource(nchan_->port(), first.look([](const Collected& all) {
                                return all.cursor();
                            })),
                            second);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(second), 5U, kPatience_ms);
        QVERIFY(second.eids() == eidsFrom(6, 10));
    }

    void cutConnectionsLoseAndRepeatNothing()
    {
        CuttingProxy proxy(nchan_->port());
        CollectingSink sink;
        RunningSource running(streamSource(proxy.port()), sink);
        constexpr std::int64_t kMessages = 60;
        for (std::int64_t i = 0; i < kMessages; ++i) {
            QVERIFY(nchan_->publish(3 * i + 1, 3 * i + 3));
            if (i % 7 == 6)
                proxy.cut();
            QTest::qWait(5);
        }
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), std::size_t(3 * kMessages), kPatience_ms);
        QVERIFY(sink.eids() == eidsFrom(1, 3 * kMessages));
        QVERIFY(proxy.connections() > 3);
    }

    void aCutInTheMiddleOfAMessageLosesAndRepeatsNothing()
    {
        for (std::int64_t i = 0; i < 40; ++i)
            QVERIFY(nchan_->publish(5 * i + 1, 5 * i + 5));
        CuttingProxy proxy(nchan_->port());
        proxy.setLimit(5'000); // the answer's head and some messages and a part of one
        CollectingSink sink;
        RunningSource running(streamSource(proxy.port()), sink);
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 200U, kPatience_ms);
        QVERIFY(sink.eids() == eidsFrom(1, 200));
        QVERIFY(proxy.connections() > 3);
    }

    void aServerThatDiesIsFoundAgain()
    {
        CollectingSink sink;
        RunningSource running(streamSource(nchan_->port()), sink);
        QVERIFY(nchan_->publish(1, 1));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 1U, kPatience_ms);
        nchan_->stop();
        QTRY_VERIFY_WITH_TIMEOUT(sink.look([](const Collected& all) {
            return all.lastDetail().find("connection refused") != std::string::npos;
        }),
                                 kPatience_ms);
        QVERIFY(nchan_->start());
        QTRY_VERIFY_WITH_TIMEOUT(
            sink.look([](const Collected& all) { return all.isLink(Link::Up); }), kPatience_ms);
        // Ids of nchan count from its clock's second: the next one is beyond the last.
        QTest::qWait(1000);
        QVERIFY(nchan_->publish(2, 2));
        QTRY_COMPARE_WITH_TIMEOUT(eventCount(sink), 2U, kPatience_ms);
    }
};

QTEST_GUILESS_MAIN(TestEventStreamNchan)
#include "tst_eventstreamnchan.moc"
