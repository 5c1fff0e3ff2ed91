// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// A Kafka topic against librdkafka's mock cluster. It cannot add partitions, abort transactions,
// sign in or speak TLS: a cursor that lacks a partition stands for the first, a server of openssl
// for the last.
#include "models/feed/kafkasource.h"

#include "models/feed/kafkaaccess.h"
#include "models/feed/kafkafaults.h"
#include "models/feed/kafkapositions.h"
#include "tests/mockkafka.h"
#include "tests/models/feed/collectingsink.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <librdkafka/rdkafka.h>

using namespace livewall;
using namespace livewall::feed;
using namespace livewall::test;
using namespace std::chrono_literals;

namespace {

using Collected = CollectingSink::Collected;

const std::string kTopic = "purchases";
constexpr int kPatience_ms = 20'000;

std::vector<std::int64_t> sorted(std::vector<std::int64_t> eids)
{
    std::ranges::sort(eids);
    return eids;
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// Where the last connection failed, in the words for it.
std::string fault(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        return all.states.empty() ? std::string() : all.states.back().fault;
    });
}

bool waitForFault(CollectingSink& sink, std::string_view part)
{
    return sink.waitUntil([&](const Collected& all) {
        return all.isLink(Link::Connecting) && contains(all.states.back().fault, part);
    });
}

/// All gaps, a line each.
std::string gaps(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        std::string text;
        for (const auto& batch : all.batches)
            text += batch->gap.empty() ? "" : batch->gap + '\n';
        return text;
    });
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

