// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// JetStream against a real nats-server.
#include "models/feed/natssource.h"

#include "models/feed/jetstream.h"
#include "models/feed/natslocation.h"
#include "tests/faultproxy.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"
#include "tests/natscredentials.h"
#include "tests/natsserver.h"

#include <algorithm>
#include <format>
#include <memory>
#include <string>
#include <vector>

#include <QHostAddress>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
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

using Collected = CollectingSink::Collected;

constexpr NatsTimes kFast{
    .shortest_wait = 5ms, .longest_wait = 50ms, .behind = 300ms, .ask = 200ms};
constexpr char kStream[] = "SALES";

std::unique_ptr<Source> source(const std::string& url, const std::string& cursor = {},
                               const Access& access = {}, std::chrono::milliseconds proof = 30s)
{
    std::string error;
    auto location = NatsLocation::parse(url, error);
    if (!location)
        qFatal("%s", error.c_str());
    return std::make_unique<NatsSource>(
        FeedSpec{url, {.feed = "test"}, cursor, &fixedNow, access, proof}, *std::move(location),
        kFast);
}

/// The line of each event as a message of its own.
std::vector<std::string> messages(std::int64_t first, std::int64_t last)
{
    std::vector<std::string> all;
    for (std::int64_t eid = first; eid <= last; ++eid)
        all.push_back(line(eid));
    return all;
}

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

std::string cursorOf(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.cursor(); });
}

bool waitForFault(CollectingSink& sink, const std::string& words)
{
    return sink.waitUntil([&](const Collected& all) {
        return std::ranges::any_of(all.states, [&](const LinkState& state) {
            return state.link == Link::Connecting && state.fault.find(words) != std::string::npos &&
                   state.detail.starts_with(state.fault + ", next try in ");
        });
    });
}

/// What the source says when it has not come as far as it should.
std::string lastWords(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.lastDetail(); });
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

bool runTool(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

/// Makes an authority and a certificate of it for "localhost" in `folder`.
bool makeCertificates(const QString& folder, const QString& authority)
{
    const auto in = [&](const QString& name) -> QString { return folder + u'/' + name; };
    const QString openssl = u"openssl"_s;
    writeFile(in(u"names"_s).toStdString(), "subjectAltName=DNS:localhost\n");
    return runTool(openssl, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                             u"-subj"_s, u"/CN="_s + authority, u"-keyout"_s,
                             in(authority + u".key"_s), u"-out"_s, in(authority + u".pem"_s)}) &&
           runTool(openssl, {u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s,
                             u"/CN=localhost"_s, u"-keyout"_s, in(u"server.key"_s), u"-out"_s,
                             in(u"server.csr"_s)}) &&
           runTool(openssl, {u"x509"_s, u"-req"_s, u"-in"_s, in(u"server.csr"_s), u"-CA"_s,
                             in(authority + u".pem"_s), u"-CAkey"_s, in(authority + u".key"_s),
                             u"-CAcreateserial"_s, u"-out"_s, in(u"server.pem"_s), u"-extfile"_s,
                             in(u"names"_s)});
}

} // namespace

class TestNatsSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void locationsAreRead_data();
    void locationsAreRead();
    void otherLocationsAreRefused_data();
    void otherLocationsAreRefused();
    void accessThatMakesNoSenseIsRefused();
    void positionsAreRead();

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

    void faultsAreTold_data();
    void faultsAreTold();
    void aStreamThatComesLaterIsRead();
    void credentialsAreAsked();
    void secretsAreReadAgain();
    void aCredentialsFileSignsIn();
    void credentialsThatAreNoGoodAreTold_data();
    void credentialsThatAreNoGoodAreTold();
    void whatIsNotPermittedIsTold();
    void tlsIsVerified();

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

void TestNatsSource::locationsAreRead_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("servers");
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<bool>("tls");
    const auto row = [](const char* url, const char* servers, const char* stream,
                        const char* subject, bool tls) {
        QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(servers)
                           << QString::fromLatin1(stream) << QString::fromLatin1(subject) << tls;
    };
    row("nats://h/S", "h:4222 ", "S", "", false);
    row("nats://h:1/S", "h:1 ", "S", "", false);
    row("nats://a,b:2,[::1]:3/S?subject=x.*.%3E", "a:4222 b:2 [::1]:3 ", "S", "x.*.>", false);
    row("NATS+TLS://h.example.com/sales_1", "h.example.com:4222 ", "sales_1", "", true);
    row("nats://h/S?subject=a.>", "h:4222 ", "S", "a.>", false);
}

