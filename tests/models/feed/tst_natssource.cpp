// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// JetStream against a real nats-server.
#include "models/feed/natssource.h"

#include "tests/faultproxy.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/natsreading.h"
#include "tests/natsserver.h"

#include <algorithm>
#include <format>
#include <memory>
#include <string>
#include <vector>

#include <QHostAddress>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::FaultProxy;
using test::NatsClient;
using test::NatsCluster;
using test::NatsServer;

namespace {

std::uint64_t resent(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        std::uint64_t sum = 0;
        for (const auto& batch : all.batches)
            sum += batch->resent;
        return sum;
    });
}

/// What is gone, as the batches have told, one after the other.
std::string gaps(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        std::string text;
        for (const auto& batch : all.batches) {
            if (!batch->gap.empty())
                text += (text.empty() ? "" : "; ") + batch->gap;
        }
        return text;
    });
}

/// Stands between a reader and its server, and sends it messages of its own while the server sends
/// none. Works while the test waits in its event loop.
class Interloper
{
public:
    explicit Interloper(std::uint16_t server_port)
    {
        listener_.listen(QHostAddress::LocalHost);
        QObject::connect(&listener_, &QTcpServer::newConnection, &listener_, [this, server_port] {
            client_ = listener_.nextPendingConnection();
            auto* server = new QTcpSocket(client_);
            QObject::connect(client_, &QTcpSocket::readyRead, server, [this, server] {
                const QByteArray bytes = client_->readAll();
                if (const auto found = kInbox.match(QString::fromLatin1(bytes)); found.hasMatch())
                    subscription_ = found.captured(1).toLatin1();
                server->write(bytes);
            });
            QObject::connect(server, &QTcpSocket::readyRead, client_,
                             [this, server] { client_->write(server->readAll()); });
            QObject::connect(client_, &QTcpSocket::disconnected, server, &QTcpSocket::abort);
            server->connectToHost(QHostAddress::LocalHost, server_port);
        });
    }

    std::uint16_t port() const { return listener_.serverPort(); }

    void send(const std::string& message, int in_stream, int in_reader)
    {
        client_->write("MSG sales " + subscription_ + " $JS.ACK.SALES.c.1." +
                       QByteArray::number(in_stream) + '.' + QByteArray::number(in_reader) +
                       ".1299772875000000000.0 " +
                       QByteArray::number(static_cast<qlonglong>(message.size())) + "\r\n" +
                       QByteArray::fromStdString(message) + "\r\n");
    }

private:
    /// The one inbox that has room for a request's number.
    inline static const QRegularExpression kInbox{u"SUB _INBOX[^ ]*\\.\\* +(\\d+)\r\n"_s};

    QTcpServer listener_;
    QTcpSocket* client_ = nullptr; ///< the last one
    QByteArray subscription_;
};

} // namespace

class TestNatsSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void whatIsThereAndWhatComesIsRead();
    void aMessageIsOneOrManyLines();
    void oneSubjectIsRead();
    void aCursorResumesBehindWhatWasRead();
    void aMessageLargerThanWhatIsAskedForIsRead();
    void rubbishIsRejected();
    void batchesAreBounded();

    void whatComesAgainIsDroppedAndCounted();
    void whatIsLostOnTheWayIsReadAgain();
    void whatWasPurgedIsAGap();
    void whatIsDroppedWhileItReadsIsAGap();
    void whatWasRemovedInsideIsNoGap();
    void otherSubjectsAreNoGap();
    void aQuietSubjectMovesOn();
    void aStreamThatWasMadeAnewIsAGap();
    void whatIsNoCursorIsAGap();
    void aStreamThatEndsBeforeWhatWasReadIsWaitedFor();

    void aServerThatIsKilledIsFoundAgain();
    void cutConnectionsLoseAndRepeatNothing();
    void aDeadConnectionIsLost();
    void aQuietStreamIsAlive();
    void aLeaderThatIsKilledIsSurvived();

    void itStopsAtOnce_data();
    void itStopsAtOnce();
    void aSlowReaderIsNotFlooded();
    void itsConsumerIsRemoved();

private:
    std::unique_ptr<NatsServer> server_;
    std::unique_ptr<NatsClient> client_;
};

