// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What keeps a JetStream from being read, and who may read it, against a real nats-server.
#include "models/feed/natssource.h"

#include "tests/certificates.h"
#include "tests/models/feed/clientaccess.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"
#include "tests/models/feed/natsreading.h"
#include "tests/natscredentials.h"
#include "tests/natsserver.h"

#include <format>
#include <memory>
#include <string>

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::Certificates;
using test::comingAs;
using test::NatsClient;
using test::NatsServer;
using test::trusting;

namespace {

/// Into a server's configuration: its certificate, and whose its clients must have one from.
QString tlsSettings(const Certificates& files, const QString& name,
                    const QString& client_authority = {})
{
    QString settings = u"tls { cert_file: \"%1\", key_file: \"%2\""_s.arg(files.certificate(name),
                                                                          files.key(name));
    if (!client_authority.isEmpty())
        settings += u", ca_file: \"%1\", verify: true"_s.arg(files.certificate(client_authority));
    return settings + u" }"_s;
}

/// Whether a source at `host` fails in such words.
bool failsWith(const std::string& host, std::uint16_t port, const Access& access, const char* words)
{
    CollectingSink sink;
    const RunningSource running(
        source(std::format("nats+tls://{}:{}/SALES", host, port), {}, access), sink);
    const bool is_told = waitForFault(sink, words);
    if (!is_told)
        qInfo("%s", lastWords(sink).c_str());
    return is_told;
}

} // namespace

class TestNatsAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void faultsAreTold_data();
    void faultsAreTold();
    void aStreamThatComesLaterIsRead();
    void credentialsAreAsked();
    void secretsAreReadAgain();
    void aCredentialsFileSignsIn();
    void credentialsThatAreNoGoodAreTold_data();
    void credentialsThatAreNoGoodAreTold();
    void aServerThatIsNoneIsTold();
    void whatIsNotPermittedIsTold();
    void tlsIsVerified();
    void anExpiredCertificateIsTold();
    void aClientCertificateIsAskedForAndGiven();

private:
    std::unique_ptr<NatsServer> server_;
    std::unique_ptr<NatsClient> client_;
};

void TestNatsAccess::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP("nats-server is not installed");
}

void TestNatsAccess::init()
{
    QTest::failOnWarning();
    server_ = std::make_unique<NatsServer>();
    QVERIFY(server_->start());
    client_ = std::make_unique<NatsClient>(server_->port());
    QVERIFY(client_->isConnected());
    QVERIFY(client_->makeStream(kStream));
}

void TestNatsAccess::cleanup()
{
    client_.reset();
    server_.reset();
}

void TestNatsAccess::faultsAreTold_data()
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

void TestNatsAccess::faultsAreTold()
{
    QFETCH(QString, url);
    QFETCH(QString, fault);
    const QString port = QString::number(server_->port());
    CollectingSink sink;
    const RunningSource running(source(url.replace(u"%1"_s, port).toStdString()), sink);
    QVERIFY2(waitForFault(sink, fault.replace(u"%1"_s, port).toStdString()),
             lastWords(sink).c_str());
}

void TestNatsAccess::aStreamThatComesLaterIsRead()
{
    CollectingSink sink;
    const RunningSource running(source(server_->url("LATER")), sink);
    QVERIFY(waitForFault(sink, "no stream LATER"));
    QVERIFY(client_->makeStream("LATER", {{"later"}, 1, 0}));
    QVERIFY(client_->publish(line(1), "later"));
    QVERIFY(sink.waitForEvents(1));
}

void TestNatsAccess::credentialsAreAsked()
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
    const std::string refused = "does not accept what is in " + secret;
    QVERIFY(faultOf({.secret_file = secret}, refused.c_str()));
    QVERIFY(faultOf({.user = "me", .secret_file = secret}, refused.c_str()));
    QVERIFY(faultOf({.secret_file = "/nowhere/secret"}, "no such file: /nowhere/secret"));
    QVERIFY(faultOf({.credentials_file = "/nowhere/a.creds"}, "no such file: /nowhere/a.creds"));
    const char* endless = "is larger than 4 MiB, hardly the right file: /dev/zero";
    QVERIFY(faultOf({.credentials_file = "/dev/zero"}, endless));
    QVERIFY(faultOf({.secret_file = "/dev/zero"}, endless));
    writeFile(secret, "");
    QVERIFY(faultOf({.secret_file = secret}, "the first line, to be the secret, is empty: "));
}

void TestNatsAccess::secretsAreReadAgain()
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
    QVERIFY(waitForFault(sink, "does not accept what is in "));
    writeFile(secret, "swordfish\n");
    QVERIFY(sink.waitForEvents(1));
}

