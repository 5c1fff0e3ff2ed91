// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Where a JetStream is, who reads it and how far it was read: what needs no server.
#include "models/feed/natslocation.h"

#include "models/feed/jetstream.h"
#include "tests/models/feed/natsreading.h"

#include <format>
#include <string>

#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace Qt::StringLiterals;

class TestNatsLocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void locationsAreRead_data();
    void locationsAreRead();
    void otherLocationsAreRefused_data();
    void otherLocationsAreRefused();
    void accessThatMakesNoSenseIsRefused();
    void positionsAreRead();
};

void TestNatsLocation::locationsAreRead_data()
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

void TestNatsLocation::locationsAreRead()
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

void TestNatsLocation::otherLocationsAreRefused_data()
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
    row("nats://me:s3cr3t@h/S", "nats://h: a URL with a user or password is refused");
    row("nats://s3cr3t@h/S", "nats://h: a URL with a user or password is refused");
}

void TestNatsLocation::otherLocationsAreRefused()
{
    QFETCH(const QString, url);
    QFETCH(const QString, words);
    std::string error;
    QVERIFY(!NatsLocation::parse(url.toStdString(), error));
    QVERIFY2(error.find(words.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("s3cr3t") == std::string::npos, error.c_str());
    QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
}

void TestNatsLocation::accessThatMakesNoSenseIsRefused()
{
    std::string error;
    QVERIFY(source("nats://h/S")->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.certificate_file = "a.pem"})->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.key_file = "a.key"})->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.user = "me"})->canBegin(error));
    QVERIFY(!source("nats://h/S", {}, {.options_file = "a"})->canBegin(error));
}

void TestNatsLocation::positionsAreRead()
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

QTEST_GUILESS_MAIN(TestNatsLocation)
#include "tst_natslocation.moc"
