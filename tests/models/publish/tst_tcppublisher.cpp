// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Lines for whoever connects to a TCP port, with readers as real as sockets are.
#include "models/publish/tcppublisher.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace livewall::publish;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience_ms = 5'000;

/// Longer than a publisher goes without looking who has come.
constexpr std::chrono::milliseconds kLook = 30ms;

/// More than the system's buffers and the publisher's own hold for one reader.
constexpr int kManyLines = 20'000;

std::string longLine(int number)
{
    return std::to_string(number) + ' ' + std::string(1'000, 'x');
}

bool sendMany(Publisher& publisher)
{
    for (int i = 0; i < kManyLines; ++i) {
        if (!publisher.send(longLine(i)))
            return false;
    }
    return true;
}

/// A publisher on a port of its own, what it notes, and a way to stop it.
class Published
{
public:
    explicit Published(std::chrono::milliseconds patience = TcpPublisher::kPatience)
        : port_(freePort())
        , publisher_({.location = {},
                      .stop = stop_.get_token(),
                      .note =
                          [this](const std::string& line) {
                              const std::lock_guard lock(mutex_);
                              notes_ += line + '\n';
                          }},
                     "127.0.0.1", std::to_string(port_), patience)
    {
    }

    TcpPublisher& publisher() { return publisher_; }
    void stop() { stop_.request_stop(); }
    quint16 port() const { return port_; }

    std::string notes() const
    {
        const std::lock_guard lock(mutex_);
        return notes_;
    }
    bool hasNoted(const std::string& part) const { return notes().find(part) != std::string::npos; }

    /// On a thread of its own, because it may wait; nothing else may use the publisher meanwhile.
    std::future<bool> later(std::function<bool(Publisher&)> what)
    {
        return std::async(std::launch::async, [this, what] { return what(publisher_); });
    }

    /// A reader that has come; nothing is taken from its socket but by the functions below.
    std::unique_ptr<QTcpSocket> connectReader() const
    {
        auto reader = std::make_unique<QTcpSocket>();
        reader->setReadBufferSize(64 * 1024);
        reader->connectToHost(QHostAddress::LocalHost, port_);
        if (!reader->waitForConnected(kPatience_ms))
            qWarning("nobody listens");
        return reader;
    }

private:
    static quint16 freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    quint16 port_;
    mutable std::mutex mutex_;
    std::string notes_;
    std::stop_source stop_;
    TcpPublisher publisher_;
};

QByteArray readLine(QTcpSocket& reader)
{
    while (!reader.canReadLine()) {
        if (!reader.waitForReadyRead(kPatience_ms))
            return {};
    }
    return reader.readLine();
}

/// To the publisher's end.
QByteArray readAll(QTcpSocket& reader)
{
    QByteArray all = reader.readAll();
    while (reader.waitForReadyRead(kPatience_ms))
        all += reader.readAll();
    return all + reader.readAll();
}

bool hasEnded(QTcpSocket& reader)
{
    return reader.state() == QAbstractSocket::UnconnectedState &&
           reader.error() == QAbstractSocket::RemoteHostClosedError;
}

bool isReady(std::future<bool>& done, std::chrono::milliseconds longest = 0ms)
{
    return done.wait_for(longest) == std::future_status::ready;
}

} // namespace