void TestNatsSource::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP("nats-server is not installed");
}

void TestNatsSource::init()
{
    QTest::failOnWarning();
    server_ = std::make_unique<NatsServer>();
    QVERIFY(server_->start());
    client_ = std::make_unique<NatsClient>(server_->port());
    QVERIFY(client_->isConnected());
    QVERIFY(client_->makeStream(kStream));
}

void TestNatsSource::cleanup()
{
    client_.reset();
    server_.reset();
}

void TestNatsSource::whatIsThereAndWhatComesIsRead()
{
    QVERIFY(client_->publishAll(messages(1, 3000)));
    CollectingSink sink;
    RunningSource running(source(server_->url(kStream)), sink);
    QVERIFY2(sink.waitForEvents(3000), lastWords(sink).c_str());
    QVERIFY(client_->publish(line(3001)));
    QVERIFY(sink.waitForEvents(3001));
    QVERIFY(sink.eids() == eidsFrom(1, 3001));
    // In one go.
    QVERIFY2(sink.look([](const Collected& all) {
        return all.states.size() == 2 && all.isLink(Link::Up);
    }),
             lastWords(sink).c_str());
    QVERIFY(running.stop() < 200ms);
    QCOMPARE(gaps(sink), "");
    QCOMPARE(resent(sink), 0U);
}

void TestNatsSource::aMessageIsOneOrManyLines()
{
    // Of more lines than a batch has room for, with no LF at its end, and with CRLF.
    QVERIFY(client_->publish(lines(1, 1500)));
    std::string last = lines(1501, 1502);
    last.pop_back();
    QVERIFY(client_->publish(last));
    last = line(1503);
    last.insert(last.size() - 1, "\r");
    QVERIFY(client_->publish(last + last.substr(0, 5)));
    QVERIFY(client_->publish(line(1504)));
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream)), sink);
    QVERIFY(sink.waitForEvents(1504));
    QVERIFY(sink.eids() == eidsFrom(1, 1504));
    sink.look([](const Collected& all) {
        QCOMPARE(all.rejected(event::Rejection::Json), 1U);
        // A message is whole in its batch.
        QCOMPARE(all.received.front(), 1500U);
        QVERIFY(all.cursors.front().ends_with(" 1"));
        QVERIFY(all.cursor().ends_with(" 4"));
    });
}

void TestNatsSource::oneSubjectIsRead()
{
    QVERIFY(client_->makeStream("TWO", {{"two.>"}, 1, 0}));
    for (std::int64_t eid = 1; eid <= 20; ++eid)
        QVERIFY(client_->publish(line(eid), eid % 2 == 0 ? "two.even" : "two.odd"));
    CollectingSink sink;
    const RunningSource running(source(server_->url("TWO") + "?subject=two.even"), sink);
    QVERIFY(sink.waitForEvents(10));
    QVERIFY((sink.eids() == std::vector<std::int64_t>{2, 4, 6, 8, 10, 12, 14, 16, 18, 20}));
    QVERIFY(cursorOf(sink).ends_with(" 20"));
}

void TestNatsSource::aCursorResumesBehindWhatWasRead()
{
    QVERIFY(client_->publishAll(messages(1, 2500)));
    CollectingSink first;
    RunningSource before(source(server_->url(kStream)), first);
    QVERIFY(first.waitForEvents(2500));
    before.stop();
    QVERIFY(client_->publishAll(messages(2501, 2600)));
    // Each cursor that there was, not the last one alone.
    const auto cursors = first.look([](const Collected& all) { return all.cursors; });
    std::size_t read = 0;
    for (std::size_t i = 0; i < cursors.size(); ++i) {
        read += first.look([i](const Collected& all) { return all.received.at(i); });
        CollectingSink second;
        const RunningSource after(source(server_->url(kStream), cursors[i]), second);
        QVERIFY(second.waitForEvents(2600 - read));
        QVERIFY(second.eids() == eidsFrom(static_cast<std::int64_t>(read) + 1, 2600));
        QCOMPARE(resent(second), 0U); // nor was it asked for
        QCOMPARE(gaps(second), "");
    }
}

