// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "models/feed/sourcefactory.h"

#include "models/feed/demosource.h"
#include "models/feed/eventstreamsource.h"
#include "models/feed/filesource.h"
#include "models/feed/followsource.h"
#include "models/feed/linestreamsource.h"
#include "models/feed/natssource.h"
#include "models/feed/websocketsource.h"
#include "tests/models/feed/collectingsink.h"
#include "tests/models/feed/compressed.h"

#include <string>
#include <typeinfo>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace livewall::feed;

namespace {

std::unique_ptr<Source> make(const std::string& location, std::string& error)
{
    return makeSource({location, {.feed = "test"}, {}, &fixedNow}, error);
}

} // namespace

class TestSourceFactory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLocationHasItsSource_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("type");
        const auto row = [](const char* location, const std::type_info& type) {
            QTest::newRow(location)
                << QString::fromLatin1(location) << QString::fromLatin1(type.name());
        };
        row("events.ndjson", typeid(FileSource));
        row("/var/log/a:b.gz", typeid(FileSource));
        row("./demo:x", typeid(FileSource));
        row("10:30.ndjson", typeid(FileSource));
        row("-", typeid(FileSource));
        row("file:///tmp/a.zst", typeid(FileSource));
        row("file:a.zst", typeid(FileSource));
        row("follow:/var/log/a", typeid(FollowSource));
        row("follow:a", typeid(FollowSource));
        row("http://127.0.0.1:8080/s?a=b", typeid(EventStreamSource));
        row("HTTPS://events.example.com/", typeid(EventStreamSource));
        row("http://[::1]:80/", typeid(EventStreamSource));
        row("ws://127.0.0.1:8080/s?a=b", typeid(WebSocketSource));
        row("WSS://events.example.com/", typeid(WebSocketSource));
        row("tcp://127.0.0.1:9000", typeid(LineStreamSource));
        row("tls://events.example.com:9000/", typeid(LineStreamSource));
        row("nats://n1:4222,n2/SALES", typeid(NatsSource));
        row("NATS+TLS://n1/SALES?subject=a.>", typeid(NatsSource));
        row("demo:", typeid(DemoSource));
        row("demo:42", typeid(DemoSource));
    }
    void eachLocationHasItsSource()
    {
        QFETCH(const QString, location);
        QFETCH(const QString, type);
        std::string error;
        const auto source = make(location.toStdString(), error);
        QVERIFY2(source, error.c_str());
        const Source& made = *source;
        QCOMPARE(QString::fromLatin1(typeid(made).name()), type);
    }

    void otherLocationsAreRefusedInOneLine_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* location, const char* words) {
            QTest::newRow(location) << QString::fromLatin1(location) << QString::fromLatin1(words);
        };
        row("", "no feed given");
        row("gopher://host/topic", "no feed of the kind gopher:");
        row("htp://x", "there are file:, follow:, http:, https:, ws:, wss:, tcp:, tls:");
        row("tcp://host", "write it as tcp://host:port");
        row("tls://host:1/path", "write it as tls://host:port");
        row("ws:///s", "not a valid ws URL");
        row("wss://user:pass@host/", "a URL with a user or password is refused");
        row("tcp://user:pass@host:1", "a URL with a user or password is refused");
        row("file://elsewhere/a", "names no file here");
        row("file:", "names no file here");
        row("nats://n1", "names no stream");
        row("follow:", "names no file");
        row("http:///path", "not a valid http URL");
        row("https://exa mple/", "not a valid https URL");
        row("demo:x", "whole number");
        row("demo:1x", "whole number");
        row("https://me:hush@example.com/s",
            "https://example.com: a URL with a user or password is refused; give them as user and "
            "secret_file in livewall.toml");
        row("tcp://127.0.0.1:70000", "not a valid tcp URL; write it as tcp://host:port");
        row("https://hush@example.com/s", "a URL with a user or password is refused");
        row("http://me:hush hush@example.com/s", "not a valid http URL");
    }
    void otherLocationsAreRefusedInOneLine()
    {
        QFETCH(const QString, location);
        QFETCH(const QString, words);
        std::string error;
        QVERIFY(!make(location.toStdString(), error));
        QVERIFY2(error.find(words.toStdString()) != std::string::npos, error.c_str());
        QVERIFY2(error.find("hush") == std::string::npos, error.c_str());
        QVERIFY(error.find('\n') == std::string::npos);
    }

    void aFileUrlIsDecoded()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("two words.ndjson"));
        writeFile(path.toStdString(), line(1));
        std::string error;
        const auto source =
            make(QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded).toStdString(), error);
        QVERIFY2(source, error.c_str());
        CollectingSink sink;
        source->run(sink, {});
        QVERIFY(sink.eids() == eidsFrom(1, 1));
    }

    void whatCannotBeginSaysSoBefore()
    {
        std::string error;
        QVERIFY(!make("/nowhere/a", error)->canBegin(error));
        QVERIFY(error.find("no such file") != std::string::npos);
        QVERIFY(!make("follow:/tmp", error)->canBegin(error));
        QVERIFY(error.find("is a directory") != std::string::npos);
        QVERIFY(make("follow:/nowhere/a", error)->canBegin(error)); // it waits
        QVERIFY(make("http://127.0.0.1:1/", error)->canBegin(error));
        QVERIFY(make("demo:", error)->canBegin(error));
    }
};

QTEST_GUILESS_MAIN(TestSourceFactory)
#include "tst_sourcefactory.moc"