std::int64_t residentBytes()
{
    std::ifstream status("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    status >> total >> resident;
    return resident * 4096;
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void writeText(const QString& path, const QByteArray& text)
{
    QFile file(path);
    const bool is_open = file.open(QIODevice::WriteOnly);
    Q_ASSERT(is_open);
    file.write(text);
}

} // namespace

class TestKafkaSource : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<MockKafka> kafka_;
    QTemporaryDir folder_;

    FeedSpec spec(const std::string& cursor = {}, const std::string& topic = kTopic) const
    {
        return {.location = "kafka://" + kafka_->brokers() + "/" + topic,
                .decoder = {.feed = "test"},
                .cursor = cursor,
                .now_ms = &fixedNow,
                .proof = 3s};
    }

    std::unique_ptr<Source> source(const std::string& cursor = {}) const
    {
        return std::make_unique<KafkaSource>(spec(cursor));
    }

    /// One purchase a message, in turn to each partition.
    bool produce(std::int64_t first, std::int64_t last, int partitions)
    {
        bool is_sent = true;
        for (std::int64_t eid = first; eid <= last; ++eid)
            is_sent =
                is_sent && kafka_->enqueue(kTopic, static_cast<int>(eid % partitions), line(eid));
        return is_sent && kafka_->flush();
    }

    /// Reads the topic to its present end and says where that is.
    std::string cursorAfter(std::size_t events)
    {
        CollectingSink sink;
        RunningSource running(source(), sink);
        return sink.waitForEvents(events)
                   ? sink.look([](const Collected& all) { return all.cursor(); })
                   : std::string();
    }

    QString optionsFile(const QByteArray& text)
    {
        const QString path = folder_.filePath(QStringLiteral("kafka.properties"));
        writeText(path, text);
        return path;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        kafka_ = std::make_unique<MockKafka>();
    }
    void cleanup() { kafka_.reset(); }

    void allPartitionsAreRead()
    {
        kafka_->createTopic(kTopic, 12);
        QVERIFY(produce(1, 6'000, 12));
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(6'000));
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 6'000));
        QVERIFY(std::ranges::max(sink.look([](const Collected& all) { return all.received; })) <=
                1024U);
        QVERIFY(produce(6'001, 6'100, 12));
        QVERIFY(sink.waitForEvents(6'100));
        QVERIFY(sink.waitUntil([](const Collected& all) { return all.alive > 2; }));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 6'100));
        QVERIFY(running.stop() < 200ms);
        QCOMPARE(gaps(sink), std::string());
        QCOMPARE(resent(sink), 0U);
    }

    void whatKcatSendsIsRead_data()
    {
        QTest::addColumn<QString>("codec");
        for (const char* codec : {"none", "gzip", "snappy", "lz4", "zstd"})
            QTest::newRow(codec) << QString::fromLatin1(codec);
    }
    void whatKcatSendsIsRead()
    {
        QFETCH(QString, codec);
        const QString kcat = QStandardPaths::findExecutable(QStringLiteral("kcat"));
        if (kcat.isEmpty())
            QSKIP("kcat is not installed");
        kafka_->createTopic(kTopic, 5);
        QProcess producer;
        producer.start(kcat, {QStringLiteral("-P"), QStringLiteral("-q"), QStringLiteral("-b"),
                              QString::fromStdString(kafka_->brokers()), QStringLiteral("-t"),
                              QString::fromStdString(kTopic), QStringLiteral("-z"), codec});
        producer.write(QByteArray::fromStdString(lines(1, 3'000)));
        producer.closeWriteChannel();
        QVERIFY(producer.waitForFinished(kPatience_ms));
        QCOMPARE(producer.exitCode(), 0);
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(3'000));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 3'000));
    }

    void aMessageIsOneOrManyLinesAndATombstoneIsNone()
    {
        kafka_->createTopic(kTopic, 1);
        QVERIFY(kafka_->produce(kTopic, 0, lines(1, 3)));
        QVERIFY(kafka_->produce(kTopic, 0, std::nullopt));
        std::string last_without_end = lines(4, 5);
        last_without_end.pop_back();
        QVERIFY(kafka_->produce(kTopic, 0, last_without_end));
        QVERIFY(kafka_->produce(kTopic, 0, ""));
        QVERIFY(kafka_->produce(kTopic, 0, "\n\r\n"));
        QVERIFY(kafka_->produce(kTopic, 0, "<html>502 Bad Gateway</html>"));
        QVERIFY(kafka_->produce(kTopic, 0, std::string(70'000, 'x')));
        QVERIFY(kafka_->produce(kTopic, 0, std::string("\x00\xff\xfe{", 4)));
        QVERIFY(kafka_->produce(kTopic, 0, line(6)));
        QVERIFY(kafka_->produce(kTopic, 0, std::nullopt));
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(6));
        QVERIFY(sink.eids() == eidsFrom(1, 6));
        QVERIFY(sink.waitUntil([](const Collected& all) { return all.cursor().ends_with(" 10"); }));
        sink.look([](const Collected& all) {
            QCOMPARE(all.rejected(event::Rejection::Json), 2U);
            QCOMPARE(all.rejected(event::Rejection::Length), 1U);
        });
    }

    void aMessageIsNeverCutByTheEndOfABatch()
    {
        kafka_->createTopic(kTopic, 1);
        for (std::int64_t first = 1; first <= 9'000; first += 3'000)
            QVERIFY(kafka_->produce(kTopic, 0, lines(first, first + 2'999)));
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(9'000));
        sink.look([](const Collected& all) {
            // One each: the next message begins another batch.
            for (const std::size_t received : all.received)
                QVERIFY(received == 0 || received == 3'000);
        });
    }

    void anyCursorResumesWithoutLossOrRepetition()
    {
        constexpr std::int64_t kEvents = 20'000;
        kafka_->createTopic(kTopic, 7);
        QVERIFY(produce(1, kEvents, 7));
        CollectingSink whole;
        {
            RunningSource running(source(), whole);
            QVERIFY(whole.waitForEvents(kEvents));
        }
        const auto cursors = whole.look([](const Collected& all) { return all.cursors; });
        const auto received = whole.look([](const Collected& all) { return all.received; });
        for (std::size_t batch = 0; batch < cursors.size(); batch += 4) {
            std::size_t before = 0;
            for (std::size_t i = 0; i <= batch; ++i)
                before += received[i];
            std::vector<std::int64_t> eids = whole.eids();
            eids.resize(before);
            CollectingSink rest;
            RunningSource running(source(cursors[batch]), rest);
            QVERIFY(rest.waitForEvents(kEvents - before));
            running.stop();
            const auto others = rest.eids();
            eids.insert(eids.end(), others.begin(), others.end());
            QVERIFY(sorted(eids) == eidsFrom(1, kEvents));
            QCOMPARE(gaps(rest), std::string());
        }
    }

    void atTheEndACursorResumesWithNothing()
    {
        kafka_->createTopic(kTopic, 3);
        QVERIFY(produce(1, 30, 3));
        const std::string cursor = cursorAfter(30);
        CollectingSink sink;
        RunningSource running(source(cursor), sink);
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(produce(31, 33, 3));
        QVERIFY(sink.waitForEvents(3));
        QVERIFY(sorted(sink.eids()) == eidsFrom(31, 33));
    }

    void aPartitionThatWasAddedIsReadFromItsBeginning()
    {
        kafka_->createTopic(kTopic, 3);
        QVERIFY(produce(1, 9, 3));
        CollectingSink sink;
        RunningSource running(source("purchases 3,3"), sink);
        QVERIFY(sink.waitForEvents(3));
        QVERIFY(sorted(sink.eids()) == (std::vector<std::int64_t>{2, 5, 8}));
        QCOMPARE(gaps(sink), std::string());
    }

    void whatTheBrokersNoLongerKeepIsAGap()
    {
        kafka_->createTopic(kTopic, 2);
        QVERIFY(produce(1, 10, 2));
        const std::string cursor = cursorAfter(10);
        // Incompressible, so that the first of them are deleted.
        std::string noise(100'000, ' ');
        quint32 state = 1;
        for (int i = 0; i < 80; ++i) {
            for (char& byte : noise)
                byte = static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
            QVERIFY(kafka_->produce(kTopic, 1, noise));
        }
        QVERIFY(kafka_->produce(kTopic, 1, line(11)));
        QVERIFY(kafka_->produce(kTopic, 0, line(12)));
        CollectingSink sink;
        RunningSource running(source(cursor), sink);
        QVERIFY(sink.waitForEvents(2));
        QVERIFY(sorted(sink.eids()) == eidsFrom(11, 12));
        const QString said = QString::fromStdString(gaps(sink));
        const QRegularExpression expected(QStringLiteral("^partition 1: positions 5 to (\\d+)\n$"));
        const QRegularExpressionMatch match = expected.match(said);
        QVERIFY2(match.hasMatch(), qPrintable(said));
        // It goes on right behind the gap: what is left of the noise, and the purchase.
        const int end = match.captured(1).toInt();
        QVERIFY(end > 20 && end < 85);
        sink.look([&](const Collected& all) { QVERIFY(all.cursor().ends_with(" 6,86")); });
    }

    void whatLiesBeyondTheEndIsAGap()
    {
        kafka_->createTopic(kTopic, 2);
        QVERIFY(produce(1, 10, 2));
        CollectingSink sink;
        RunningSource running(source("purchases 5,100"), sink);
        const std::string told = "partition 1: positions 5 to 99, which it had; goes on at 5\n";
        QTRY_COMPARE_WITH_TIMEOUT(gaps(sink), told, kPatience_ms);
        QVERIFY(sink.waitForLink(Link::Up));
        QCOMPARE(sink.look([](const Collected& all) { return all.cursor(); }), "purchases 5,5");
        // What it has now may have been counted long ago; what comes is new.
        QVERIFY(kafka_->produce(kTopic, 1, line(11)));
        QVERIFY(sink.waitForEvents(1));
        QVERIFY(sink.eids() == eidsFrom(11, 11));
        QCOMPARE(gaps(sink), told);
        QCOMPARE(sink.look([](const Collected& all) { return all.cursor(); }), "purchases 5,6");
    }

    void whatIsNoCursorOfTheTopicIsAGap_data()
    {
        QTest::addColumn<QString>("cursor");
        QTest::newRow("another topic's") << QStringLiteral("others 3,3");
        QTest::newRow("a file's") << QStringLiteral("file1 1 2 3 3 a");
        QTest::newRow("a broken one") << QStringLiteral("purchases 1,x");
        QTest::newRow("none") << QStringLiteral("7");
    }
    void whatIsNoCursorOfTheTopicIsAGap()
    {
        QFETCH(const QString, cursor);
        kafka_->createTopic(kTopic, 2);
        QVERIFY(produce(1, 10, 2));
        CollectingSink sink;
        RunningSource running(source(cursor.toStdString()), sink);
        QVERIFY(sink.waitForEvents(10));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 10));
        QCOMPARE(gaps(sink),
                 std::string("what came after a position that is none in topic purchases\n"));
        sink.look([](const Collected& all) {
            QVERIFY(!all.batches.front()->gap.empty());
            QCOMPARE(all.cursors.front(), std::string("purchases 0,0")); // it is told once
        });
    }

    void aTopicWithFewerPartitionsIsAGap()
    {
        kafka_->createTopic(kTopic, 1);
        QVERIFY(produce(1, 3, 1));
        CollectingSink sink;
        RunningSource running(source("purchases 2,7,8"), sink);
        QVERIFY(sink.waitForEvents(1));
        QCOMPARE(gaps(sink), std::string("partition 1 and those above are gone\n"));
        QCOMPARE(sink.look([](const Collected& all) { return all.cursor(); }), "purchases 3");
    }

    void aClusterThatIsDownIsFoundAgain()
    {
        kafka_->createTopic(kTopic, 4);
        QVERIFY(produce(1, 100, 4));
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(100));
        QVERIFY(sink.waitForLink(Link::Up));
        kafka_->setDown(0);
        QVERIFY(sink.waitForLink(Link::Connecting));
        const std::string said = fault(sink);
        QVERIFY2(contains(said, "connection refused by 127.0.0.1:") ||
                     contains(said, "connection lost to 127.0.0.1:"),
                 said.c_str());
        kafka_->setUp(0);
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(produce(101, 200, 4));
        QVERIFY(sink.waitForEvents(200));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 200));
        QCOMPARE(gaps(sink), std::string());
    }

    void aPartitionWhoseBrokerIsDownIsMissed()
    {
        kafka_->createTopic(kTopic, 2);
        kafka_->setLeader(kTopic, 0, 1);
        kafka_->setLeader(kTopic, 1, 2);
        QVERIFY(produce(1, 10, 2));
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(10));
        QVERIFY(sink.waitForLink(Link::Up));
        kafka_->setDown(2);
        QVERIFY(kafka_->produce(kTopic, 0, line(11))); // the others are read on
        QVERIFY(sink.waitForEvents(11));
        QVERIFY(sink.waitForLink(Link::Connecting));
        kafka_->setUp(2);
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(kafka_->produce(kTopic, 1, line(12)));
        QVERIFY(sink.waitForEvents(12));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 12));
    }

    void aLeaderThatMovesLosesAndRepeatsNothing()
    {
        kafka_->createTopic(kTopic, 3);
        CollectingSink sink;
        RunningSource running(source(), sink);
        for (int round = 0; round < 6; ++round) {
            for (int partition = 0; partition < 3; ++partition)
                kafka_->setLeader(kTopic, partition, 1 + (round + partition) % 3);
            QVERIFY(produce(round * 300 + 1, round * 300 + 300, 3));
        }
        QVERIFY(sink.waitForEvents(1'800));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 1'800));
        QCOMPARE(gaps(sink), std::string());
    }

    void fetchesThatFailLoseNothing()
    {
        kafka_->createTopic(kTopic, 2);
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForLink(Link::Up));
        for (int round = 0; round < 4; ++round) {
            kafka_->failFetches(round % 2 == 0 ? RD_KAFKA_RESP_ERR__TRANSPORT
                                               : RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
                                1);
            QVERIFY(produce(round * 50 + 1, round * 50 + 50, 2));
        }
        QVERIFY(sink.waitForEvents(200));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 200));
    }

    void aTopicThatIsNotThereIsWaitedFor()
    {
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(waitForFault(sink, "there is no topic purchases"));
        kafka_->createTopic(kTopic, 2);
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(produce(1, 4, 2));
        QVERIFY(sink.waitForEvents(4));
    }

    void aTopicThatMayNotBeReadIsSaid()
    {
        kafka_->createTopic(kTopic, 2);
        QVERIFY(produce(1, 4, 2));
        CollectingSink sink;
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForEvents(4));
        QVERIFY(sink.waitForLink(Link::Up));
        kafka_->setTopicError(kTopic, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
        QVERIFY(waitForFault(sink, "refuse to let us read topic purchases"));
        kafka_->setTopicError(kTopic, RD_KAFKA_RESP_ERR_NO_ERROR);
        QVERIFY(sink.waitForLink(Link::Up));
        QVERIFY(produce(5, 8, 2));
        QVERIFY(sink.waitForEvents(8));
        QVERIFY(sorted(sink.eids()) == eidsFrom(1, 8));
    }

    void aSlowWallIsNotFlooded()
    {
        // 480 MB of lines, a tenth of it as compressed as it is kept.
        constexpr int kPartitions = 12;
        constexpr std::int64_t kMiB = 1024 * 1024;
        std::string message = lines(1, 4'000);
        kafka_->createTopic(kTopic, kPartitions);
        for (int i = 0; i < 80; ++i)
            for (int partition = 0; partition < kPartitions; ++partition)
                QVERIFY(kafka_->enqueue(kTopic, partition, message));
        QVERIFY(kafka_->flush());
        CollectingSink sink;
        sink.hold();
        const std::int64_t before = residentBytes();
        RunningSource running(source(), sink);
        QVERIFY(sink.waitForBlockedSource());
        std::int64_t most = 0;
        for (int i = 0; i < 30; ++i) {
            QTest::qWait(100);
            most = std::max(most, residentBytes() - before);
        }
        qInfo("%lld of %lld MiB were taken", static_cast<long long>(most / kMiB),
              static_cast<long long>(static_cast<std::int64_t>(message.size()) * 80 * kPartitions /
                                     kMiB));
        QVERIFY(most < 160 * kMiB);
        sink.close();
        QVERIFY(running.stop() < 200ms);
    }

    void itStopsAtOnce_data()
    {
        QTest::addColumn<QString>("brokers");
        QTest::newRow("refused") << QStringLiteral("127.0.0.1:%1").arg(freePort());
        QTest::newRow("no answer") << QStringLiteral("192.0.2.1:9092");
        QTest::newRow("no such host") << QStringLiteral("no-such-host.invalid");
    }
    void itStopsAtOnce()
    {
        QFETCH(QString, brokers);
        FeedSpec lost = spec();
        lost.location = "kafka://" + brokers.toStdString() + "/purchases";
        for (const auto wait : {0ms, 30ms, 700ms}) {
            CollectingSink sink;
            RunningSource running(std::make_unique<KafkaSource>(lost), sink);
            QTest::qWait(wait);
            QVERIFY(running.stop() < 200ms);
        }
    }

    void whatKeepsItAwayIsSaid()
    {
        FeedSpec lost = spec();
        lost.location = "kafka://127.0.0.1:" + std::to_string(freePort()) + "/purchases";
        CollectingSink sink;
        RunningSource running(std::make_unique<KafkaSource>(lost), sink);
        QVERIFY(waitForFault(sink, "connection refused by 127.0.0.1:"));
        lost.location = "kafka://no-such-host.invalid/purchases";
        CollectingSink other;
        RunningSource unknown(std::make_unique<KafkaSource>(lost), other);
        QVERIFY(waitForFault(other, "host not found: no-such-host.invalid"));
    }

    void aCertificateThatNobodyTrustsIsRefused()
    {
        const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (openssl.isEmpty())
            QSKIP("openssl is not installed");
        const QString key = folder_.filePath(QStringLiteral("key.pem"));
        const QString certificate = folder_.filePath(QStringLiteral("certificate.pem"));
        const QStringList request = {QStringLiteral("req"),
                                     QStringLiteral("-x509"),
                                     QStringLiteral("-nodes"),
                                     QStringLiteral("-newkey"),
                                     QStringLiteral("rsa:2048"),
                                     QStringLiteral("-subj"),
                                     QStringLiteral("/CN=localhost"),
                                     QStringLiteral("-keyout"),
                                     key,
                                     QStringLiteral("-out"),
                                     certificate};
        QProcess made;
        made.start(openssl, request);
        QVERIFY(made.waitForFinished(kPatience_ms) && made.exitCode() == 0);
        const quint16 port = freePort();
        QProcess server;
        server.start(openssl, {QStringLiteral("s_server"), QStringLiteral("-quiet"),
                               QStringLiteral("-accept"), QString::number(port),
                               QStringLiteral("-key"), key, QStringLiteral("-cert"), certificate});
        QVERIFY(server.waitForStarted());
        FeedSpec secure = spec();
        secure.location = "kafka://localhost:" + std::to_string(port) + "/purchases";
        secure.access.options_file = optionsFile("security.protocol=ssl\n").toStdString();
        CollectingSink sink;
        RunningSource running(std::make_unique<KafkaSource>(secure), sink);
        QVERIFY(waitForFault(sink, "no secure connection to localhost:"));
        const std::string said = fault(sink);
        QVERIFY2(contains(said, "certificate"), said.c_str());
        QVERIFY(sink.waitUntil([](const Collected& all) {
            return std::ranges::any_of(all.states, [](const LinkState& state) {
                return contains(state.detail, "next try in");
            });
        }));
        server.kill();
        server.waitForFinished();
    }

    void aFileOfOptionsIsRead()
    {
        kafka_->createTopic(kTopic, 1);
        QVERIFY(produce(1, 2, 1));
        FeedSpec with_options = spec();
        with_options.access.options_file =
            optionsFile("# ours\n\nsecurity.protocol = plaintext\r\nclient.id=wall 7\n"
                        "socket.keepalive.enable=true\n")
                .toStdString();
        std::string error;
        QVERIFY2(KafkaSource(with_options).canBegin(error), error.c_str());
        CollectingSink sink;
        RunningSource running(std::make_unique<KafkaSource>(with_options), sink);
        QVERIFY(sink.waitForEvents(2));
    }

    void whatAFileOfOptionsMustNotHaveIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        const auto refused = [](const char* text, const char* said) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(said);
        };
        refused("group.id=x", ":1: group.id is what Livewall decides itself");
        refused("#\nenable.auto.commit=true", ":2: enable.auto.commit is what Livewall decides");
        refused("auto.offset.reset=earliest", ":1: auto.offset.reset is what Livewall decides");
        refused("isolation.level=read_uncommitted", ":1: isolation.level is what Livewall decides");
        refused("bootstrap.servers=elsewhere", ":1: bootstrap.servers is what Livewall decides");
        refused("test.mock.num.brokers=3", ":1: test.mock.num.brokers is what Livewall decides");
        refused("enable.ssl.certificate.verification=false", "certificates are always verified");
        refused("ssl.endpoint.identification.algorithm=none", "certificates are always verified");
        refused("sasl.pasword=hunter2", ":1: librdkafka knows no property sasl.pasword");
        refused("security.protocol=hunter2", ":1: security.protocol cannot have this value");
        refused("\n\nhunter2", ":3: is no name=value");
        refused("=hunter2", ":1: is no name=value");
    }
    void whatAFileOfOptionsMustNotHaveIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        FeedSpec wrong = spec();
        wrong.access.options_file = optionsFile(text).toStdString();
        std::string error;
        QVERIFY(!KafkaSource(wrong).canBegin(error));
        QVERIFY2(error.starts_with(wrong.access.options_file + ":"), error.c_str());
        QVERIFY2(contains(error, said.toStdString()), error.c_str());
        QVERIFY(!contains(error, "hunter2"));
        QVERIFY(!contains(error, "\n"));
    }

    void whoWeAreIsComplete()
    {
        const QString secret = folder_.filePath(QStringLiteral("secret"));
        writeText(secret, "hunter2\nmore\n");
        const auto errorOf = [&](Access access) {
            FeedSpec of = spec();
            of.access = std::move(access);
            std::string error;
            KafkaSource(of).canBegin(error);
            return error;
        };
        QCOMPARE(errorOf({.user = "wall", .secret_file = secret.toStdString()}), std::string());
        QVERIFY(contains(errorOf({.user = "wall", .secret_file = "/nowhere/secret"}),
                         "no such file: /nowhere/secret"));
        QVERIFY(contains(errorOf({.user = "wall"}), "a user and a secret file, or neither"));
        QVERIFY(contains(errorOf({.secret_file = secret.toStdString()}), "or neither"));
        QVERIFY(contains(errorOf({.certificate_file = "c"}), "belong together"));
        QVERIFY(contains(errorOf({.credentials_file = "c"}), "is for NATS"));
        QVERIFY(contains(errorOf({.options_file = "/nowhere/options"}),
                         "no such file: /nowhere/options"));
        writeText(secret, "\n");
        QVERIFY(
            contains(errorOf({.user = "wall", .secret_file = secret.toStdString()}), "is empty"));

        // The user signs in over TLS, unless the options say otherwise.
        writeText(secret, "hunter2\r\n");
        const KafkaHandle<rd_kafka_conf_t, &rd_kafka_conf_destroy> conf(rd_kafka_conf_new());
        std::string error;
        QVERIFY(setAccess(*conf, {"b", "t"}, {.user = "wall", .secret_file = secret.toStdString()},
                          error));
        const auto valueOf = [&](const char* name) {
            char value[64] = {};
            std::size_t size = sizeof value;
            rd_kafka_conf_get(conf.get(), name, value, &size);
            return std::string(value);
        };
        QCOMPARE(valueOf("security.protocol"), std::string("sasl_ssl"));
        QCOMPARE(valueOf("sasl.mechanisms"), std::string("PLAIN"));
        QCOMPARE(valueOf("sasl.username"), std::string("wall"));
        QCOMPARE(valueOf("sasl.password"), std::string("hunter2"));
        QCOMPARE(valueOf("enable.ssl.certificate.verification"), std::string("true"));
        QCOMPARE(valueOf("ssl.endpoint.identification.algorithm"), std::string("https"));
    }

    void locations_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("brokers"); ///< empty: refused
        QTest::newRow("one") << QByteArray("kafka://a/t") << QByteArray("a");
        QTest::newRow("three") << QByteArray("KAFKA://a:1,b.example:9092,[::1]:3/t_1.x-y")
                               << QByteArray("a:1,b.example:9092,[::1]:3");
        for (const char* wrong :
             {"kafka://a", "kafka://a/", "kafka:///t", "kafka://a,/t", "kafka://a,,b/t",
              "kafka://a/t/u", "kafka://a/t?x=1", "kafka://a b/t", "kafka:a/t", "kafka://a/..",
              "kafka://wall:hunter2@a/t", "kafka://a/t#hunter2@"})
            QTest::newRow(wrong) << QByteArray(wrong) << QByteArray();
    }
    void locations()
    {
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, brokers);
        std::string error;
        const auto parsed = parseKafkaLocation(location.toStdString(), error);
        QCOMPARE(parsed.has_value(), !brokers.isEmpty());
        if (parsed)
            QCOMPARE(parsed->brokers, brokers.toStdString());
        QCOMPARE(error.empty(), parsed.has_value());
        QVERIFY(!contains(error, "hunter2"));
    }

    void positionsAreTheirCursor()
    {
        KafkaPositions positions("t");
        QCOMPARE(positions.cursor(), std::string());
        QVERIFY(positions.take(2, 0));
        QVERIFY(positions.take(0, 41));
        QCOMPARE(positions.cursor(), std::string("t 42,,1"));
        QVERIFY(!positions.take(0, 41)); // resent
        QVERIFY(!positions.take(0, 3));
        QVERIFY(positions.take(0, 45)); // what lies between was never to be read
        QCOMPARE(positions.cursor(), std::string("t 46,,1"));
        const auto again = KafkaPositions::fromCursor(positions.cursor());
        QVERIFY(again);
        QCOMPARE(again->cursor(), positions.cursor());
        QVERIFY(!again->next(1));
        QVERIFY(!again->next(7));
        for (const char* wrong :
             {"", "t", "t ", "t 1,x", "t -1", "t 1 2", " 1", "t 99999999999999999999"})
            QVERIFY2(!KafkaPositions::fromCursor(wrong), wrong);
        KafkaPositions many("t");
        for (std::int32_t partition = 0; partition < 800; ++partition)
            many.setNext(partition, std::int64_t{1} << 40);
        QVERIFY(many.cursor().size() < 12'000);
        QCOMPARE(KafkaPositions::fromCursor(many.cursor())->cursor(), many.cursor());
    }

    void faultsAreInWords()
    {
        QCOMPARE(kafkaFault(RD_KAFKA_RESP_ERR__TRANSPORT,
                            "sasl_ssl://b1:9093/bootstrap: Connect to ipv4#10.0.0.1:9093 failed: "
                            "Connection refused (after 3ms in state CONNECT)",
                            "t"),
                 std::string("connection refused by b1:9093"));
        QCOMPARE(kafkaFault(RD_KAFKA_RESP_ERR__AUTHENTICATION,
                            "sasl_ssl://b1:9093/1: SASL authentication error: wrong hunter2", "t"),
                 std::string("refused to sign in by b1:9093: SASL authentication failed; check the "
                             "user and the secret"));
        QCOMPARE(kafkaFault(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, "3/3 brokers are down", "t"),
                 std::string("no broker can be reached"));
    }
};

QTEST_GUILESS_MAIN(TestKafkaSource)
#include "tst_kafkasource.moc"