void TestNatsSource::aMessageLargerThanWhatIsAskedForIsRead()
{
    QVERIFY(client_->publish(line(1)));
    for (std::int64_t i = 0; i < 3; ++i) {
        const std::string large = lines(7000 * i + 2, 7000 * i + 6501);
        QVERIFY(large.size() > NatsSource::kAskedBytes / 2);
        QVERIFY2(client_->publish(large), nats_GetLastError(nullptr));
        QVERIFY(client_->publish(lines(7000 * i + 6502, 7000 * i + 7001)));
    }
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream)), sink);
    QVERIFY2(sink.waitForEvents(21'001), lastWords(sink).c_str());
    QVERIFY(sink.eids() == eidsFrom(1, 21'001));
    QCOMPARE(sink.look([](const Collected& all) {
        return std::ranges::count(all.states, Link::Up, &LinkState::link);
    }),
             1);
}

void TestNatsSource::rubbishIsRejected()
{
    QVERIFY(client_->publish(""));
    QVERIFY(client_->publish(std::string("\0\xff\r\n[{}]\n", 9)));
    QVERIFY(client_->publish(std::string(70'000, 'x')));
    QVERIFY(client_->publish("\n\n\n"));
    QVERIFY(client_->publish("{\"id\":"));
    QVERIFY(client_->publish(line(1)));
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream)), sink);
    QVERIFY(sink.waitForEvents(1));
    QVERIFY(cursorOf(sink).ends_with(" 6"));
    QVERIFY(sink.look([](const Collected& all) {
        return all.rejected(event::Rejection::Length) == 1 &&
               all.rejected(event::Rejection::Json) == 2;
    }));
}

void TestNatsSource::batchesAreBounded()
{
    QVERIFY(client_->publishAll(messages(1, 5000)));
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream)), sink);
    QVERIFY(sink.waitForEvents(5000));
    QVERIFY(sink.look([](const Collected& all) {
        return std::ranges::max(all.received) <= 1024 && all.received.size() >= 5;
    }));
}

void TestNatsSource::whatComesAgainIsDroppedAndCounted()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    Interloper between(server_->port());
    CollectingSink sink;
    const RunningSource running(source(std::format("nats://127.0.0.1:{}/SALES", between.port())),
                                sink);
    QTRY_COMPARE(sink.eids().size(), 10U);
    between.send(line(1010), 10, 11); // as if the consumer had sent it once more
    between.send(line(1003), 3, 3);
    QTRY_COMPARE(resent(sink), 2U);
    QVERIFY(sink.eids() == eidsFrom(1, 10));
    QVERIFY(cursorOf(sink).ends_with(" 10"));
}

void TestNatsSource::whatIsLostOnTheWayIsReadAgain()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    Interloper between(server_->port());
    CollectingSink sink;
    const RunningSource running(source(std::format("nats://127.0.0.1:{}/SALES", between.port())),
                                sink);
    QTRY_COMPARE(sink.eids().size(), 10U);
    between.send(line(12), 12, 12); // and never the eleventh
    QTRY_VERIFY(std::ranges::any_of(
        sink.look([](const Collected& all) { return all.states; }), [](const LinkState& state) {
            return state.fault.starts_with("a message was lost on the way from 127.0.0.1:");
        }));
    QVERIFY(client_->publishAll(messages(11, 30)));
    QTRY_COMPARE(sink.eids().size(), 30U);
    QVERIFY(sink.eids() == eidsFrom(1, 30));
    QCOMPARE(gaps(sink), "");
}

