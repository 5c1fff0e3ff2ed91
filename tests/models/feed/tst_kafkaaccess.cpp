// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// How a Kafka cluster is reached that does not let everybody in: a mock cluster behind TLS of ours.
#include "models/feed/kafkasource.h"

#include "tests/certificates.h"
#include "tests/mockkafka.h"
#include "tests/models/feed/clientaccess.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/securekafka.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace livewall::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Collected = CollectingSink::Collected;

constexpr int kPatience_ms = 20'000;
constexpr std::int64_t kEvents = 600;
const std::string kTopic = "purchases";

std::string details(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        std::string lines;
        for (const LinkState& state : all.states)
            lines += state.detail + "\n";
        return lines;
    });
}

bool mentions(CollectingSink& sink, std::string_view words)
{
    return details(sink).find(words) != std::string::npos;
}

std::size_t eventCount(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.eids.size(); });
}

bool wasUp(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        return std::ranges::any_of(all.states,
                                   [](const LinkState& state) { return state.link == Link::Up; });
    });
}

} // namespace

class TestKafkaAccess : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> files_;
    std::unique_ptr<MockKafka> kafka_;

    QSslConfiguration tls(const QString& certificate, const QString& client_authority = {}) const
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        QFile key(files_->key(certificate));
        if (!key.open(QIODevice::ReadOnly))
            qWarning("no key %s", qPrintable(certificate));
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        tls.setLocalCertificateChain(QSslCertificate::fromPath(files_->certificate(certificate)));
        if (!client_authority.isEmpty()) {
            tls.setCaCertificates(QSslCertificate::fromPath(files_->certificate(client_authority)));
            tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        }
        return tls;
    }

    std::string write(const QString& name, const QByteArray& text) const
    {
        QFile file(files_->file(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName().toStdString();
    }

    static FeedSpec specOf(const std::string& brokers, const Access& access)
    {
        return {.location = "kafka://" + brokers + "/" + kTopic,
                .decoder = {.feed = "test"},
                .cursor = {},
                .now_ms = &fixedNow,
                .access = access,
                .proof = 3s};
    }

    static std::unique_ptr<Source> sourceOf(const SecureKafka& kafka, const Access& access)
    {
        return std::make_unique<KafkaSource>(specOf(kafka.brokers(), access));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString missing = Certificates::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing));
        files_ = std::make_unique<Certificates>();
        QVERIFY(files_->makeAuthority(u"ours"_s) && files_->makeAuthority(u"theirs"_s));
        QVERIFY(files_->make(u"good"_s, {.authority = u"ours"_s}));
        QVERIFY(files_->make(u"expired"_s, {.authority = u"ours"_s, .is_expired = true}));
        QVERIFY(
            files_->make(u"elsewhere"_s, {.authority = u"ours"_s, .names = u"DNS:shop.example"_s}));
        QVERIFY(files_->make(u"stranger"_s, {.authority = u"theirs"_s}));
        kafka_ = std::make_unique<MockKafka>();
        kafka_->createTopic(kTopic, 6);
        for (std::int64_t eid = 1; eid <= kEvents; ++eid)
            QVERIFY(kafka_->enqueue(kTopic, static_cast<int>(eid % 6), line(eid)));
        QVERIFY(kafka_->flush());
    }
    void init() { QTest::failOnWarning(); }

    void allIsReadOverTls_data()
    {
        QTest::addColumn<bool>("by_options");
        QTest::newRow("ca_file") << false;
        QTest::newRow("options_file") << true;
    }
    void allIsReadOverTls()
    {
        QFETCH(const bool, by_options);
        SecureKafka kafka(kafka_->brokers(), tls(u"good"_s));
        const Access by_file = {
            .options_file =
                write(u"kafka.properties"_s, "security.protocol=ssl\nssl.ca.location=" +
                                                 files_->certificate(u"ours"_s).toUtf8() + "\n")};
        CollectingSink sink;
        RunningSource running(sourceOf(kafka, by_options ? by_file : trusting(*files_, u"ours"_s)),
                              sink);
        QTRY_VERIFY2_WITH_TIMEOUT(eventCount(sink) == kEvents, details(sink).c_str(), kPatience_ms);
        QTRY_VERIFY2_WITH_TIMEOUT(wasUp(sink), details(sink).c_str(), kPatience_ms);
        auto eids = sink.eids();
        std::ranges::sort(eids);
        QVERIFY(eids == eidsFrom(1, kEvents));
    }

    void aBadCertificateIsRefusedInWords_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("authority");
        QTest::newRow("unknown authority") << u"stranger"_s << u"ours"_s;
        QTest::newRow("none of the system's") << u"good"_s << QString();
        QTest::newRow("another host") << u"elsewhere"_s << u"ours"_s;
        QTest::newRow("expired") << u"expired"_s << u"ours"_s;
    }
    void aBadCertificateIsRefusedInWords()
    {
        QFETCH(const QString, certificate);
        QFETCH(const QString, authority);
        SecureKafka kafka(kafka_->brokers(), tls(certificate));
        Access access = {.options_file = write(u"tls.properties"_s, "security.protocol=ssl\n")};
        if (!authority.isEmpty())
            access = trusting(*files_, authority);
        CollectingSink sink;
        RunningSource running(sourceOf(kafka, access), sink);
        // librdkafka does not tell these apart.
        const std::string words = ": its certificate is from nobody who is trusted here (own "
                                  "authority: ca_file or ssl.ca.location), for another host, or "
                                  "has expired";
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, words), details(sink).c_str(), kPatience_ms);
        QVERIFY(mentions(sink, "no secure connection to 127.0.0.1:"));
        QVERIFY(!wasUp(sink));
        QCOMPARE(eventCount(sink), 0U);
    }

    void aClientCertificateIsGiven()
    {
        SecureKafka kafka(kafka_->brokers(), tls(u"good"_s, u"ours"_s));
        {
            CollectingSink sink;
            RunningSource running(sourceOf(kafka, trusting(*files_, u"ours"_s)), sink);
            QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, "tries again"), details(sink).c_str(),
                                      kPatience_ms);
            // It hangs up without a word, so there is none to pass on.
            QVERIFY(mentions(sink, "connection lost to 127.0.0.1:"));
            QVERIFY(!wasUp(sink));
            QCOMPARE(eventCount(sink), 0U);
        }
        CollectingSink sink;
        RunningSource running(sourceOf(kafka, comingAs(*files_, u"good"_s)), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(eventCount(sink) == kEvents, details(sink).c_str(), kPatience_ms);
    }

    void aUserSignsInOverTls()
    {
        SecureKafka kafka(kafka_->brokers(), tls(u"good"_s), QByteArray("\0wall\0hunter2", 13));
        Access access = trusting(*files_, u"ours"_s);
        access.user = "wall";
        access.secret_file = write(u"secret"_s, "wr0ng\n");
        CollectingSink sink;
        RunningSource running(sourceOf(kafka, access), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, "SASL authentication failed; check the user and "
                                                 "the secret, next try in"),
                                  details(sink).c_str(), kPatience_ms);
        QVERIFY(!wasUp(sink));
        write(u"secret"_s, "hunter2\n");
        QTRY_VERIFY2_WITH_TIMEOUT(eventCount(sink) == kEvents, details(sink).c_str(), kPatience_ms);
        QVERIFY(kafka.signedIn() > 0);
        QVERIFY(!mentions(sink, "wr0ng") && !mentions(sink, "hunter2"));
    }

    void optionsThatCannotBeAreToldInOneLine_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QByteArray>("words"); ///< behind the options' file
        const auto row = [](const char* options, const char* words) {
            QTest::newRow(options) << QByteArray(options) << QByteArray(words);
        };
        row("security.protocol=ssl\nssl.ca.location=/nowhere/ca.pem\n",
            ":2: ssl.ca.location: no such file: /nowhere/ca.pem");
        row("ssl.certificate.location=/nowhere/wall.pem\n",
            ":1: ssl.certificate.location: no such file: /nowhere/wall.pem");
        row("ssl.key.location=/nowhere/wall.key\n",
            ":1: ssl.key.location: no such file: /nowhere/wall.key");
        row("security.protocol=ssl\nssl.ca.location=SECRET\n",
            ": ssl.ca.location holds no certificate (PEM)");
        row("security.protocol=sasl_ssl\nsasl.mechanisms=MAGIC\nsasl.username=a\n"
            "sasl.password=hunter2\n",
            ": librdkafka cannot begin: Unsupported SASL mechanism: MAGIC");
        row("security.protocol=sasl_ssl\nsasl.mechanism=PLAIN\nsasl.username=hunter2\n",
            ": librdkafka cannot begin: sasl.username and sasl.password must be set");
        row("ssl.ca.locaton=/nowhere/ca.pem\n", ":1: librdkafka knows no property ssl.ca.locaton");
    }
    void optionsThatCannotBeAreToldInOneLine()
    {
        QFETCH(QByteArray, options);
        QFETCH(const QByteArray, words);
        const std::string secret = write(u"secret"_s, "hunter2\n");
        options.replace("SECRET", QByteArray::fromStdString(secret));
        const std::string file = write(u"kafka.properties"_s, options);
        expectFault({.options_file = file}, file + words.toStdString());
    }

    void filesThatAreNoneAreToldInOneLine()
    {
        const std::string secret = write(u"secret"_s, "hunter2\n");
        expectFault(trusting(*files_, u"nobody"_s),
                    "no such file: " + files_->certificate(u"nobody"_s).toStdString());
        expectFault({.ca_file = secret}, "holds no certificate (PEM): " + secret);
        expectFault({.ca_file = "/tmp"}, "is a directory, give a file in it: /tmp");
        const std::string endless = "is larger than 4 MiB, hardly the right file: /dev/zero";
        expectFault({.options_file = "/dev/zero"}, endless);
        expectFault({.user = "wall", .secret_file = "/dev/zero"}, endless);
        Access access = comingAs(*files_, u"good"_s);
        access.certificate_file = secret;
        expectFault(access, "holds no certificate (PEM): " + secret);
        access = comingAs(*files_, u"good"_s);
        access.key_file = secret;
        expectFault(access,
                    "holds no private key (PEM) that can be used with the certificate: " + secret);
        access.key_file = files_->key(u"stranger"_s).toStdString(); // of another certificate
        expectFault(access, "holds no private key (PEM) that can be used with the certificate: " +
                                access.key_file);
    }

    void aPortThatSpeaksOtherwiseIsTold_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no TLS") << QByteArray("security.protocol=ssl\n")
                                << QByteArray("it may not speak TLS on this port");
        QTest::newRow("no SASL") << QByteArray("security.protocol=sasl_plaintext\n"
                                               "sasl.mechanisms=PLAIN\nsasl.username=a\n"
                                               "sasl.password=b\n")
                                 << QByteArray("does not speak SASL on this port");
    }
    void aPortThatSpeaksOtherwiseIsTold()
    {
        QFETCH(const QByteArray, options);
        QFETCH(const QByteArray, words);
        CollectingSink sink;
        const RunningSource running(
            std::make_unique<KafkaSource>(
                specOf(kafka_->brokers(), {.options_file = write(u"kafka.properties"_s, options)})),
            sink);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, words.toStdString()), details(sink).c_str(),
                                  kPatience_ms);
    }

    void aServerThatIsNoBrokerIsTold()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
            server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        const std::string place = "127.0.0.1:" + std::to_string(server.serverPort());
        CollectingSink sink;
        const RunningSource running(std::make_unique<KafkaSource>(specOf(place, {})), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(
            mentions(sink, place + " does not speak Kafka there; check host and port"),
            details(sink).c_str(), kPatience_ms);
    }

    void whatIsCompleteCanBegin()
    {
        std::string error;
        QVERIFY2(KafkaSource(specOf("127.0.0.1:1", comingAs(*files_, u"good"_s))).canBegin(error),
                 error.c_str());
    }

private:
    /// Before it begins, and while it runs.
    void expectFault(const Access& access, const std::string& words) const
    {
        const FeedSpec spec = specOf(kafka_->brokers(), access);
        std::string error;
        QVERIFY(!KafkaSource(spec).canBegin(error));
        QVERIFY2(error.starts_with(words), error.c_str());
        QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
        QVERIFY2(error.find("hunter2") == std::string::npos, error.c_str());
        CollectingSink sink;
        RunningSource running(std::make_unique<KafkaSource>(spec), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, error + ", next try in"), details(sink).c_str(),
                                  kPatience_ms);
    }
};

QTEST_GUILESS_MAIN(TestKafkaAccess)
#include "tst_kafkaaccess.moc"