void TestNatsSource::locationsAreRead()
{
    QFETCH(const QString, url);
    std::string error;
    const auto location = NatsLocation::parse(url.toStdString(), error);
    QVERIFY2(location, error.c_str());
    QString servers;
    for (const auto& server : location->servers)
        servers += QString::fromStdString(server.name()) + u' ';
    QTEST(servers, "servers");
    QTEST(QString::fromStdString(location->stream), "stream");
    QTEST(QString::fromStdString(location->subject), "subject");
    QTEST(location->is_tls, "tls");
}

void TestNatsSource::otherLocationsAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* url, const char* words) {
        QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(words);
    };
    row("nats://h", "names no stream; write it as nats://host:port/STREAM");
    row("nats://h/", "names no stream");
    row("nats://h?subject=a", "names no stream");
    row("nats:S", "not a valid nats URL");
    row("nats:///S", "a host is missing");
    row("nats://a,,b/S", "a host is missing");
    row("nats://h:0/S", "a host is missing or wrong");
    row("nats://h:70000/S", "a host is missing or wrong");
    row("nats://h:x/S", "a host is missing or wrong");
    row("nats://[::1/S", "a host is missing or wrong");
    row("nats://h/A.B", "names no stream that there could be");
    row("nats://h/A/B", "names no stream that there could be");
    row("nats://h/A%22", "names no stream that there could be");
    row("nats://h/S#x", "has no #");
    row("nats://h/S?token=x", "takes nothing but one subject");
    row("nats://h/S?subject=a&subject=b", "takes nothing but one subject");
    row("nats://h/S?subject=", "names no subject that there could be");
    row("nats://h/S?subject=a..b", "names no subject that there could be");
    row("nats://h/S?subject=a%22", "names no subject that there could be");
    row("nats://h/S?subject=a%2", "names no subject that there could be");
    row("nats://me:secret@h/S", "nats://h: a URL with a user or password is refused");
    row("nats://secret@h/S", "nats://h: a URL with a user or password is refused");
}

void TestNatsSource::otherLocationsAreRefused()
{
    QFETCH(const QString, url);
    QFETCH(const QString, words);
    std::string error;
    QVERIFY(!NatsLocation::parse(url.toStdString(), error));
    QVERIFY2(error.find(words.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("secret") == std::string::npos, error.c_str());
    QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
}

void TestNatsSource::accessThatMakesNoSenseIsRefused()
{
    std::string error;
    QVERIFY(source("nats://h/S")->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.certificate_file = "a.pem"})->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.key_file = "a.key"})->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.user = "me"})->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.options_file = "a"})->canBegin(error));
}