void TestNatsSource::whatWasPurgedIsAGap()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    CollectingSink first;
    RunningSource before(source(server_->url(kStream)), first);
    QVERIFY(first.waitForEvents(10));
    before.stop();
    QVERIFY(client_->publishAll(messages(11, 20)));
    QVERIFY(client_->purgeBefore(kStream, 15));
    CollectingSink second;
    RunningSource after(source(server_->url(kStream), cursorOf(first)), second);
    QVERIFY(second.waitForEvents(6));
    QVERIFY(second.eids() == eidsFrom(15, 20));
    QCOMPARE(gaps(second), "positions 11 to 14");
    after.stop();

    // All of it, and nothing has come since: it is told at once, and not again.
    QVERIFY(client_->publish(line(21)));
    QVERIFY(client_->purgeBefore(kStream, 22));
    CollectingSink third;
    RunningSource once_more(source(server_->url(kStream), cursorOf(second)), third);
    QTRY_COMPARE(gaps(third), "position 21");
    once_more.stop();
    QVERIFY(client_->publish(line(22)));
    CollectingSink fourth;
    const RunningSource last(source(server_->url(kStream), cursorOf(third)), fourth);
    QVERIFY(fourth.waitForEvents(1));
    QCOMPARE(gaps(fourth), "");

    // What went before a feed's beginning was never its own.
    CollectingSink fresh;
    const RunningSource beginning(source(server_->url(kStream)), fresh);
    QVERIFY(fresh.waitForEvents(1));
    QCOMPARE(gaps(fresh), "");
}

void TestNatsSource::whatIsDroppedWhileItReadsIsAGap()
{
    QVERIFY(client_->makeStream("SHORT", {{"short"}, 1, 500}));
    QVERIFY(client_->publishAll(messages(1, 100), "short"));
    CollectingSink sink;
    const RunningSource running(source(server_->url("SHORT")), sink);
    QVERIFY(sink.waitForEvents(100));
    sink.hold();
    QVERIFY(client_->publish(line(101), "short"));
    QVERIFY(sink.waitForBlockedSource());
    // More than it asks for ahead, so that some go before it can.
    QVERIFY(client_->publishAll(messages(102, 8000), "short"));
    sink.release();
    QVERIFY(sink.waitUntil(
        [](const Collected& all) { return !all.eids.empty() && all.eids.back() == 8000; }));
    // Each is either read or told to be gone.
    std::vector<std::int64_t> all = sink.eids();
    const std::string told = gaps(sink);
    QVERIFY2(told.starts_with("positions "), told.c_str());
    static const QRegularExpression range(u"(\\d+)(?: to (\\d+))?"_s);
    for (const QRegularExpressionMatch& match : range.globalMatch(QString::fromStdString(told))) {
        const qint64 first = match.captured(1).toLongLong();
        const qint64 last = match.hasCaptured(2) ? match.captured(2).toLongLong() : first;
        for (qint64 eid = first; eid <= last; ++eid)
            all.push_back(eid);
    }
    std::ranges::sort(all);
    QVERIFY2(all == eidsFrom(1, 8000), told.c_str());
}

void TestNatsSource::whatWasRemovedInsideIsNoGap()
{
    QVERIFY(client_->publishAll(messages(1, 30)));
    for (const std::uint64_t position : {5, 6, 11, 20, 30})
        QVERIFY(client_->removeMessage(kStream, position));
    CollectingSink first;
    RunningSource before(source(server_->url(kStream)), first);
    QVERIFY(first.waitForEvents(25));
    before.stop();
    QCOMPARE(gaps(first), "");
    QVERIFY(client_->publishAll(messages(31, 35)));
    QVERIFY(client_->removeMessage(kStream, 31));
    CollectingSink second;
    const RunningSource after(source(server_->url(kStream), cursorOf(first)), second);
    QVERIFY(second.waitForEvents(4));
    QVERIFY(second.eids() == eidsFrom(32, 35));
    QCOMPARE(gaps(second), "");
}

void TestNatsSource::otherSubjectsAreNoGap()
{
    QVERIFY(client_->makeStream("TWO", {{"two.>"}, 1, 0}));
    const auto publishSome = [this](std::int64_t first) {
        for (std::int64_t eid = first; eid < first + 100; ++eid) {
            if (!client_->publish(line(eid), eid % 10 == 0 ? "two.mine" : "two.other"))
                return false;
        }
        return true;
    };
    QVERIFY(publishSome(1));
    CollectingSink sink;
    const RunningSource running(source(server_->url("TWO") + "?subject=two.mine"), sink);
    QVERIFY(sink.waitForEvents(10));
    QTest::qWait(1100); // so that the next ones are asked about
    QVERIFY(publishSome(101));
    QVERIFY(sink.waitForEvents(20));
    QCOMPARE(gaps(sink), "");
}