class TestTcpPublisher : public QObject
{
    Q_OBJECT

private:
    /// Has `line` sent to the first reader, which it waits for.
    static std::unique_ptr<QTcpSocket> beginWith(Published& published, const std::string& line)
    {
        auto sent = published.later([line](Publisher& publisher) { return publisher.send(line); });
        [&] { QTRY_VERIFY(published.hasNoted("waits for a reader")); }();
        auto reader = published.connectReader();
        return sent.get() ? std::move(reader) : nullptr;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void nothingIsLostWhileNobodyIsThere()
    {
        Published published;
        auto sent =
            published.later([](Publisher& publisher) { return publisher.send("the first"); });
        QTRY_VERIFY(published.hasNoted("waits for a reader"));
        QVERIFY(published.hasNoted("listens on 127.0.0.1:" + std::to_string(published.port())));
        QVERIFY(!isReady(sent, 150ms));
        const auto reader = published.connectReader();
        QVERIFY(sent.get());
        QCOMPARE(readLine(*reader), "the first\n");
    }

    void eachReaderGetsAllFromWhenItCame()
    {
        Published published;
        const auto first = beginWith(published, "1");
        QVERIFY(first);
        const auto second = published.connectReader();
        QTest::qSleep(kLook);
        QVERIFY(published.publisher().send("2"));
        const auto third = published.connectReader();
        QTest::qSleep(kLook);
        QVERIFY(published.publisher().send("3"));
        QVERIFY(published.publisher().finish());
        QCOMPARE(readAll(*first), "1\n2\n3\n");
        QCOMPARE(readAll(*second), "2\n3\n");
        QCOMPARE(readAll(*third), "3\n");
    }

    void whoGoesAwayHoldsNobodyUp()
    {
        Published published;
        auto leaving = beginWith(published, "1");
        QVERIFY(leaving);
        const auto staying = published.connectReader();
        QTest::qSleep(kLook);
        QVERIFY(published.publisher().send("2"));
        leaving->abort();
        auto sent = published.later(
            [](Publisher& publisher) { return sendMany(publisher) && publisher.finish(); });
        const QByteArray all = readAll(*staying);
        QVERIFY(sent.get());
        QCOMPARE(all.count('\n'), kManyLines + 1);
        QVERIFY(!published.hasNoted("taken nothing"));
    }

    void whenTheLastHasGoneItWaitsForTheNext()
    {
        Published published;
        const auto first = beginWith(published, "1");
        QVERIFY(first);
        QCOMPARE(readLine(*first), "1\n");
        first->abort();
        QTest::qSleep(kLook);
        auto sent = published.later([](Publisher& publisher) { return publisher.send("2"); });
        QVERIFY(!isReady(sent, 150ms));
        const auto next = published.connectReader();
        QVERIFY(sent.get());
        QCOMPARE(readLine(*next), "2\n");
    }

    void aSlowReaderGetsAllAndMemoryIsBounded()
    {
        Published published;
        const auto reader = beginWith(published, "first");
        QVERIFY(reader);
        auto sent = published.later(
            [](Publisher& publisher) { return sendMany(publisher) && publisher.finish(); });
        // It waits for the reader: what it may hold is a hundredth of what there is.
        QVERIFY(!isReady(sent, 500ms));
        const QByteArray all = readAll(*reader);
        QVERIFY(sent.get());
        QByteArray expected = "first\n";
        for (int i = 0; i < kManyLines; ++i)
            expected += longLine(i) + '\n';
        QVERIFY(all == expected);
    }

    void whoTakesNothingIsLetGo()
    {
        Published published(400ms);
        const auto stuck = beginWith(published, "1");
        QVERIFY(stuck);
        const auto reading = published.connectReader();
        QTest::qSleep(kLook);
        auto sent = published.later(
            [](Publisher& publisher) { return sendMany(publisher) && publisher.finish(); });
        const QByteArray all = readAll(*reading);
        QVERIFY(sent.get());
        QCOMPARE(all.count('\n'), kManyLines);
        QVERIFY2(published.hasNoted("lets a reader go that has taken nothing for 1 s"),
                 published.notes().c_str());
        QVERIFY(readAll(*stuck).count('\n') < kManyLines);
    }

    void atTheEndAllIsSentAndThePortIsClosed()
    {
        Published published;
        const auto reader = beginWith(published, "1");
        QVERIFY(reader);
        QVERIFY(published.publisher().send("2"));
        QVERIFY(published.publisher().finish());
        QCOMPARE(readAll(*reader), "1\n2\n");
        QVERIFY(hasEnded(*reader));
        // Who connects again must not think that the same begins anew.
        QTcpSocket again;
        again.connectToHost(QHostAddress::LocalHost, published.port());
        QVERIFY(!again.waitForConnected(kPatience_ms));
        QCOMPARE(again.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void whatIsNotTakenAtTheEndIsToldOf()
    {
        Published published(300ms);
        const auto stuck = beginWith(published, "1");
        QVERIFY(stuck);
        auto sent = published.later([](Publisher& publisher) {
            // What the system takes for the reader depends on it; our own share is never taken.
            for (int i = 0; i < kManyLines; ++i) {
                if (!publisher.send(longLine(i)))
                    break;
            }
            return publisher.finish();
        });
        published.stop();
        QVERIFY(!sent.get());
        QCOMPARE(published.publisher().error(), "what was sent last has not been taken");
    }

    void itStopsAtOnce()
    {
        Published published;
        auto sent = published.later([](Publisher& publisher) { return publisher.send("1"); });
        QTRY_VERIFY(published.hasNoted("waits for a reader"));
        published.stop();
        QVERIFY(isReady(sent, 200ms));
        QVERIFY(!sent.get());

        Published full;
        const auto stuck = beginWith(full, "1");
        QVERIFY(stuck);
        auto many = full.later(&sendMany);
        QVERIFY(!isReady(many, 500ms));
        full.stop();
        QVERIFY(isReady(many, 200ms));
        QVERIFY(!many.get());
    }

    void aPortThatIsTakenIsToldOf()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        TcpPublisher publisher({.location = {}, .note = [](const std::string&) {}}, "127.0.0.1",
                               std::to_string(taken.serverPort()));
        QVERIFY(!publisher.send("1"));
        QCOMPARE(publisher.error(),
                 "cannot listen on 127.0.0.1:" + std::to_string(taken.serverPort()) +
                     ": Address already in use");
    }

    void locations_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("fault"); ///< empty: taken
        const auto row = [](const char* location, const char* fault) {
            QTest::newRow(location) << QByteArray(location) << QByteArray(fault);
        };
        row("tcp-listen://127.0.0.1:9000", "");
        row("tcp-listen://[::1]:9000/", "");
        row("tcp-listen://127.0.0.1:0", "");
        row("tcp-listen://127.0.0.1", "not an address and a port");
        row("tcp-listen://:9000", "not an address and a port");
        row("tcp-listen://127.0.0.1:x", "not an address and a port");
        row("tcp-listen://127.0.0.1:70000", "not an address and a port");
        row("tcp://127.0.0.1:9000", "write it as tcp-listen://127.0.0.1:9000");
    }
    void locations()
    {
        QFETCH(const QByteArray, location);
        QFETCH(const QByteArray, fault);
        std::string error;
        const auto publisher = TcpPublisher::make({.location = location.toStdString()}, error);
        QCOMPARE(publisher != nullptr, fault.isEmpty());
        QVERIFY2(error.find(fault.toStdString()) != std::string::npos, error.c_str());
        QCOMPARE(error.empty(), fault.isEmpty());
    }

    void secretsAreRefused()
    {
        std::string error;
        QVERIFY(!TcpPublisher::make(
            {.location = "tcp-listen://127.0.0.1:9000", .access = {.secret_file = "/etc/secret"}},
            error));
        QVERIFY(error.starts_with("tcp-listen:// lets everybody in"));
    }
};

QTEST_GUILESS_MAIN(TestTcpPublisher)
#include "tst_tcppublisher.moc"
