// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// TLS, certificates and secrets, against openssl s_server (tls:) and nginx with nchan (https:,
// wss:).
#include "models/feed/sourcefactory.h"

#include "tests/certificates.h"
#include "tests/faultproxy.h"
#include "tests/models/feed/clientaccess.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/nchan.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace livewall;
using namespace livewall::feed;
using namespace livewall::test;
using namespace Qt::StringLiterals;

namespace {

using Collected = CollectingSink::Collected;

constexpr int kPatience_ms = 20'000;

/// openssl s_server: what is written to it goes to its client.
class SServer
{
public:
    SServer(const QString& certificate, const QString& key, const QStringList& more = {})
        : port_(freePort())
    {
        server_.setProcessChannelMode(QProcess::SeparateChannels);
        server_.start(u"openssl"_s,
                      QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:%1"_s.arg(port_),
                                  u"-cert"_s, certificate, u"-key"_s, key, u"-quiet"_s} +
                          more);
    }
    ~SServer()
    {
        server_.kill();
        server_.waitForFinished();
    }

    quint16 port() const { return port_; }
    void write(const std::string& bytes) { server_.write(bytes.data(), qint64(bytes.size())); }

private:
    quint16 port_;
    QProcess server_;
};

FeedSpec specOf(const std::string& url, const Access& access)
{
    return {url, {.feed = "test"}, {}, &fixedNow, access};
}

std::unique_ptr<Source> sourceOf(const std::string& url, const Access& access)
{
    std::string error;
    return makeSource(specOf(url, access), error);
}

std::string details(CollectingSink& sink)
{
    return sink.look([](const Collected& all) {
        std::string lines;
        for (const LinkState& state : all.states)
            lines += state.detail + "\n";
        return lines.substr(0, 2000);
    });
}

bool mentions(CollectingSink& sink, const std::string& words)
{
    return details(sink).find(words) != std::string::npos;
}