void TestNatsSource::aQuietSubjectMovesOn()
{
    QVERIFY(client_->makeStream("TWO", {{"two.>"}, 1, 0}));
    QVERIFY(client_->publish(line(1), "two.mine"));
    CollectingSink first;
    RunningSource before(source(server_->url("TWO") + "?subject=two.mine"), first);
    QVERIFY(first.waitForEvents(1));
    QVERIFY(client_->publishAll(messages(2, 100), "two.other"));
    QTRY_VERIFY(cursorOf(first).ends_with(" 100"));
    before.stop();
    // The stream keeps none of those that it has passed by.
    QVERIFY(client_->publish(line(101), "two.mine"));
    QVERIFY(client_->purgeBefore("TWO", 101));
    CollectingSink second;
    const RunningSource after(source(server_->url("TWO") + "?subject=two.mine", cursorOf(first)),
                              second);
    QVERIFY(second.waitForEvents(1));
    QVERIFY(second.eids() == eidsFrom(101, 101));
    QCOMPARE(gaps(second), "");
}

void TestNatsSource::aStreamThatWasMadeAnewIsAGap()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    CollectingSink first;
    RunningSource before(source(server_->url(kStream)), first);
    QVERIFY(first.waitForEvents(10));
    before.stop();
    QVERIFY(client_->removeStream(kStream));
    QVERIFY(client_->makeStream(kStream));
    QVERIFY(client_->publishAll(messages(11, 13)));
    CollectingSink second;
    const RunningSource after(source(server_->url(kStream), cursorOf(first)), second);
    QVERIFY(second.waitForEvents(3));
    QVERIFY(second.eids() == eidsFrom(11, 13));
    QCOMPARE(gaps(second), "what came after position 10 before its stream SALES was made anew");

    // The same while it reads.
    QVERIFY(client_->removeStream(kStream));
    QVERIFY(waitForFault(second, ""));
    QVERIFY(client_->makeStream(kStream));
    QVERIFY(client_->publishAll(messages(14, 20)));
    QVERIFY(second.waitForEvents(10));
    QVERIFY(second.eids() == eidsFrom(11, 20));
    QVERIFY(gaps(second).ends_with("; what came after position 3 before its stream SALES was made "
                                   "anew"));
}

void TestNatsSource::whatIsNoCursorIsAGap()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream), "file1 1 2 3 3 a"), sink);
    QVERIFY(sink.waitForEvents(10));
    QVERIFY(sink.eids() == eidsFrom(1, 10));
    QCOMPARE(gaps(sink), "what came after a position that is none in stream SALES");
    QVERIFY(sink.look([](const Collected& all) { return all.cursors.front().ends_with(" 0"); }));
}

void TestNatsSource::aStreamThatEndsBeforeWhatWasReadIsWaitedFor()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    CollectingSink first;
    RunningSource before(source(server_->url(kStream)), first);
    QVERIFY(first.waitForEvents(10));
    before.stop();
    std::string further = cursorOf(first);
    QVERIFY(further.ends_with(" 10"));
    further.replace(further.size() - 2, 2, "15");

    // It comes as far in time: what was read is not read again.
    CollectingSink second;
    RunningSource waiting(source(server_->url(kStream), further), second);
    QVERIFY(waitForFault(second, "ends at 10, before 15, which was read"));
    QVERIFY(client_->publishAll(messages(11, 16)));
    QVERIFY(second.waitForEvents(1));
    QVERIFY(second.eids() == eidsFrom(16, 16));
    QCOMPARE(gaps(second), "");
    waiting.stop();

    // It does not: what comes is new, whatever its position.
    further.replace(further.size() - 2, 2, "99");
    CollectingSink third;
    const RunningSource lost(source(server_->url(kStream), further), third);
    QTRY_COMPARE(gaps(third), "positions 17 to 99, which it had sent");
    QVERIFY(client_->publish(line(17)));
    QVERIFY(third.waitForEvents(1));
    QVERIFY(third.eids() == eidsFrom(17, 17));
}