void TestNatsSource::positionsAreRead()
{
    const auto at = [](std::string_view reply) {
        const auto position = JetStreamPosition::parse(reply);
        return position ? std::format("{} {}", position->in_stream, position->in_reader) : "";
    };
    QCOMPARE(at("$JS.ACK.SALES.cons.1.340.12.1299772875000000000.7"), "340 12");
    QCOMPARE(at("$JS.ACK.hub.acc.SALES.cons.1.340.12.1299772875000000000.7"), "340 12");
    QCOMPARE(at("$JS.ACK.hub.acc.SALES.cons.1.340.12.1299772875000000000.7.random"), "340 12");
    for (const char* other :
         {"", "$JS.ACK.", "$JS.ACK.SALES.cons.1.340.12.1299772875", "$JS.ACK.SALES.cons.1.x.12.1.7",
          "_INBOX.a.b", "$JS.ACK.a.b.SALES.cons.1.340.12.1", "$JS.ACK.......", "$JS.ACK"})
        QCOMPARE(at(other), "");
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
    QVERIFY(client->publishAll(messages(1, 2000), "ha"));
    CollectingSink sink;
    const RunningSource running(source(cluster.url("HA")), sink);
    QVERIFY(sink.waitForEvents(1000)); // it is in the middle of it
    const std::string leader = client->leader("HA");
    QVERIFY(leader.size() == 2);
    const auto index = static_cast<std::size_t>(leader[1] - '0');
    client.reset();
    cluster.server(index).kill();
    client = std::make_unique<NatsClient>(cluster.server((index + 1) % 3).port());
    std::int64_t next = 2001;
    QTRY_VERIFY_WITH_TIMEOUT(client->publish(line(next), "ha"), 60'000);
    QVERIFY(client->publishAll(messages(2002, 4000), "ha"));
    QVERIFY2(sink.waitUntil([](const Collected& all) { return all.eids.back() == 4000; }),
             lastWords(sink).c_str());
    QCOMPARE(gaps(sink), "");

    // And again once it is back.
    QVERIFY(cluster.server(index).start());
    QTRY_VERIFY_WITH_TIMEOUT(client->isWhole("HA"), 60'000);
    const auto other = static_cast<std::size_t>(client->leader("HA").at(1) - '0');
    client.reset();
    cluster.server(other).kill();
    client = std::make_unique<NatsClient>(cluster.server((other + 1) % 3).port());
    next = 4001;
    QTRY_VERIFY_WITH_TIMEOUT(client->publish(line(next), "ha"), 60'000);
    QVERIFY2(sink.waitUntil([](const Collected& all) { return all.eids.back() == 4001; }),
             lastWords(sink).c_str());
    // A publisher that was not answered may have been heard.
    std::vector<std::int64_t> eids = sink.eids();
    std::ranges::sort(eids);
    const auto again = std::ranges::unique(eids);
    eids.erase(again.begin(), again.end());
    QVERIFY(eids == eidsFrom(1, 4001));
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

void TestNatsSource::faultsAreTold_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* name, const char* url, const char* fault) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(fault);
    };
    row("refused", "nats://127.0.0.1:1/SALES", "connection refused by 127.0.0.1:1");
    row("unknown host", "nats://no-such-host.invalid/SALES",
        "host not found: no-such-host.invalid");
    row("several", "nats://127.0.0.1:1,127.0.0.1:2/SALES",
        "connection refused by 127.0.0.1:1; connection refused by 127.0.0.1:2");
    row("no stream", "nats://127.0.0.1:%1/NOPE", "no stream NOPE at 127.0.0.1:%1; check the URL");
    row("no TLS", "nats+tls://127.0.0.1:%1/SALES",
        "127.0.0.1:%1 offers no TLS, which the URL asks for");
    row("one of two", "nats://127.0.0.1:1,127.0.0.1:%1/NOPE", "no stream NOPE at 127.0.0.1:%1");
}

void TestNatsSource::faultsAreTold()
{
    QFETCH(QString, url);
    QFETCH(QString, fault);
    const QString port = QString::number(server_->port());
    CollectingSink sink;
    const RunningSource running(source(url.replace(u"%1"_s, port).toStdString()), sink);
    QVERIFY2(waitForFault(sink, fault.replace(u"%1"_s, port).toStdString()),
             lastWords(sink).c_str());
}

void TestNatsSource::aStreamThatComesLaterIsRead()
{
    CollectingSink sink;
    const RunningSource running(source(server_->url("LATER")), sink);
    QVERIFY(waitForFault(sink, "no stream LATER"));
    QVERIFY(client_->makeStream("LATER", {{"later"}, 1, 0}));
    QVERIFY(client_->publish(line(1), "later"));
    QVERIFY(sink.waitForEvents(1));
}

void TestNatsSource::credentialsAreAsked()
{
    NatsServer server(u"authorization { token: swordfish }"_s);
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const std::string secret = folder.filePath(u"secret"_s).toStdString();
    writeFile(secret, "wrong\n");
    const auto faultOf = [&](const Access& access, const char* words) {
        CollectingSink sink;
        const RunningSource running(source(server.url(kStream), {}, access), sink);
        const bool is_told = waitForFault(sink, words);
        const std::string all = lastWords(sink);
        if (!is_told || all.find("wrong") != std::string::npos)
            qInfo("%s", all.c_str());
        return is_told && all.find("wrong") == std::string::npos;
    };
    QVERIFY(faultOf({}, "asks for credentials"));
    QVERIFY(faultOf({.secret_file = secret}, "does not accept our credentials"));
    QVERIFY(faultOf({.user = "me", .secret_file = secret}, "does not accept our credentials"));
    QVERIFY(faultOf({.secret_file = "/nowhere/secret"}, "/nowhere/secret: no such file"));
    QVERIFY(faultOf({.credentials_file = "/nowhere/a.creds"}, "/nowhere/a.creds: no such file"));
    writeFile(secret, "");
    QVERIFY(faultOf({.secret_file = secret}, "has no secret in its first line"));
}

void TestNatsSource::secretsAreReadAgain()
{
    NatsServer server(u"authorization { user: wall, password: swordfish }"_s);
    QVERIFY(server.start());
    NatsClient client(server.port(), "wall", "swordfish");
    QVERIFY(client.makeStream(kStream));
    QVERIFY(client.publish(line(1)));
    const QTemporaryDir folder;
    const std::string secret = folder.filePath(u"secret"_s).toStdString();
    writeFile(secret, "old\n");
    CollectingSink sink;
    const RunningSource running(
        source(server.url(kStream), {}, {.user = "wall", .secret_file = secret}), sink);
    QVERIFY(waitForFault(sink, "does not accept our credentials"));
    writeFile(secret, "swordfish\n");
    QVERIFY(sink.waitForEvents(1));
}

/// By decentralised JWT authentication: the server trusts an operator, and asks for a signature.
void TestNatsSource::aCredentialsFileSignsIn()
{
    NatsServer server(test::nats_credentials::serverSettings());
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const std::string file = folder.filePath(u"wall.creds"_s).toStdString();
    writeFile(file, test::nats_credentials::userFile());
    NatsClient client(server.port(), nullptr, nullptr, file.c_str());
    QVERIFY(client.isConnected());
    QVERIFY(client.makeStream(kStream));
    QVERIFY(client.publish(line(1)));

    // One that was renewed is read without a new start.
    writeFile(file, test::nats_credentials::userFileOfAnotherKey());
    CollectingSink sink;
    RunningSource running(source(server.url(kStream), {}, {.credentials_file = file}), sink);
    QVERIFY2(waitForFault(sink, "does not accept our credentials"), lastWords(sink).c_str());
    writeFile(file, test::nats_credentials::userFile());
    QVERIFY2(sink.waitForEvents(1), lastWords(sink).c_str());
    QVERIFY(client.publish(line(2)));
    QVERIFY(sink.waitForEvents(2));
    QVERIFY(sink.eids() == eidsFrom(1, 2));
    QVERIFY(running.stop() < 200ms);
}

void TestNatsSource::credentialsThatAreNoGoodAreTold_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const std::string& file, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(words);
    };
    const std::string good = test::nats_credentials::userFile();
    row("expired", test::nats_credentials::userFile(1'700'000'000),
        "does not accept our credentials");
    row("another key", test::nats_credentials::userFileOfAnotherKey(),
        "does not accept our credentials");
    row("empty", "", "wall.creds: is no file of NATS credentials (.creds)");
    row("a password", "hunter2\n", "wall.creds: is no file of NATS credentials (.creds)");
    row("no seed", good.substr(0, good.find("-----BEGIN USER NKEY")),
        "wall.creds: is no file of NATS credentials (.creds)");
}