bool isUp(CollectingSink& sink)
{
    return sink.look([](const Collected& all) { return all.isLink(Link::Up); });
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class SecureConnectionTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> files_;

    /// A server of each kind, and the URL of it.
    struct Server
    {
        std::unique_ptr<SServer> lines;
        std::unique_ptr<Nchan> nchan;
        std::string url;
    };
    Server serve(const QString& scheme, const QString& name, const QString& client_authority = {})
    {
        Server server;
        const QString authority =
            client_authority.isEmpty() ? QString() : files_->certificate(client_authority);
        if (scheme == u"tls") {
            const QStringList more =
                authority.isEmpty() ? QStringList()
                                    : QStringList{u"-Verify"_s, u"1"_s, u"-verify_return_error"_s,
                                                  u"-CAfile"_s, authority};
            server.lines =
                std::make_unique<SServer>(files_->certificate(name), files_->key(name), more);
            server.url = "tls://127.0.0.1:" + std::to_string(server.lines->port());
        } else {
            server.nchan = std::make_unique<Nchan>(
                NchanAccess{files_->certificate(name), files_->key(name), authority, {}});
            if (!server.nchan->start())
                qWarning("nginx did not start");
            server.url = server.nchan->url(scheme.toLatin1().constData(),
                                           scheme == u"https" ? "/stream" : "/socket");
        }
        return server;
    }
    static void addSchemes()
    {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("tls") << u"tls"_s;
        if (!Nchan::missing().isEmpty()) {
            qInfo("https and wss are not tested: %s", qPrintable(Nchan::missing()));
            return;
        }
        QTest::newRow("https") << u"https"_s;
        QTest::newRow("wss") << u"wss"_s;
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
        QVERIFY(files_->make(u"elsewhere"_s, {.authority = u"ours"_s,
                                              .names = u"DNS:shop.example,DNS:b.example"_s}));
        QVERIFY(files_->make(u"stranger"_s, {.authority = u"theirs"_s}));
    }
    void init() { QTest::failOnWarning(); }

    void aTrustedServerIsConnected_data() { addSchemes(); }
    void aTrustedServerIsConnected()
    {
        QFETCH(const QString, scheme);
        Server server = serve(scheme, u"good"_s);
        CollectingSink sink;
        RunningSource running(sourceOf(server.url, trusting(*files_, u"ours"_s)), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(sink), details(sink).c_str(), kPatience_ms);
        if (server.lines) {
            server.lines->write(lines(1, 50));
        } else {
            QTest::qWait(100);
            QVERIFY(server.nchan->publish(QByteArray::fromStdString(lines(1, 50)).chopped(1)));
        }
        QTRY_VERIFY_WITH_TIMEOUT(sink.eids() == eidsFrom(1, 50), kPatience_ms);
        QVERIFY(running.stop() < std::chrono::milliseconds(200));
    }

    void aBadCertificateIsRefusedInWords_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("words");
        QStringList schemes = {u"tls"_s};
        if (Nchan::missing().isEmpty())
            schemes += {u"https"_s, u"wss"_s};
        for (const QString& scheme : schemes) {
            const auto row = [&](const QString& certificate, const QString& words) {
                QTest::addRow("%s, %s", qPrintable(scheme), qPrintable(certificate))
                    << scheme << certificate << words;
            };
            row(u"expired"_s, u"its certificate expired on 2024-02-01; have it renewed"_s);
            row(u"elsewhere"_s,
                u"its certificate is for b.example, shop.example, not for 127.0.0.1"_s);
            row(u"stranger"_s,
                u"its certificate is by Livewall test authority theirs, which is not in "_s);
        }
    }
    void aBadCertificateIsRefusedInWords()
    {
        QFETCH(const QString, scheme);
        QFETCH(const QString, certificate);
        QFETCH(const QString, words);
        Server server = serve(scheme, certificate);
        CollectingSink sink;
        RunningSource running(sourceOf(server.url, trusting(*files_, u"ours"_s)), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, words.toStdString()), details(sink).c_str(),
                                  kPatience_ms);
        QVERIFY(mentions(sink, "no secure connection to 127.0.0.1:"));
        QVERIFY(!sink.look([](const Collected& all) {
            return std::ranges::any_of(
                all.states, [](const LinkState& state) { return state.link == Link::Up; });
        }));
    }

    void withoutItsAuthorityAServerIsNotTrusted_data() { addSchemes(); }
    void withoutItsAuthorityAServerIsNotTrusted()
    {
        QFETCH(const QString, scheme);
        Server server = serve(scheme, u"good"_s);
        CollectingSink sink;
        RunningSource running(sourceOf(server.url, {}), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, "which is no authority known here; give the "
                                                 "certificate of yours as ca_file"),
                                  details(sink).c_str(), kPatience_ms);
    }

    void aClientCertificateIsAskedForAndGiven_data() { addSchemes(); }
    void aClientCertificateIsAskedForAndGiven()
    {
        QFETCH(const QString, scheme);
        Server server = serve(scheme, u"good"_s, u"ours"_s);
        {
            CollectingSink sink;
            RunningSource running(sourceOf(server.url, trusting(*files_, u"ours"_s)), sink);
            QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, "certificate_file and key_file"),
                                      details(sink).c_str(), kPatience_ms);
        }
        if (scheme == u"tls") { // nginx answers as it does to a client without
            CollectingSink sink;
            RunningSource running(sourceOf(server.url, comingAs(*files_, u"stranger"_s)), sink);
            QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, "it does not accept "), details(sink).c_str(),
                                      kPatience_ms);
        }
        CollectingSink sink;
        RunningSource running(sourceOf(server.url, comingAs(*files_, u"good"_s)), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(sink), details(sink).c_str(), kPatience_ms);
        QTest::qWait(300);
        QVERIFY2(isUp(sink), details(sink).c_str());
    }

    void aClientCertificateIsNotShownToAnotherServer()
    {
        // Both ask for one. The first sends us on to the other: by another name of this machine.
        std::array<QByteArray, 2> shown;
        std::array<QSslServer, 2> servers;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        const auto read = [&](const QString& path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        tls.setLocalCertificate(QSslCertificate(read(files_->certificate(u"good"_s))));
        tls.setPrivateKey(QSslKey(read(files_->key(u"good"_s)), QSsl::Ec));
        tls.setCaCertificates({QSslCertificate(read(files_->certificate(u"ours"_s)))});
        tls.setPeerVerifyMode(QSslSocket::QueryPeer);
        for (std::size_t i = 0; i < servers.size(); ++i) {
            servers[i].setSslConfiguration(tls);
            QVERIFY(servers[i].listen(QHostAddress::LocalHost));
            connect(&servers[i], &QTcpServer::pendingConnectionAvailable, this, [&, i] {
                auto* client = qobject_cast<QSslSocket*>(servers[i].nextPendingConnection());
                shown[i] = client->peerCertificate().isNull() ? "nothing" : "a certificate";
                connect(client, &QSslSocket::readyRead, client, [&, i, client] {
                    client->readAll();
                    client->write(i == 0 ? "HTTP/1.1 307 Elsewhere\r\nContent-Length: 0\r\n"
                                           "Location: https://localhost:" +
                                               QByteArray::number(servers[1].serverPort()) +
                                               "/\r\n\r\n"
                                         : QByteArray("HTTP/1.1 200 OK\r\n"
                                                      "Content-Type: text/event-stream\r\n\r\n"));
                });
            });
        }
        CollectingSink sink;
        RunningSource running(
            sourceOf("https://127.0.0.1:" + std::to_string(servers[0].serverPort()) + "/",
                     comingAs(*files_, u"good"_s)),
            sink);
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(sink), details(sink).c_str(), kPatience_ms);
        QCOMPARE(shown[0], "a certificate");
        QCOMPARE(shown[1], "nothing");
    }

    void aServerWithoutTlsIsTold()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        connect(&plain, &QTcpServer::newConnection, &plain,
                [&] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        for (const char* scheme : {"tls", "wss", "https"}) {
            CollectingSink sink;
            RunningSource running(
                sourceOf(std::string(scheme) + "://127.0.0.1:" + std::to_string(plain.serverPort()),
                         {}),
                sink);
            QTRY_VERIFY2(mentions(sink, "it does not speak TLS on this port"),
                         details(sink).c_str());
        }
    }

    void aSecretLetsIn_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("header");
        for (const QString& scheme : {u"https"_s, u"wss"_s}) {
            QTest::addRow("%s, a token", qPrintable(scheme))
                << scheme << QString() << QByteArray("Bearer s3cret");
            QTest::addRow("%s, a password", qPrintable(scheme))
                << scheme << u"wall"_s
                << QByteArray("Basic " + QByteArray("wall:s3cret").toBase64());
        }
    }
    void aSecretLetsIn()
    {
        if (const QString missing = Nchan::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing));
        QFETCH(const QString, scheme);
        QFETCH(const QString, user);
        QFETCH(const QByteArray, header);
        Nchan nchan({files_->certificate(u"good"_s), files_->key(u"good"_s), {}, header});
        QVERIFY(nchan.start());
        const std::string url =
            nchan.url(scheme.toLatin1().constData(), scheme == u"https" ? "/stream" : "/socket");
        const QString secret = files_->file(u"secret"_s);
        writeFile(secret, "wrong\n");
        Access access = trusting(*files_, u"ours"_s);
        {
            CollectingSink sink;
            RunningSource running(sourceOf(url, access), sink);
            QTRY_VERIFY2_WITH_TIMEOUT(
                mentions(sink, "asks for credentials (401); give secret_file"),
                details(sink).c_str(), kPatience_ms);
        }
        access.user = user.toStdString();
        access.secret_file = secret.toStdString();
        CollectingSink sink;
        RunningSource running(sourceOf(url, access), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(
            mentions(sink, "does not accept what is in " + secret.toStdString() + " (401)"),
            details(sink).c_str(), kPatience_ms);
        writeFile(secret, "s3cret\n"); // renewed while it runs
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(sink), details(sink).c_str(), kPatience_ms);
        QVERIFY(!mentions(sink, "s3cret"));
        QVERIFY(!mentions(sink, "wrong"));
    }

    void aFileThatIsMissingIsToldBeforeAndWhileItRuns()
    {
        SServer server(files_->certificate(u"good"_s), files_->key(u"good"_s));
        const std::string url = "tls://127.0.0.1:" + std::to_string(server.port());
        const QString authority = files_->file(u"later.pem"_s);
        const Access access{.ca_file = authority.toStdString()};
        std::string error;
        QVERIFY(!sourceOf(url, access)->canBegin(error));
        QCOMPARE(error, "no such file: " + access.ca_file);
        CollectingSink sink;
        RunningSource running(sourceOf(url, access), sink);
        QTRY_VERIFY2_WITH_TIMEOUT(mentions(sink, error + ", next try in "), details(sink).c_str(),
                                  kPatience_ms);
        QVERIFY(QFile::copy(files_->certificate(u"ours"_s), authority));
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(sink), details(sink).c_str(), kPatience_ms);
    }

    void whatCannotBeIsToldInOneLine_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QStringList>("access"); ///< CA, certificate, key, user, secret
        QTest::addColumn<QString>("words");
        const auto row = [](const char* url, const QStringList& access, const char* words) {
            QTest::addRow("%s: %s", url, words)
                << QString::fromLatin1(url) << access << QString::fromLatin1(words);
        };
        row("https://h", {u"EMPTY"_s}, "holds no certificate");
        row("https://h", {u"FOLDER"_s}, "is a directory");
        row("tls://h:1", {{}, u"good.pem"_s}, "certificate_file needs key_file");
        row("tls://h:1", {{}, {}, u"good.key"_s}, "key_file needs certificate_file");
        row("tls://h:1", {{}, u"good.pem"_s, u"EMPTY"_s}, "holds no private key");
        row("tls://h:1", {{}, u"good.pem"_s, u"stranger.key"_s}, "is not the key of ");
        row("wss://h", {{}, {}, {}, u"wall"_s}, "user needs secret_file");
        row("wss://h", {{}, {}, {}, {}, u"EMPTY"_s}, "the first line, to be the secret, is empty");
        row("wss://h", {{}, {}, {}, {}, u"MISSING"_s}, "no such file");
        row("wss://h", {{}, {}, {}, u"a:b"_s, u"SECRET"_s}, "user cannot have a colon");
        row("ws://h", {{}, {}, {}, {}, u"SECRET"_s}, "would send the secret readable");
        row("http://h", {{}, {}, {}, {}, u"SECRET"_s}, "would send the secret readable");
        row("http://h", {u"ours.pem"_s}, "is not encrypted and has no use for certificates");
        row("tcp://h:1", {u"ours.pem"_s}, "write tls:");
        row("tls://h:1", {{}, {}, {}, {}, u"SECRET"_s}, "has no place for a secret");
    }
    void whatCannotBeIsToldInOneLine()
    {
        QFETCH(const QString, url);
        QFETCH(QStringList, access);
        QFETCH(const QString, words);
        writeFile(files_->file(u"EMPTY"_s), "");
        writeFile(files_->file(u"SECRET"_s), "s3cret\n");
        access.resize(5);
        const auto pathOf = [this](const QString& name) {
            if (name.isEmpty())
                return std::string();
            return (name == u"FOLDER" ? u"/tmp"_s : files_->file(name)).toStdString();
        };
        const Access given{.ca_file = pathOf(access[0]),
                           .certificate_file = pathOf(access[1]),
                           .key_file = pathOf(access[2]),
                           .user = access[3].toStdString(),
                           .secret_file = pathOf(access[4])};
        std::string error;
        QVERIFY(!sourceOf(url.toStdString(), given)->canBegin(error));
        QVERIFY2(error.find(words.toStdString()) != std::string::npos, error.c_str());
        QVERIFY(error.find("s3cret") == std::string::npos);
        QVERIFY(error.find('\n') == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(SecureConnectionTest)
#include "tst_secureconnection.moc"