/// By decentralised JWT authentication: the server trusts an operator, and asks for a signature.
void TestNatsAccess::aCredentialsFileSignsIn()
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
    QVERIFY2(waitForFault(sink, "does not accept what is in "), lastWords(sink).c_str());
    writeFile(file, test::nats_credentials::userFile());
    QVERIFY2(sink.waitForEvents(1), lastWords(sink).c_str());
    QVERIFY(client.publish(line(2)));
    QVERIFY(sink.waitForEvents(2));
    QVERIFY(sink.eids() == eidsFrom(1, 2));
    QVERIFY(running.stop() < 200ms);
}

void TestNatsAccess::credentialsThatAreNoGoodAreTold_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const std::string& file, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(words);
    };
    const std::string good = test::nats_credentials::userFile();
    row("expired", test::nats_credentials::userFile(1'700'000'000), "does not accept what is in ");
    row("another key", test::nats_credentials::userFileOfAnotherKey(),
        "does not accept what is in ");
    row("empty", "", "is no file of NATS credentials (a JWT and its key");
    row("a password", "hunter2\n", "is no file of NATS credentials (a JWT and its key");
    row("no seed", good.substr(0, good.find("-----BEGIN USER NKEY")),
        "is no file of NATS credentials (a JWT and its key");
}

void TestNatsAccess::credentialsThatAreNoGoodAreTold()
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

void TestNatsAccess::aServerThatIsNoneIsTold()
{
    QTcpServer server; // waits to be asked, as those of HTTP do
    QVERIFY(server.listen(QHostAddress::LocalHost));
    CollectingSink sink;
    const RunningSource running(
        source(std::format("nats://127.0.0.1:{}/SALES", server.serverPort())), sink);
    QVERIFY2(waitForFault(sink, ", which takes connections; check that it is a NATS server"),
             lastWords(sink).c_str());
}

void TestNatsAccess::whatIsNotPermittedIsTold()
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

void TestNatsAccess::tlsIsVerified()
{
    if (const QString missing = Certificates::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    Certificates files;
    QVERIFY(files.makeAuthority(u"ours"_s) && files.makeAuthority(u"other"_s));
    QVERIFY(files.make(u"server"_s, {.authority = u"ours"_s, .names = u"DNS:localhost"_s}));
    NatsServer server(tlsSettings(files, u"server"_s));
    QVERIFY(server.start());
    const auto port = server.port();
    QVERIFY(failsWith("localhost", port, trusting(files, u"ours"_s), "no stream SALES"));
    QVERIFY(failsWith("127.0.0.1", port, trusting(files, u"ours"_s),
                      "its certificate is for another host"));
    QVERIFY(failsWith("localhost", port, trusting(files, u"other"_s),
                      "is from nobody who is trusted here"));
    QVERIFY(failsWith("localhost", port, {}, "is from nobody who is trusted here"));
    QVERIFY(
        failsWith("localhost", port, {.ca_file = "/nowhere.pem"}, "no such file: /nowhere.pem"));
    const std::string secret = files.file(u"secret"_s).toStdString();
    writeFile(secret, "not PEM\n");
    QVERIFY(failsWith("localhost", port, {.ca_file = secret}, "holds no certificate"));
    // A plain URL does not go around it.
    CollectingSink sink;
    const RunningSource running(source(std::format("nats://127.0.0.1:{}/SALES", server.port())),
                                sink);
    QVERIFY(waitForFault(sink, "no secure connection to"));
}

void TestNatsAccess::anExpiredCertificateIsTold()
{
    if (const QString missing = Certificates::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    Certificates files;
    QVERIFY(files.makeAuthority(u"ours"_s));
    QVERIFY(files.make(u"expired"_s, {.authority = u"ours"_s, .is_expired = true}));
    NatsServer server(tlsSettings(files, u"expired"_s));
    QVERIFY(server.start());
    const Access access = trusting(files, u"ours"_s);
    QVERIFY(failsWith("localhost", server.port(), access, "no secure connection to localhost"));
    QVERIFY(failsWith("localhost", server.port(), access, "its certificate has expired"));
}

void TestNatsAccess::aClientCertificateIsAskedForAndGiven()
{
    if (const QString missing = Certificates::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    Certificates files;
    QVERIFY(files.makeAuthority(u"ours"_s) && files.makeAuthority(u"theirs"_s));
    for (const QString& name : {u"server"_s, u"wall"_s})
        QVERIFY(files.make(name, {.authority = u"ours"_s}));
    QVERIFY(files.make(u"stranger"_s, {.authority = u"theirs"_s}));
    NatsServer server(tlsSettings(files, u"server"_s, u"ours"_s));
    QVERIFY(server.start());
    const auto port = server.port();
    QVERIFY(
        failsWith("localhost", port, trusting(files, u"ours"_s), "certificate_file and key_file"));
    QVERIFY(failsWith("localhost", port, comingAs(files, u"stranger"_s), "does not accept "));
    QVERIFY(failsWith("localhost", port, comingAs(files, u"wall"_s), "no stream SALES"));
}

QTEST_GUILESS_MAIN(TestNatsAccess)
#include "tst_natsaccess.moc"