void TestNatsSource::credentialsThatAreNoGoodAreTold()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, words);
    NatsServer server(test::nats_credentials::serverSettings());
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const std::string path = folder.filePath(u"wall.creds"_s).toStdString();
    writeFile(path, file.toStdString());
    CollectingSink sink;
    const RunningSource running(source(server.url(kStream), {}, {.credentials_file = path}), sink);
    QVERIFY2(waitForFault(sink, words.toStdString()), lastWords(sink).c_str());
    QVERIFY(lastWords(sink).find("hunter2") == std::string::npos);
}

void TestNatsSource::whatIsNotPermittedIsTold()
{
    NatsServer server(uR"(accounts { A { jetstream: enabled, users: [
        { user: admin, password: a }
        { user: wall, password: w, permissions: { publish: ["$JS.API.STREAM.>"] } }
        { user: reader, password: w, permissions: { subscribe: ["_INBOX.>"], publish: [
            "$JS.API.STREAM.INFO.SALES", "$JS.API.CONSUMER.CREATE.SALES",
            "$JS.API.CONSUMER.INFO.SALES.>", "$JS.API.CONSUMER.MSG.NEXT.SALES.>",
            "$JS.API.CONSUMER.DELETE.SALES.>"] } } ] } })"_s);
    QVERIFY(server.start());
    NatsClient client(server.port(), "admin", "a");
    QVERIFY(client.makeStream(kStream));
    const QTemporaryDir folder;
    const std::string secret = folder.filePath(u"secret"_s).toStdString();
    writeFile(secret, "w\n");
    CollectingSink sink;
    const RunningSource running(
        source(server.url(kStream), {}, {.user = "wall", .secret_file = secret}), sink);
    QVERIFY2(waitForFault(sink, "does not permit it: Permissions Violation for Publish to "
                                "\"$JS.API.CONSUMER.CREATE.SALES\""),
             lastWords(sink).c_str());

    // What docs/feeds.md asks for is enough.
    QVERIFY(client.publish(line(1)));
    CollectingSink permitted;
    RunningSource reading(source(server.url(kStream) + "?subject=sales", {},
                                 {.user = "reader", .secret_file = secret}),
                          permitted);
    QVERIFY2(permitted.waitForEvents(1), lastWords(permitted).c_str());
    QTest::qWait(500); // it asks how far it is
    reading.stop();
    QTRY_COMPARE(client.consumers(kStream), 0);
    QCOMPARE(permitted.look([](const Collected& all) { return all.states.size(); }), 2U);
}