void TestNatsSource::aServerThatIsKilledIsFoundAgain()
{
    QVERIFY(client_->publishAll(messages(1, 10)));
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream)), sink);
    QVERIFY(sink.waitForEvents(10));
    client_.reset();
    server_->kill();
    QVERIFY(waitForFault(sink, "connection refused by 127.0.0.1:"));
    QVERIFY(server_->start());
    client_ = std::make_unique<NatsClient>(server_->port());
    QVERIFY(client_->publishAll(messages(11, 20)));
    QVERIFY(sink.waitForEvents(20));
    QVERIFY(sink.eids() == eidsFrom(1, 20));
    QCOMPARE(gaps(sink), "");
}

void TestNatsSource::cutConnectionsLoseAndRepeatNothing()
{
    FaultProxy proxy(server_->port());
    CollectingSink sink;
    const RunningSource running(source(std::format("nats://127.0.0.1:{}/SALES", proxy.port())),
                                sink);
    constexpr std::int64_t kRounds = 60;
    for (std::int64_t i = 0; i < kRounds; ++i) {
        QVERIFY(client_->publishAll(messages(200 * i + 1, 200 * i + 200)));
        if (i % 5 == 4) {
            const int before = proxy.connections();
            proxy.cutAll(i % 2 == 0 ? FaultProxy::Cut::Reset : FaultProxy::Cut::Finish);
            QTRY_VERIFY(proxy.connections() > before);
        }
        if (i == 30)
            proxy.setLimit(40'000); // also in the middle of a message
        if (i == 40)
            proxy.setLimit(0);
    }
    QVERIFY(sink.waitForEvents(200 * kRounds));
    QVERIFY(sink.eids() == eidsFrom(1, 200 * kRounds));
    QCOMPARE(gaps(sink), "");
    QVERIFY(proxy.connections() > 10);
}

void TestNatsSource::aDeadConnectionIsLost()
{
    FaultProxy proxy(server_->port());
    CollectingSink sink;
    const RunningSource running(
        source(std::format("nats://127.0.0.1:{}/SALES", proxy.port()), {}, {}, 600ms), sink);
    QVERIFY(client_->publish(line(1)));
    QVERIFY(sink.waitForEvents(1));
    proxy.setHalfOpen(true);
    QVERIFY(waitForFault(sink, "no heartbeat from 127.0.0.1:"));
    QVERIFY(waitForFault(sink, "no answer from 127.0.0.1:"));
    QVERIFY(client_->publish(line(2)));
    proxy.setHalfOpen(false);
    QVERIFY(sink.waitForEvents(2));
    QVERIFY(sink.eids() == eidsFrom(1, 2));
}

void TestNatsSource::aQuietStreamIsAlive()
{
    CollectingSink sink;
    const RunningSource running(source(server_->url(kStream), {}, {}, 600ms), sink);
    QVERIFY(sink.waitUntil([](const Collected& all) { return all.alive >= 10; }));
    QVERIFY(sink.look([](const Collected& all) {
        return all.states.size() == 2 && all.isLink(Link::Up) && all.batches.empty();
    }));
}

void TestNatsSource::aLeaderThatIsKilledIsSurvived()
{
    NatsCluster cluster;
    QVERIFY(cluster.start());
    auto client = std::make_unique<NatsClient>(cluster.server(0).port());
    QVERIFY(client->makeStream("HA", {{"ha"}, 3, 0}));
    // More than is asked for ahead, so that most are yet to be read when the leader is killed.
    constexpr std::int64_t kBefore = 3 * NatsSource::kAskedMessages;
    constexpr std::int64_t kAll = kBefore + 2000;
    QVERIFY(client->publishAll(messages(1, kBefore), "ha"));
    // What nobody has confirmed may have been stored: each attempt is another message.
    std::int64_t attempt = 2 * kAll;
    const auto publishAgain = [&] { return client->publish(line(++attempt), "ha"); };
    CollectingSink sink;
    sink.hold();
    const RunningSource running(source(cluster.url("HA")), sink);
    QVERIFY(sink.waitForBlockedSource());
    const std::string leader = client->leader("HA");
    QVERIFY(leader.size() == 2);
    const auto index = static_cast<std::size_t>(leader[1] - '0');
    client.reset();
    cluster.server(index).kill();
    QVERIFY(sink.eids().empty());
    sink.release();
    client = std::make_unique<NatsClient>(cluster.server((index + 1) % 3).port());
    QTRY_VERIFY_WITH_TIMEOUT(publishAgain(), 60'000);
    QVERIFY(client->publishAll(messages(kBefore + 1, kAll), "ha"));
    const auto hasCome = [&](std::int64_t eid) {
        return sink.waitUntil(
            [eid](const Collected& all) { return !all.eids.empty() && all.eids.back() == eid; });
    };
    QVERIFY2(hasCome(kAll), lastWords(sink).c_str());

    // And again once it is back.
    QVERIFY(cluster.server(index).start());
    QTRY_VERIFY_WITH_TIMEOUT(client->isWhole("HA"), 60'000);
    const auto other = static_cast<std::size_t>(client->leader("HA").at(1) - '0');
    client.reset();
    cluster.server(other).kill();
    client = std::make_unique<NatsClient>(cluster.server((other + 1) % 3).port());
    QTRY_VERIFY_WITH_TIMEOUT(publishAgain(), 60'000);
    QVERIFY2(hasCome(attempt), lastWords(sink).c_str());
    std::vector<std::int64_t> eids = sink.eids();
    std::ranges::sort(eids);
    QVERIFY(std::ranges::adjacent_find(eids) == eids.end()); // none twice
    const auto attempts = std::ranges::upper_bound(eids, kAll);
    QVERIFY(std::vector(eids.begin(), attempts) == eidsFrom(1, kAll));
    QCOMPARE(gaps(sink), "");
}

void TestNatsSource::itStopsAtOnce_data()
{
    QTest::addColumn<QString>("when");
    for (const char* when :
         {"quiet", "busy", "refused", "no answer", "answers stop", "no such host"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

void TestNatsSource::itStopsAtOnce()
{
    QFETCH(const QString, when);
    QVERIFY(client_->publishAll(messages(1, 20'000)));
    FaultProxy proxy(server_->port());
    std::string url = std::format("nats://127.0.0.1:{}/SALES", proxy.port());
    if (when == u"refused")
        proxy.setRefusing(true);
    if (when == u"no answer")
        proxy.setHalfOpen(true);
    if (when == u"no such host")
        url = "nats://no-such-host.invalid/SALES";
    CollectingSink sink;
    RunningSource running(source(url), sink);
    if (when == u"quiet" || when == u"answers stop")
        QVERIFY(sink.waitForEvents(20'000));
    if (when == u"answers stop")
        proxy.setHalfOpen(true);
    if (when != u"busy")
        QTest::qWait(100);
    QVERIFY(running.stop() < 200ms);
    proxy.setHalfOpen(false);
}

void TestNatsSource::aSlowReaderIsNotFlooded()
{
    constexpr std::int64_t kEvents = 60'000; // some 10 MB
    QVERIFY(client_->publishAll(messages(1, kEvents)));
    FaultProxy proxy(server_->port());
    CollectingSink sink;
    sink.hold();
    RunningSource running(source(std::format("nats://127.0.0.1:{}/SALES", proxy.port())), sink);
    QVERIFY(sink.waitForBlockedSource());
    QTest::qWait(500);
    const std::uint64_t bytes = proxy.bytesToClients();
    QVERIFY2(bytes < 2 * NatsSource::kAskedBytes, std::to_string(bytes).c_str());
    QTest::qWait(500);
    QCOMPARE(proxy.bytesToClients(), bytes);
    sink.release();
    QVERIFY(sink.waitForEvents(kEvents));
    QVERIFY(sink.eids() == eidsFrom(1, kEvents));

    sink.hold();
    QVERIFY(client_->publish(line(kEvents + 1)));
    QVERIFY(sink.waitForBlockedSource());
    sink.close();
    QVERIFY(running.stop() < 200ms);
}

void TestNatsSource::itsConsumerIsRemoved()
{
    CollectingSink sink;
    RunningSource running(source(server_->url(kStream)), sink);
    QTRY_COMPARE(client_->consumers(kStream), 1);
    running.stop();
    QTRY_COMPARE(client_->consumers(kStream), 0);
}

QTEST_GUILESS_MAIN(TestNatsSource)
#include "tst_natssource.moc"