void TestNatsSource::tlsIsVerified()
{
    const QTemporaryDir folder;
    if (!makeCertificates(folder.path(), u"ours"_s) ||
        !runTool(u"openssl"_s,
                 {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s,
                  u"/CN=other"_s, u"-keyout"_s, folder.filePath(u"other.key"_s), u"-out"_s,
                  folder.filePath(u"other.pem"_s)}))
        QSKIP("openssl is not installed");
    NatsServer server(u"tls { cert_file: \"%1\", key_file: \"%2\" }"_s.arg(
        folder.filePath(u"server.pem"_s), folder.filePath(u"server.key"_s)));
    QVERIFY(server.start());
    const std::string ours = folder.filePath(u"ours.pem"_s).toStdString();
    const std::string other = folder.filePath(u"other.pem"_s).toStdString();
    const auto faultOf = [&](const std::string& host, const Access& access, const char* words) {
        CollectingSink sink;
        const RunningSource running(
            source(std::format("nats+tls://{}:{}/SALES", host, server.port()), {}, access), sink);
        const bool is_told = waitForFault(sink, words);
        if (!is_told)
            qInfo("%s", lastWords(sink).c_str());
        return is_told;
    };
    QVERIFY(faultOf("localhost", {.ca_file = ours}, "no stream SALES"));
    QVERIFY(faultOf("127.0.0.1", {.ca_file = ours}, "its certificate is for another host"));
    QVERIFY(faultOf("localhost", {.ca_file = other}, "is from nobody who is trusted here"));
    QVERIFY(faultOf("localhost", {}, "is from nobody who is trusted here"));
    QVERIFY(faultOf("localhost", {.ca_file = "/nowhere.pem"}, "/nowhere.pem: no such file"));
    const std::string secret = folder.filePath(u"secret"_s).toStdString();
    writeFile(secret, "not PEM\n");
    QVERIFY(faultOf("localhost", {.ca_file = secret}, "holds no certificate"));
    // A plain URL does not go around it.
    CollectingSink sink;
    const RunningSource running(source(std::format("nats://127.0.0.1:{}/SALES", server.port())),
                                sink);
    QVERIFY(waitForFault(sink, "no secure connection to"));
}

QTEST_GUILESS_MAIN(TestNatsSource)
#include "tst_natssource.moc"
